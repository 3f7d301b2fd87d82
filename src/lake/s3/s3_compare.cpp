#include "lake/s3/s3_compare.h"

#include <sys/stat.h>

#include <optional>

#include "base/text.h"
#include "lake/s3/checksums.h"

namespace darties {
namespace {

bool has_etag_of_parts(const ObjectInfo& object) {
  return object.version.find('-') != std::string::npos;
}

bool has_etag_of(const ObjectInfo& object, const std::filesystem::path& file) {
  const bool in_parts = has_etag_of_parts(object);
  if (!in_parts && !is_md5(object.version)) return false;
  return etag_of_parts(file, in_parts) == lower_ascii(object.version);
}

/// Nothing where no checksum is told that would be the same for the same bytes.
std::optional<bool> has_checksum_of(const HttpHeaders& headers, const std::filesystem::path& file) {
  std::optional<bool> says;
  for (const auto& [name, value] : headers) {
    const std::string header = lower_ascii(name);
    if (!header.starts_with(kChecksumHeader)) continue;
    const bool in_parts = value.find('-') != std::string::npos;
    const auto of_file = checksum_of_file(file, header, in_parts);
    if (of_file && *of_file == value) return true;
    if (of_file && !in_parts) says = false;
  }
  return says;
}

/// Whether a download gave the file its object's time, which has no fraction; what was written in the same second has one.
bool has_time_of(const ObjectInfo& object, const std::filesystem::path& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 && status.st_mtim.tv_nsec == 0 &&
         status.st_mtim.tv_sec == std::chrono::system_clock::to_time_t(object.modified);
}

}  // namespace

bool s3_object_equals_file(S3Bucket& bucket, const ObjectInfo& object,
                           const std::filesystem::path& file) {
  if (has_etag_of(object, file)) return true;
  S3Request request{.method = "HEAD", .key = object.key};
  request.headers.add("x-amz-checksum-mode", "ENABLED");
  if (!object.version.empty())
    request.headers.add("If-Match", fmt::format("\"{}\"", object.version));
  const aws::Reply reply = bucket.send(std::move(request));
  if (!reply.ok()) return false;
  const HttpHeaders& headers = reply.response.headers;
  if (const auto says = has_checksum_of(headers, file)) return *says;
  const bool is_other = is_md5(object.version) && !hides_md5(headers);
  return !is_other && has_time_of(object, file);
}

}  // namespace darties
