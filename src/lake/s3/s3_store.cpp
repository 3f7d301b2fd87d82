#include "lake/s3/s3_store.h"

#include <algorithm>

#include "base/aws/signer.h"
#include "base/error.h"
#include "lake/s3/checksums.h"
#include "lake/s3/s3_compare.h"
#include "lake/s3/s3_delete.h"
#include "lake/s3/s3_error.h"
#include "lake/s3/s3_find.h"
#include "lake/s3/s3_listing.h"
#include "lake/s3/s3_reader.h"
#include "lake/s3/s3_writer.h"

namespace darties {
namespace {

constexpr std::uint64_t kLargestCopy = 5ull * 1024 * 1024 * 1024;  // of CopyObject
constexpr std::size_t kLongestKey = 1024;

class S3Store final : public Store {
 public:
  S3Store(std::shared_ptr<void> owner, std::shared_ptr<S3Bucket> bucket)
      : owner_(std::move(owner)), bucket_(std::move(bucket)) {}

  std::string read(std::string_view key) override {
    check(key);
    S3Request request{.key = std::string(key)};
    request.headers.add("x-amz-checksum-mode", "ENABLED");
    request.accept = [](const HttpResponse& answer) {
      return is_intact(answer, bare_etag(answer.headers.text("ETag")));
    };
    aws::Reply reply = bucket_->send(std::move(request));
    if (!reply.ok()) throw s3_object_error(reply, describe(key), "reading " + describe(key));
    return std::move(reply.response.body);
  }

  std::unique_ptr<ObjectReader> open(std::string_view key) override {
    check(key);
    return open_listed(look_at_s3_object(*bucket_, key));
  }

  std::unique_ptr<ObjectReader> open_listed(const ObjectInfo& object) override {
    return open_s3_object(bucket_, object);
  }

  ReadAhead read_ahead() const override { return {.objects = 256, .bytes = 32 * 1024 * 1024}; }

  void write(std::string_view key, std::string_view bytes) override {
    const auto writer = create(key);
    writer->write(bytes);
    writer->commit();
  }

  bool create_if_absent(std::string_view key, std::string_view bytes) override {
    check(key);
    return put_s3_object(*bucket_, key, std::make_shared<const std::string>(bytes), true);
  }

  std::unique_ptr<ObjectWriter> create(std::string_view key) override {
    check(key);
    return create_s3_object(bucket_, std::string(key));
  }

  std::vector<ObjectInfo> list(std::string_view prefix) override {
    std::vector<ObjectInfo> objects;
    list_s3_pages(*bucket_, prefix, "", [&](ListPage& page) {
      std::move(page.objects.begin(), page.objects.end(), std::back_inserter(objects));
      return true;
    });
    // S3 lists in this order; not all that speak like it do.
    const auto before = [](const ObjectInfo& a, const ObjectInfo& b) { return a.key < b.key; };
    if (!std::is_sorted(objects.begin(), objects.end(), before))
      std::sort(objects.begin(), objects.end(), before);
    const auto twice =
        std::adjacent_find(objects.begin(), objects.end(),
                           [](const auto& a, const auto& b) { return a.key == b.key; });
    if (twice != objects.end()) {
      throw Error(ErrorKind::kInvalid,
                  "the endpoint does not list as S3 does: a key comes twice: {}",
                  describe(twice->key))
          .while_doing("listing " + describe(prefix));
    }
    return objects;
  }

  void list_pages(std::string_view prefix, std::string_view delimiter,
                  const std::function<void(const ListPage& page)>& take) override {
    list_s3_pages(*bucket_, prefix, delimiter, [&](ListPage& page) {
      take(page);
      return true;
    });
  }

  std::optional<ObjectInfo> find(std::string_view key) override {
    return find_all(std::vector{std::string(key)}).front();
  }

  std::vector<std::optional<ObjectInfo>> find_all(std::span<const std::string> keys) override {
    for (const std::string& key : keys) check(key);
    return find_s3_objects(*bucket_, keys);
  }

  bool versions_tell_contents() const override { return true; }

  bool holds(const ObjectInfo& object, const std::filesystem::path& file) override {
    std::error_code failed;
    if (std::filesystem::file_size(file, failed) != object.size_bytes || failed) return false;
    return s3_object_equals_file(*bucket_, object, file);
  }

  void copy(std::string_view from, std::string_view to) override {
    check(from);
    check(to);
    const ObjectInfo object = look_at_s3_object(*bucket_, from);
    if (object.size_bytes > kLargestCopy) return Store::copy(from, to);
    S3Request request{.method = "PUT", .key = std::string(to)};
    request.headers.add("x-amz-copy-source",
                        "/" + bucket_->name() + "/" + aws::uri_encode(from, true));
    const aws::Reply reply = bucket_->send(std::move(request));
    if (!reply.ok())
      throw s3_error(reply, fmt::format("copying {} to {}", describe(from), describe(to)));
  }

  void remove(std::string_view key) override {
    check(key);
    const aws::Reply reply = bucket_->send({.method = "DELETE", .key = std::string(key)});
    if (!reply.ok() && !(reply.refusal && reply.refusal->code == "NoSuchKey"))
      throw s3_error(reply, "deleting " + describe(key));
  }

  void remove_all(std::span<const std::string> keys) override { delete_s3_objects(*bucket_, keys); }

  std::string describe(std::string_view key) const override { return bucket_->url(key); }

 private:
  void check(std::string_view key) const {
    if (key.empty()) throw Error(ErrorKind::kInvalid, "not a key: {}: it is empty", describe(key));
    if (key.size() > kLongestKey) {
      throw Error(ErrorKind::kInvalid, "not a key: {}: it has {} bytes, S3 takes {}", describe(key),
                  key.size(), kLongestKey);
    }
  }

  std::shared_ptr<void> owner_;       // shared: what the sender stands on
  std::shared_ptr<S3Bucket> bucket_;  // shared with readers and writers
};

}  // namespace

std::unique_ptr<Store> open_s3_store(std::shared_ptr<void> owner, aws::Sender& sender,
                                     std::string bucket, S3Route route) {
  return std::make_unique<S3Store>(
      std::move(owner), std::make_shared<S3Bucket>(sender, std::move(bucket), std::move(route)));
}

}  // namespace darties
