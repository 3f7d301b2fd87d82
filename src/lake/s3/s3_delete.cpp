#include "lake/s3/s3_delete.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/error.h"
#include "base/xml.h"
#include "lake/s3/checksums.h"
#include "lake/s3/s3_error.h"

namespace darties {
namespace {

constexpr std::size_t kBatch = 1000;

/// What XML can not hold, not even as a reference: such a key is deleted by itself.
bool fits_xml(std::string_view key) {
  return std::none_of(key.begin(), key.end(), [](char c) {
    return std::uint8_t(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
  });
}

std::string escaped(std::string_view key) {
  std::string text;
  for (const char c : key) {
    switch (c) {
      case '&':
        text += "&amp;";
        break;
      case '<':
        text += "&lt;";
        break;
      case '>':
        text += "&gt;";
        break;
      case '\t':
      case '\n':
      case '\r':
        text += fmt::format("&#{};", int(c));
        break;
      default:
        text += c;
    }
  }
  return text;
}

/// Deletes, and remembers what went wrong.
class Deleting {
 public:
  explicit Deleting(S3Bucket& bucket) : bucket_(bucket) {}

  void one(const std::string& key) {
    const aws::Reply reply = bucket_.send({.method = "DELETE", .key = key});
    if (!reply.ok()) failed(1, s3_error(reply, "deleting " + bucket_.url(key)));
  }

  void batch(std::span<const std::string> keys) {
    auto body = std::make_shared<const std::string>(delete_document(keys));
    S3Request request{.method = "POST", .query = {{"delete", ""}}, .body = body};
    request.headers.add("Content-Type", "application/xml");
    request.headers.add("Content-MD5", base64(md5_bytes(*body)));
    const aws::Reply reply = bucket_.send(std::move(request));
    if (!reply.ok())
      return failed(keys.size(), s3_error(reply, "deleting " + bucket_.url(keys.front())));
    for (const XmlNode& node : parse_xml(reply.response.body).children("Error")) {
      aws::Reply refused;
      refused.refusal = {.status = reply.response.status,
                         .code = node.text("Code"),
                         .message = node.text("Message"),
                         .request_id = reply.response.headers.text("x-amz-request-id"),
                         .region = {}};
      failed(1, s3_error(refused, "deleting " + bucket_.url(node.text("Key"))));
    }
  }

  void finish(std::size_t count) {
    if (!first_) return;
    throw first_->while_doing(
        fmt::format("deleting {} objects, {} of which are left", count, left_));
  }

 private:
  void failed(std::size_t count, const Error& error) {
    if (!first_) first_ = error;
    left_ += count;
  }

  S3Bucket& bucket_;
  std::optional<Error> first_;
  std::size_t left_ = 0;
};

}  // namespace

std::string delete_document(std::span<const std::string> keys) {
  std::string xml =
      R"(<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Quiet>true</Quiet>)";
  for (const std::string& key : keys)
    xml += fmt::format("<Object><Key>{}</Key></Object>", escaped(key));
  return xml + "</Delete>";
}

void delete_s3_objects(S3Bucket& bucket, std::span<const std::string> keys) {
  Deleting deleting(bucket);
  std::vector<std::string> batch;
  for (const std::string& key : keys) {
    if (!fits_xml(key)) {
      deleting.one(key);
      continue;
    }
    batch.push_back(key);
    if (batch.size() < kBatch) continue;
    deleting.batch(batch);
    batch.clear();
  }
  if (!batch.empty()) deleting.batch(batch);
  deleting.finish(keys.size());
}

}  // namespace darties
