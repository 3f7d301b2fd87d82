#include "warehouse/load/object_list.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/error.h"
#include "warehouse/load/manifest.h"

namespace darties::load {
namespace {

LoadObject object_of(Store& store, const std::string& bucket, ObjectInfo info) {
  auto url = to_string(ObjectUrl{bucket, info.key});
  return {&store, bucket, std::move(info), std::move(url)};
}

/// What the entries name, in their order; looked for bucket by bucket.
std::vector<std::optional<LoadObject>> find_entries(Lake& lake,
                                                    const std::vector<ManifestEntry>& entries) {
  std::map<std::string, std::pair<std::vector<std::string>, std::vector<std::size_t>>> buckets;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const ObjectUrl url = parse_object_url(entries[i].url);
    auto& [keys, places] = buckets[url.bucket];
    keys.push_back(url.key);
    places.push_back(i);
  }
  std::vector<std::optional<LoadObject>> objects(entries.size());
  for (const auto& [bucket, wanted] : buckets) {
    Store& store = lake.bucket(bucket);
    auto found = store.find_all(wanted.first);
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found[i]) objects[wanted.second[i]] = object_of(store, bucket, std::move(*found[i]));
    }
  }
  return objects;
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
  const auto entries = parse_manifest(lake.bucket(url.bucket).read(url.key), source);
  auto found = find_entries(lake, entries);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (found[i]) {
      objects.push_back(std::move(*found[i]));
    } else if (entries[i].mandatory) {
      throw Error(ErrorKind::kNotFound, "the mandatory object of manifest {} is not there: {}",
                  source, entries[i].url);
    }
  }
  if (objects.empty())
    throw Error(ErrorKind::kNotFound, "no object of the manifest {} is there", source);
  apply(filter, objects);
  return objects;
}

}  // namespace darties::load
