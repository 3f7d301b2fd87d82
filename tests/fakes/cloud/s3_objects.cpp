// Objects: read whole or in part, written, copied, deleted; checksums verified.

#include <array>
#include <cstdlib>
#include <pugixml.hpp>

#include "fakes/cloud/fake_s3.h"

namespace darties::fakes {
namespace {

using Digest = std::string (*)(std::string_view);
constexpr std::array<std::pair<const char*, Digest>, 4> kChecksums = {
    {{"x-amz-checksum-crc32", crc32},
     {"x-amz-checksum-crc32c", crc32c},
     {"x-amz-checksum-sha1", sha1},
     {"x-amz-checksum-sha256", sha256}}};

/// "bytes=a-b", "bytes=a-", "bytes=-n" of an object of this size.
struct Range {
  std::size_t from = 0, count = 0;
};

Range read_range(const std::string& text, std::size_t size) {
  const char* at = text.c_str() + std::string_view("bytes=").size();
  char* end = nullptr;
  if (*at == '-') {
    const std::size_t count = std::min<std::size_t>(size, std::strtoull(at + 1, nullptr, 10));
    return {size - count, count};
  }
  const std::size_t from = std::strtoull(at, &end, 10);
  if (from >= size) {
    throw Refusal{416,
                  "InvalidRange",
                  "The requested range is not satisfiable",
                  {},
                  xml_element("ActualObjectSize", std::to_string(size))};
  }
  const bool open = *end != '-' || end[1] == '\0';
  const std::size_t last = open ? size - 1 : std::strtoull(end + 1, nullptr, 10);
  return {from, std::min(last, size - 1) - from + 1};
}

WireHeaders headers_of(const FakeS3::Object& object, bool with_checksums) {
  WireHeaders headers = {{"ETag", object.etag},
                         {"Last-Modified", http_time(object.changed)},
                         {"Accept-Ranges", "bytes"}};
  for (const auto& header : object.kept) {
    if (with_checksums || !header.first.starts_with("x-amz-checksum-")) headers.push_back(header);
  }
  return headers;
}

std::string copy_result(std::string_view name, const std::string& etag, Time changed) {
  return s3_document(name,
                     xml_element("ETag", etag) + xml_element("LastModified", iso_time(changed)));
}

}  // namespace

bool check_digests(const WireRequest& request) {
  bool any = false;
  if (const auto* said = request.find("content-md5")) {
    any = true;
    if (said->size() != 24) {
      throw Refusal{400, "InvalidDigest", "The Content-MD5 you specified was invalid"};
    }
    if (*said != base64(md5(request.body))) {
      throw Refusal{400, "BadDigest",
                    "The Content-MD5 you specified did not match what we received."};
    }
  }
  for (const auto& [name, digest] : kChecksums) {
    const auto* said = request.find(name);
    if (said == nullptr) continue;
    any = true;
    if (*said != base64(digest(request.body))) {
      throw Refusal{400, "BadDigest",
                    std::string("The ") + (name + 15) +
                        " you specified did not match the calculated checksum."};
    }
  }
  return any;
}

WireHeaders kept_headers(const WireRequest& request) {
  WireHeaders kept;
  for (const auto& [name, value] : request.headers) {
    const std::string folded = lower(name);
    if (folded == "content-type" || folded == "content-encoding" || folded == "cache-control" ||
        folded.starts_with("x-amz-meta-") ||
        (folded.starts_with("x-amz-checksum-") && folded != "x-amz-checksum-algorithm")) {
      kept.emplace_back(folded, value);
    }
  }
  return kept;
}

void FakeS3::check_conditions(const WireRequest& request, const S3Call& call) {
  const auto& objects = bucket(call).objects;
  const auto found = objects.find(call.key);
  const auto fail = [](const char* condition) {
    throw Refusal{412,
                  "PreconditionFailed",
                  "At least one of the pre-conditions you specified did not hold",
                  {},
                  xml_element("Condition", condition)};
  };
  if (request.text("if-none-match") == "*" && found != objects.end()) fail("If-None-Match");
  const std::string match = request.text("if-match");
  if (!match.empty() && (found == objects.end() || found->second.etag != match)) fail("If-Match");
}

WireAnswer FakeS3::get_object(const WireRequest& request, const S3Call& call) {
  const Object& found = object(call);
  const std::string match = request.text("if-match");
  if (!match.empty() && match != found.etag && match != "*") {
    throw Refusal{412, "PreconditionFailed",
                  "At least one of the pre-conditions you specified did not hold"};
  }
  if (request.text("if-none-match") == found.etag) {
    return {.status = 304, .headers = headers_of(found, false)};
  }
  const std::string range = request.text("range");
  const bool checks = request.text("x-amz-checksum-mode") == "ENABLED" && range.empty();
  WireAnswer answer{
      .headers = headers_of(found, checks), .shared = found.bytes, .length = found.bytes->size()};
  if (range.starts_with("bytes=")) {
    const auto [from, count] = read_range(range, found.bytes->size());
    answer.status = 206;
    answer.offset = from;
    answer.length = count;
    answer.headers.emplace_back("Content-Range", "bytes " + std::to_string(from) + "-" +
                                                     std::to_string(from + count - 1) + "/" +
                                                     std::to_string(found.bytes->size()));
  }
  return answer;
}

WireAnswer FakeS3::put_object(const WireRequest& request, const S3Call& call) {
  if (request.find("content-length") == nullptr && request.find("transfer-encoding") == nullptr) {
    throw Refusal{411, "MissingContentLength", "You must provide the Content-Length HTTP header."};
  }
  if (call.key.size() > 1024) throw Refusal{400, "KeyTooLongError", "Your key is too long"};
  check_conditions(request, call);
  Object made{std::make_shared<const std::string>(request.body),
              "\"" + hex(md5(kms ? "a key" + request.body : request.body)) + "\"",
              kept_headers(request), now()};
  if (kms) made.kept.emplace_back("x-amz-server-side-encryption", "aws:kms");
  WireAnswer answer{.headers = {{"ETag", made.etag}}};
  for (const auto& header : made.kept) {
    if (header.first.starts_with("x-amz-checksum-")) answer.headers.push_back(header);
  }
  bucket(call).objects[call.key] = std::move(made);
  return answer;
}

const FakeS3::Object& FakeS3::copy_source(const WireRequest& request) {
  std::string path = percent_decode(request.text("x-amz-copy-source"));
  if (path.starts_with("/")) path.erase(0, 1);
  const auto slash = path.find('/');
  if (slash == std::string::npos) {
    throw Refusal{400, "InvalidArgument", "Copy Source must mention the source bucket and key"};
  }
  return object({"CopyObject", path.substr(0, slash), path.substr(slash + 1), {}});
}

WireAnswer FakeS3::copy_object(const WireRequest& request, const S3Call& call) {
  Object copy = copy_source(request);
  check_conditions(request, call);
  copy.changed = now();
  auto& kept = bucket(call).objects[call.key] = copy;
  return {.body = copy_result("CopyObjectResult", kept.etag, kept.changed)};
}

WireAnswer FakeS3::delete_object(const WireRequest&, const S3Call& call) {
  bucket(call).objects.erase(call.key);
  return {.status = 204};
}

WireAnswer FakeS3::delete_objects(const WireRequest& request, const S3Call& call) {
  if (!check_digests(request)) {
    throw Refusal{400, "InvalidRequest",
                  "Missing required header for this request: Content-MD5 OR x-amz-checksum-*"};
  }
  auto& objects = bucket(call).objects;
  pugi::xml_document document;
  const bool read = bool(document.load_buffer(request.body.data(), request.body.size(),
                                              pugi::parse_default | pugi::parse_ws_pcdata_single));
  const auto asked = document.child("Delete");
  if (!read || !asked)
    throw Refusal{400, "MalformedXML", "The XML you provided was not well-formed"};
  const bool quiet = std::string_view(asked.child_value("Quiet")) == "true";
  std::string inner;
  int count = 0;
  for (const auto& item : asked.children("Object")) {
    if (++count > 1000)
      throw Refusal{400, "MalformedXML", "more than 1000 keys in one DeleteObjects"};
    objects.erase(item.child_value("Key"));
    if (!quiet) inner += "<Deleted>" + xml_element("Key", item.child_value("Key")) + "</Deleted>";
  }
  return {.body = s3_document("DeleteResult", inner)};
}

}  // namespace darties::fakes
