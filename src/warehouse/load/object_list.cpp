#include "warehouse/load/object_list.h"

#include <simdjson.h>

#include <algorithm>
#include <optional>

#include "base/error.h"

namespace darties::load {
namespace {

LoadObject object_of(Store& store, const std::string& bucket, ObjectInfo info) {
  auto url = to_string(ObjectUrl{bucket, info.key});
  return {&store, bucket, std::move(info), std::move(url)};
}

std::optional<LoadObject> find_object(Lake& lake, const ObjectUrl& url) {
  Store& store = lake.bucket(url.bucket);
  for (auto& info : store.list(url.key)) {
    if (info.key == url.key) return object_of(store, url.bucket, std::move(info));
  }
  return std::nullopt;
}

[[noreturn]] void bad_manifest(const std::string& source, std::string_view what) {
  throw Error(ErrorKind::kInvalid,
              "the manifest {} {}; expected "
              "{{\"entries\":[{{\"url\":\"s3://bucket/key\",\"mandatory\":true}}]}}",
              source, what);
}

void add_entry(Lake& lake, const std::string& source, simdjson::dom::element entry,
               std::vector<LoadObject>& objects) {
  std::string_view url;
  if (entry["url"].get(url) != simdjson::SUCCESS) bad_manifest(source, "has an entry without url");
  bool mandatory = false;
  if (entry["mandatory"].get(mandatory) == simdjson::INCORRECT_TYPE) {
    bad_manifest(source, "has a mandatory that is neither true nor false");
  }
  auto object = find_object(lake, parse_object_url(url));
  if (object) {
    objects.push_back(std::move(*object));
  } else if (mandatory) {
    throw Error(ErrorKind::kNotFound, "the mandatory object of manifest {} is not there: {}",
                source, url);
  }
}

void apply(const ObjectFilter& filter, std::vector<LoadObject>& objects) {
  if (!filter) return;
  std::erase_if(objects,
                [&](const LoadObject& object) { return !filter(object.url, object.info); });
}

}  // namespace

std::vector<LoadObject> list_objects(Lake& lake, const std::string& source,
                                     const ObjectFilter& filter) {
  const ObjectUrl url = parse_object_url(source);
  Store& store = lake.bucket(url.bucket);
  std::vector<LoadObject> objects;
  for (auto& info : store.list(url.key))
    objects.push_back(object_of(store, url.bucket, std::move(info)));
  if (objects.empty()) {
    throw Error(ErrorKind::kNotFound, "The specified S3 prefix '{}' does not exist", url.key);
  }
  apply(filter, objects);
  return objects;
}

std::vector<LoadObject> list_manifest(Lake& lake, const std::string& source,
                                      const ObjectFilter& filter) {
  const ObjectUrl url = parse_object_url(source);
  const std::string text = lake.bucket(url.bucket).read(url.key);
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  const simdjson::padded_string padded(text);
  if (const auto error = parser.parse(padded).get(document)) {
    bad_manifest(source, std::string("is not JSON: ") + simdjson::error_message(error));
  }
  simdjson::dom::array entries;
  if (document["entries"].get(entries) != simdjson::SUCCESS)
    bad_manifest(source, "has no list of entries");
  std::vector<LoadObject> objects;
  for (const auto entry : entries) add_entry(lake, source, entry, objects);
  if (objects.empty())
    throw Error(ErrorKind::kNotFound, "no object of the manifest {} is there", source);
  apply(filter, objects);
  return objects;
}

}  // namespace darties::load
