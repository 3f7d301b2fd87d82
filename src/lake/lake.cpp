#include "lake/lake.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "lake/folder_store.h"
#include "lake/s3/s3_buckets.h"

namespace darties {
namespace {

constexpr std::string_view kScheme = "s3://";

bool is_bucket_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
  });
}

}  // namespace

ObjectUrl parse_object_url(std::string_view url) {
  if (!url.starts_with(kScheme)) {
    throw Error(ErrorKind::kInvalid, "expected s3://bucket/key, found: {}", url);
  }
  const std::string_view rest = url.substr(kScheme.size());
  const std::size_t slash = rest.find('/');
  const std::string_view bucket = rest.substr(0, slash);
  if (!is_bucket_name(bucket)) {
    throw Error(ErrorKind::kInvalid, "not a bucket name: '{}' in {}", bucket, url);
  }
  const std::string_view key = slash == std::string_view::npos ? "" : rest.substr(slash + 1);
  return {std::string(bucket), std::string(key)};
}

std::string to_string(const ObjectUrl& url) {
  return fmt::format("s3://{}/{}", url.bucket, url.key);
}

Lake::Lake(std::map<std::string, std::filesystem::path> folders, LakeInTheCloud cloud)
    : folders_(std::move(folders)),
      access_{.keys = {}, .roles = {}, .region = {}, .stop = cloud.stop} {
  cloud_ = std::make_shared<S3Buckets>(std::move(cloud));
}

Lake::Lake(std::map<std::string, std::filesystem::path> folders, std::shared_ptr<S3Buckets> cloud,
           BucketAccess access)
    : folders_(std::move(folders)), cloud_(std::move(cloud)), access_(std::move(access)) {}

Lake::~Lake() = default;

Store& Lake::bucket(std::string_view name) {
  const MutexLock lock(mutex_);
  if (const auto known = stores_.find(name); known != stores_.end()) return *known->second;
  return *stores_.emplace(std::string(name), open(name)).first->second;
}

std::unique_ptr<Store> Lake::open(std::string_view name) {
  const auto folder = folders_.find(std::string(name));
  if (folder != folders_.end())
    return open_folder_store(folder->second, fmt::format("s3://{}", name));
  if (cloud_->in_reach()) return cloud_->open(name, access_);
  std::vector<std::string> known;
  for (const auto& [bucket, path] : folders_) known.push_back(bucket);
  throw Error(ErrorKind::kNotFound,
              "bucket '{}' is not mapped to a folder{}; mapped: {}. Add to darties.yml: "
              "lake: {{ buckets: {{ {}: FOLDER }} }}",
              name, suggestion(name, known), known.empty() ? "none" : join(known, ", "), name);
}

std::unique_ptr<Lake> Lake::for_statement(BucketAccess access) {
  return std::unique_ptr<Lake>(new Lake(folders_, cloud_, std::move(access)));
}

}  // namespace darties
