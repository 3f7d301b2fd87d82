// Multipart uploads: begun, parts in any order, completed in ascending order or aborted.

#include <cstdlib>
#include <pugixml.hpp>

#include "fakes/cloud/fake_s3.h"

namespace darties::fakes {
namespace {

/// The checksum header of a part, if it brought one.
std::pair<std::string, std::string> checksum_of(const WireRequest& request) {
  for (const auto& header : kept_headers(request)) {
    if (header.first.starts_with("x-amz-checksum-") && header.first != "x-amz-checksum-type") {
      return header;
    }
  }
  return {};
}

}  // namespace

FakeS3::Upload& FakeS3::upload(const S3Call& call) {
  const auto found = uploads_.find(call.text("uploadId"));
  if (found != uploads_.end() && found->second.bucket == call.bucket &&
      found->second.key == call.key) {
    return found->second;
  }
  throw Refusal{
      404, "NoSuchUpload",
      "The specified upload does not exist. The upload ID may be invalid, or the upload may "
      "have been aborted or completed."};
}

WireAnswer FakeS3::create_upload(const WireRequest& request, const S3Call& call) {
  bucket(call);
  const std::string id = "upload-" + std::to_string(++uploads_made_) + "+/=";
  uploads_[id] = {call.bucket, call.key, kept_headers(request), {}};
  return {.body = s3_document("InitiateMultipartUploadResult", xml_element("Bucket", call.bucket) +
                                                                   xml_element("Key", call.key) +
                                                                   xml_element("UploadId", id))};
}

WireAnswer FakeS3::upload_part(const WireRequest& request, const S3Call& call) {
  auto& parts = upload(call).parts;
  const int number = std::atoi(call.text("partNumber").c_str());
  if (number < 1 || number > 10000) {
    throw Refusal{400, "InvalidArgument",
                  "Part number must be an integer between 1 and 10000, inclusive"};
  }
  const auto checksum = checksum_of(request);
  parts[number] = {request.body, "\"" + hex(md5(request.body)) + "\"", checksum.second};
  WireAnswer answer{.headers = {{"ETag", parts[number].etag}}};
  if (!checksum.first.empty()) answer.headers.push_back(checksum);
  return answer;
}

WireAnswer FakeS3::copy_part(const WireRequest& request, const S3Call& call) {
  WireRequest part = request;
  S3Call source = call;
  const Object& from = copy_source(request);
  part.body = *from.bytes;
  const std::string range = request.text("x-amz-copy-source-range");
  if (!range.empty()) {
    char* end = nullptr;
    const auto first = std::strtoull(range.c_str() + 6, &end, 10);
    part.body = from.bytes->substr(first, std::strtoull(end + 1, nullptr, 10) - first + 1);
  }
  const std::string etag = upload_part(part, source).headers.front().second;
  return {.body = s3_document("CopyPartResult", xml_element("ETag", etag))};
}

WireAnswer FakeS3::complete_upload(const WireRequest& request, const S3Call& call) {
  Upload& begun = upload(call);
  pugi::xml_document document;
  document.load_buffer(request.body.data(), request.body.size());
  std::string bytes, digests, checksums;
  int last = 0;
  std::size_t smallest = smallest_part;
  for (const auto& item : document.child("CompleteMultipartUpload").children("Part")) {
    const int number = std::atoi(item.child_value("PartNumber"));
    const auto found = begun.parts.find(number);
    std::string etag = item.child_value("ETag");
    if (!etag.starts_with("\"")) etag = "\"" + etag + "\"";
    if (number <= last)
      throw Refusal{400, "InvalidPartOrder", "The list of parts was not in ascending order."};
    if (found == begun.parts.end() || found->second.etag != etag) {
      throw Refusal{400, "InvalidPart", "One or more of the specified parts could not be found."};
    }
    if (smallest < smallest_part) {
      throw Refusal{400, "EntityTooSmall",
                    "Your proposed upload is smaller than the minimum allowed size"};
    }
    smallest = found->second.bytes.size();
    bytes += found->second.bytes;
    digests += md5((kms ? "a key" : "") + found->second.bytes);
    checksums += sha256(found->second.bytes);
    last = number;
  }
  if (last == 0) throw Refusal{400, "MalformedXML", "The XML you provided was not well-formed"};
  check_conditions(request, call);
  const std::string etag =
      "\"" + hex(md5(digests)) + "-" + std::to_string(digests.size() / 16) + "\"";
  if (kms) {
    begun.kept.emplace_back("x-amz-server-side-encryption", "aws:kms");
    begun.kept.emplace_back("x-amz-checksum-sha256",
                            base64(sha256(checksums)) + "-" + std::to_string(digests.size() / 16));
  }
  bucket(call).objects[call.key] = {std::make_shared<const std::string>(std::move(bytes)), etag,
                                    begun.kept, now()};
  uploads_.erase(call.text("uploadId"));
  return {.body = s3_document("CompleteMultipartUploadResult", xml_element("Bucket", call.bucket) +
                                                                   xml_element("Key", call.key) +
                                                                   xml_element("ETag", etag))};
}

WireAnswer FakeS3::abort_upload(const WireRequest&, const S3Call& call) {
  upload(call);
  uploads_.erase(call.text("uploadId"));
  return {.status = 204};
}

WireAnswer FakeS3::list_uploads(const WireRequest&, const S3Call& call) {
  bucket(call);
  std::string inner = xml_element("Bucket", call.bucket) + xml_element("IsTruncated", "false");
  for (const auto& [id, begun] : uploads_) {
    if (begun.bucket != call.bucket || !begun.key.starts_with(call.text("prefix"))) continue;
    inner += "<Upload>" + xml_element("Key", begun.key) + xml_element("UploadId", id) + "</Upload>";
  }
  return {.body = s3_document("ListMultipartUploadsResult", inner)};
}

WireAnswer FakeS3::list_parts(const WireRequest&, const S3Call& call) {
  std::string inner = xml_element("IsTruncated", "false");
  for (const auto& [number, part] : upload(call).parts) {
    inner += "<Part>" + xml_element("PartNumber", std::to_string(number)) +
             xml_element("ETag", part.etag) +
             xml_element("Size", std::to_string(part.bytes.size())) + "</Part>";
  }
  return {.body = s3_document("ListPartsResult", inner)};
}

}  // namespace darties::fakes
