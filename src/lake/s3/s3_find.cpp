#include "lake/s3/s3_find.h"

#include <algorithm>
#include <deque>
#include <map>

#include "base/error.h"
#include "base/http/http_date.h"
#include "lake/s3/s3_error.h"
#include "lake/s3/s3_fetch.h"
#include "lake/s3/s3_listing.h"

namespace darties {
namespace {

constexpr std::size_t kWorthListing = 50;
constexpr std::size_t kPage = 1000;
constexpr std::size_t kAtATime = 128;

ObjectInfo info_of(std::string_view key, const HttpHeaders& headers) {
  ObjectInfo info{.key = std::string(key)};
  const auto size = parse_object_size(headers.text("Content-Length"));
  if (!size)
    throw Error(ErrorKind::kInvalid, "S3 does not say how many bytes the object has: {}", key);
  info.size_bytes = *size;
  info.version = bare_etag(headers.text("ETag"));
  info.modified = parse_http_date(headers.text("Last-Modified")).value_or(info.modified);
  return info;
}

S3Request head(std::string_view key) { return {.method = "HEAD", .key = std::string(key)}; }

/// A HEAD is refused without a word why: asked for its first byte, S3 says whether key, bucket or credentials are wrong.
aws::Reply in_words(S3Bucket& bucket, std::string_view key, const aws::Reply& refused) {
  if (!refused.refusal || refused.refusal->status >= 500) return refused;
  S3Request request{.key = std::string(key)};
  request.headers.add("Range", "bytes=0-0");
  aws::Reply said = bucket.send(std::move(request));
  return said.refusal && said.refusal->status == refused.refusal->status ? said : refused;
}

/// A HEAD says 404 for an object that is not there as for a bucket: asked once, when it matters.
void check_that_bucket_is_there(S3Bucket& bucket) {
  const aws::Reply reply = bucket.send({.query = {{"list-type", "2"}, {"max-keys", "1"}}});
  const bool denied =
      reply.refusal && reply.refusal->status == 403;  // a right to list is not needed
  if (!reply.ok() && !denied)
    throw s3_bucket_error(reply, bucket, fmt::format("looking at s3://{}", bucket.name()));
}

std::string common_prefix(std::span<const std::string> keys) {
  const auto [first, last] = std::minmax_element(keys.begin(), keys.end());
  const auto differ = std::mismatch(first->begin(), first->end(), last->begin(), last->end()).first;
  return {first->begin(), differ};
}

/// Finds one set of keys.
class Finding {
 public:
  Finding(S3Bucket& bucket, std::span<const std::string> keys) : bucket_(bucket), keys_(keys) {}

  std::vector<std::optional<ObjectInfo>> run() {
    if (keys_.size() >= kWorthListing) look_at_listing();
    std::vector<std::optional<ObjectInfo>> found(keys_.size());
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      const auto known = listed_.find(keys_[i]);
      if (known != listed_.end()) found[i] = known->second;
      if (known == listed_.end() && keys_[i] > listed_until_) unknown.push_back(i);
    }
    ask_for_each(unknown, found);
    return found;
  }

 private:
  // As many pages as the keys would fill, were they alone, and as many again: what lies behind is asked for by name.
  void look_at_listing() {
    std::size_t pages_left = 2 * (keys_.size() / kPage) + 2;
    const auto by_name = [](const std::string& a, const std::string& b) { return a < b; };
    const std::string& greatest = *std::max_element(keys_.begin(), keys_.end(), by_name);
    list_s3_pages(bucket_, common_prefix(keys_), "", [&](ListPage& page) {
      for (ObjectInfo& object : page.objects) {
        listed_until_ = std::max(listed_until_, object.key);
        listed_.emplace(object.key, std::move(object));
      }
      return --pages_left > 0 && listed_until_ < greatest;
    });
  }

  void ask_for_each(const std::vector<std::size_t>& wanted,
                    std::vector<std::optional<ObjectInfo>>& found) {
    std::deque<std::unique_ptr<S3Fetch>> asked;
    bool is_missing = false;
    for (std::size_t done = 0, next = 0; done < wanted.size(); ++done) {
      for (; next < wanted.size() && asked.size() < kAtATime; ++next)
        asked.push_back(std::make_unique<S3Fetch>(bucket_, head(keys_[wanted[next]])));
      found[wanted[done]] = answer(asked.front()->reply(), keys_[wanted[done]]);
      is_missing = is_missing || !found[wanted[done]];
      asked.pop_front();
    }
    if (is_missing) check_that_bucket_is_there(bucket_);
  }

  std::optional<ObjectInfo> answer(const aws::Reply& reply, const std::string& key) const {
    if (reply.ok()) return info_of(key, reply.response.headers);
    if (reply.refusal && reply.refusal->status == 404) return std::nullopt;
    throw s3_error(in_words(bucket_, key, reply), "looking at " + bucket_.url(key));
  }

  S3Bucket& bucket_;
  const std::span<const std::string> keys_;
  std::map<std::string, ObjectInfo> listed_;
  std::string listed_until_;  // keys up to this one are there only when they are listed
};

}  // namespace

ObjectInfo look_at_s3_object(S3Bucket& bucket, std::string_view key) {
  const aws::Reply reply = bucket.send(head(key));
  if (!reply.ok())
    throw s3_object_error(in_words(bucket, key, reply), bucket.url(key),
                          "looking at " + bucket.url(key));
  return info_of(key, reply.response.headers);
}

std::vector<std::optional<ObjectInfo>> find_s3_objects(S3Bucket& bucket,
                                                       std::span<const std::string> keys) {
  return Finding(bucket, keys).run();
}

}  // namespace darties
