#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "lake/store.h"

namespace darties {

/// A key or key prefix in a bucket: s3://bucket/key.
struct ObjectUrl {
  std::string bucket;
  std::string key;

  bool operator==(const ObjectUrl&) const = default;
};

/// Reads "s3://bucket/key"; the key may be empty. Throws kInvalid for anything else.
ObjectUrl parse_object_url(std::string_view url);
std::string to_string(const ObjectUrl& url);

/// All buckets a project can reach. A bucket may be a folder (`lake.buckets` in darties.yml).
///
///     auto& store = lake.bucket("udacity-dend");
///
/// Threads: every method may be called from any thread at the same time.
class Lake {
 public:
  /// `folders` maps bucket names to folders; a folder that does not exist yet is made by the first write.
  explicit Lake(std::map<std::string, std::filesystem::path> folders);

  /// The store of this bucket, alive as long as the lake.
  /// Throws kNotFound for a bucket that is not mapped, naming the buckets that are and how to map one.
  Store& bucket(std::string_view name);

 private:
  std::map<std::string, std::filesystem::path> folders_;
  std::mutex mutex_;  // guards stores_
  std::map<std::string, std::unique_ptr<Store>, std::less<>> stores_;
};

}  // namespace darties
