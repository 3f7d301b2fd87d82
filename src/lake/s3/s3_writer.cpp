#include "lake/s3/s3_writer.h"

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "base/hash.h"
#include "base/xml.h"
#include "lake/s3/checksums.h"
#include "lake/s3/s3_error.h"
#include "lake/s3/s3_fetch.h"
#include "lake/s3/s3_listing.h"

namespace darties {
namespace {

constexpr std::size_t kPartsAtATime = 4;
constexpr std::size_t kMostParts = 10'000;
/// What finish() leaves in memory rather than sending it as a part of its own.
constexpr std::size_t kSmallObject = 64 * 1024;

/// A body that S3 checks twice: by the signature, and by the checksum that it keeps.
S3Request upload_request(std::string_view key, std::shared_ptr<const std::string> bytes) {
  const std::string digest = sha256_bytes(*bytes);
  S3Request request{.method = "PUT", .key = std::string(key), .body = std::move(bytes)};
  request.body_sha256 = to_hex(digest);
  request.headers.add("x-amz-checksum-sha256", base64(digest));
  return request;
}

/// Whether the object has this ETag or, where KMS makes it another one, this checksum.
bool holds(S3Bucket& bucket, std::string_view key, const std::string& etag,
           const std::string& sha256) {
  S3Request request{.method = "HEAD", .key = std::string(key)};
  request.headers.add("x-amz-checksum-mode", "ENABLED");
  const aws::Reply reply = bucket.send(std::move(request));
  const HttpHeaders& headers = reply.response.headers;
  return reply.ok() && (bare_etag(headers.text("ETag")) == etag ||
                        headers.text("x-amz-checksum-sha256") == sha256);
}

class S3Writer final : public ObjectWriter {
 public:
  S3Writer(std::shared_ptr<S3Bucket> bucket, std::string key)
      : bucket_(std::move(bucket)), key_(std::move(key)), url_(bucket_->url(key_)) {}

  ~S3Writer() override {
    if (upload_id_.empty() || committed_) return;
    parts_.clear();
    try {
      bucket_->send_anyway({.method = "DELETE", .key = key_, .query = {{"uploadId", upload_id_}}});
    } catch (const Error&) {  // a lifecycle rule of the bucket removes it
    }
  }

  void write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const std::uint64_t size = part_bytes(parts_.size() + 1);
      if (buffer_.size() == size) send_part();
      const auto room = static_cast<std::size_t>(part_bytes(parts_.size() + 1) - buffer_.size());
      const std::string_view piece = bytes.substr(0, room);
      if (buffer_.capacity() < buffer_.size() + piece.size())
        buffer_.reserve(
            std::min<std::size_t>(std::max(buffer_.capacity() * 2, piece.size()), size));
      buffer_ += piece;
      bytes.remove_prefix(piece.size());
    }
  }

  void finish() override {
    if (parts_.empty() && buffer_.size() <= kSmallObject) return;
    if (!buffer_.empty()) send_part();
    for (Part& part : parts_) settle(part);
  }

  void commit() override {
    if (committed_) throw Error(ErrorKind::kBug, "commit() twice for {}", url_);
    if (parts_.empty()) {
      put_s3_object(*bucket_, key_, std::make_shared<const std::string>(std::move(buffer_)));
    } else {
      finish();
      complete();
    }
    committed_ = true;
  }

 private:
  struct Part {
    std::unique_ptr<S3Fetch> upload;  // null once it is settled
    std::string md5;
    std::string sha256;
    std::string etag;
    std::string checksum;
  };

  std::string doing() const { return fmt::format("writing {}", url_); }

  void begin() {
    S3Request request{.method = "POST", .key = key_, .query = {{"uploads", ""}}};
    request.headers.add("x-amz-checksum-algorithm", "SHA256");
    const aws::Reply reply = bucket_->send(std::move(request));
    if (!reply.ok()) throw s3_error(reply, doing());
    upload_id_ = parse_xml(reply.response.body).text("UploadId");
    if (upload_id_.empty())
      throw Error(ErrorKind::kInvalid, "S3 gave no UploadId for {}", url_).while_doing(doing());
  }

  void send_part() {
    if (upload_id_.empty()) begin();
    if (parts_.size() == kMostParts) {
      throw Error(ErrorKind::kInvalid, "an object has at most {} parts: {} is too large",
                  kMostParts, url_);
    }
    if (parts_.size() >= kPartsAtATime) settle(parts_[parts_.size() - kPartsAtATime]);
    auto bytes = std::make_shared<const std::string>(std::exchange(buffer_, {}));
    Part part{.md5 = md5_bytes(*bytes), .sha256 = sha256_bytes(*bytes)};
    S3Request request = upload_request(key_, std::move(bytes));
    part.checksum = request.headers.text("x-amz-checksum-sha256");
    request.query = {{"partNumber", std::to_string(parts_.size() + 1)}, {"uploadId", upload_id_}};
    part.upload = std::make_unique<S3Fetch>(*bucket_, std::move(request));
    parts_.push_back(std::move(part));
  }

  void settle(Part& part) {
    if (!part.upload) return;
    const aws::Reply& reply = part.upload->reply();
    if (!reply.ok()) throw s3_error(reply, doing());
    part.etag = bare_etag(reply.response.headers.text("ETag"));
    part.upload.reset();
  }

  std::string completion() const {
    std::string xml =
        R"(<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">)";
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      xml += fmt::format(
          "<Part><PartNumber>{}</PartNumber><ETag>\"{}\"</ETag><ChecksumSHA256>{}</ChecksumSHA256>"
          "</Part>",
          i + 1, parts_[i].etag, parts_[i].checksum);
    }
    return xml + "</CompleteMultipartUpload>";
  }

  void complete() {
    const aws::Reply reply =
        bucket_->send({.method = "POST",
                       .key = key_,
                       .query = {{"uploadId", upload_id_}},
                       .body = std::make_shared<const std::string>(completion())});
    if (reply.ok()) return;
    const bool again = reply.refusal && reply.refusal->code == "NoSuchUpload" && reply.tries > 1;
    if (!again || !is_there()) throw s3_error(reply, doing());
  }

  /// Whether an earlier try was heard whose answer was not.
  bool is_there() {
    Md5 all;
    std::string digests;
    for (const Part& part : parts_) {
      all.update(part.md5);
      digests += part.sha256;
    }
    return holds(*bucket_, key_, fmt::format("{}-{}", to_hex(all.finish()), parts_.size()),
                 fmt::format("{}-{}", base64(sha256_bytes(digests)), parts_.size()));
  }

  std::shared_ptr<S3Bucket> bucket_;  // shared by all that is open in it
  const std::string key_;
  const std::string url_;
  std::string buffer_;
  std::string upload_id_;  // empty while nothing was sent
  std::vector<Part> parts_;
  bool committed_ = false;
};

}  // namespace

bool put_s3_object(S3Bucket& bucket, std::string_view key, std::shared_ptr<const std::string> bytes,
                   bool only_new) {
  const std::string md5 = only_new ? to_hex(md5_bytes(*bytes)) : "";
  S3Request request = upload_request(key, std::move(bytes));
  const std::string sha256 = request.headers.text("x-amz-checksum-sha256");
  if (only_new) request.headers.add("If-None-Match", "*");
  const aws::Reply reply = bucket.send(std::move(request));
  if (reply.ok()) return true;
  const int status = reply.refusal ? reply.refusal->status : 0;
  if (!only_new || (status != 412 && status != 409))
    throw s3_error(reply, fmt::format("writing {}", bucket.url(key)));
  if (reply.tries == 1) return false;
  // An earlier try may have been heard whose answer was not.
  return holds(bucket, key, md5, sha256);
}

std::unique_ptr<ObjectWriter> create_s3_object(std::shared_ptr<S3Bucket> bucket, std::string key) {
  return std::make_unique<S3Writer>(std::move(bucket), std::move(key));
}

}  // namespace darties
