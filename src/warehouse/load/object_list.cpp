#include "warehouse/load/object_list.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "warehouse/load/manifest.h"

namespace darties::load {
namespace {

LoadObject object_of(Store& store, const std::string& bucket, ObjectInfo info) {
  auto url = to_string(ObjectUrl{bucket, info.key});
  return {&store, bucket, std::move(info), std::move(url)};
}

std::optional<LoadObject> find_object(Lake& lake, const ObjectUrl& url) {
  Store& store = lake.bucket(url.bucket);
  auto info = store.find(url.key);
  if (!info) return std::nullopt;
  return object_of(store, url.bucket, std::move(*info));
}

void add_entry(Lake& lake, const std::string& source, const ManifestEntry& entry,
               std::vector<LoadObject>& objects) {
  auto object = find_object(lake, parse_object_url(entry.url));
  if (object) {
    objects.push_back(std::move(*object));
  } else if (entry.mandatory) {
    throw Error(ErrorKind::kNotFound, "the mandatory object of manifest {} is not there: {}",
                source, entry.url);
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
  if (url.key.empty() || url.key.ends_with('/')) {
    throw Error(ErrorKind::kInvalid,
                "MANIFEST needs the full path of one object, not a prefix: {} (code 8001)", source);
  }
  std::vector<LoadObject> objects;
  for (const auto& entry : parse_manifest(lake.bucket(url.bucket).read(url.key), source))
    add_entry(lake, source, entry, objects);
  if (objects.empty())
    throw Error(ErrorKind::kNotFound, "no object of the manifest {} is there", source);
  apply(filter, objects);
  return objects;
}

}  // namespace darties::load
