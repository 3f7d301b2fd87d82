// A large object is a row of chunks. Who reads one that was not asked for asks for it and, when the chunk before it was read
// too, for those behind it: reading in order keeps several on their way, jumping about fetches only what is looked at.
#include "lake/s3/s3_reader.h"

#include <algorithm>
#include <cstring>
#include <list>

#include "base/error.h"
#include "base/mutex.h"
#include "lake/s3/checksums.h"
#include "lake/s3/s3_error.h"
#include "lake/s3/s3_fetch.h"
#include "lake/s3/s3_listing.h"

namespace darties {
namespace {

constexpr std::uint64_t kChunk = 4 * 1024 * 1024;
constexpr std::uint64_t kChunksAhead = 6;
constexpr std::size_t kMostChunks = 10;

std::size_t copy_bytes(std::string_view bytes, std::uint64_t offset, std::span<char> into) {
  if (offset >= bytes.size()) return 0;
  const auto count = std::min<std::size_t>(into.size(), bytes.size() - std::size_t(offset));
  std::memcpy(into.data(), bytes.data() + offset, count);
  return count;
}

const std::string& body_of(const S3Fetch& fetch, const std::string& url) {
  const aws::Reply& reply = fetch.reply();
  if (!reply.ok()) throw s3_object_error(reply, url, fmt::format("reading {}", url));
  return reply.response.body;
}

class EmptyReader final : public ObjectReader {
 public:
  std::uint64_t size_bytes() const override { return 0; }
  std::size_t read_at(std::uint64_t, std::span<char>) override { return 0; }
};

class WholeReader final : public ObjectReader {
 public:
  WholeReader(std::shared_ptr<S3Bucket> bucket, const ObjectInfo& object)
      : bucket_(std::move(bucket)),
        url_(bucket_->url(object.key)),
        size_(object.size_bytes),
        fetch_(*bucket_, whole_object_request(object)) {}

  std::uint64_t size_bytes() const override { return size_; }
  std::size_t read_at(std::uint64_t offset, std::span<char> into) override {
    return copy_bytes(body_of(fetch_, url_), offset, into);
  }

 private:
  std::shared_ptr<S3Bucket> bucket_;  // shared by all that is open in it
  std::string url_;
  std::uint64_t size_;
  S3Fetch fetch_;
};

class RangedReader final : public ObjectReader {
 public:
  RangedReader(std::shared_ptr<S3Bucket> bucket, ObjectInfo object)
      : bucket_(std::move(bucket)), object_(std::move(object)), url_(bucket_->url(object_.key)) {}

  std::uint64_t size_bytes() const override { return object_.size_bytes; }

  std::size_t read_at(std::uint64_t offset, std::span<char> into) override {
    std::size_t filled = 0;
    while (filled < into.size() && offset + filled < object_.size_bytes) {
      const std::uint64_t at = offset + filled;
      const auto fetch = chunk(at / kChunk);
      filled += copy_bytes(body_of(*fetch, url_), at % kChunk, into.subspan(filled));
    }
    return filled;
  }

 private:
  struct Chunk {
    std::uint64_t number = 0;
    std::shared_ptr<S3Fetch> fetch;  // shared with those who read it
  };

  std::shared_ptr<S3Fetch> chunk(std::uint64_t number) {
    const MutexLock lock(mutex_);
    const bool in_order = number == 0 || find(number - 1) != chunks_.end();
    std::shared_ptr<S3Fetch> wanted = ask(number);
    const std::uint64_t last = (object_.size_bytes - 1) / kChunk;
    const std::uint64_t until = in_order ? std::min(last, number + kChunksAhead) : number;
    for (std::uint64_t ahead = number + 1; ahead <= until; ++ahead) ask(ahead);
    while (chunks_.size() > kMostChunks) chunks_.pop_front();
    return wanted;
  }

  std::list<Chunk>::iterator find(std::uint64_t number) REQUIRES(mutex_) {
    return std::find_if(chunks_.begin(), chunks_.end(),
                        [&](const Chunk& chunk) { return chunk.number == number; });
  }

  std::shared_ptr<S3Fetch> ask(std::uint64_t number) REQUIRES(mutex_) {
    if (const auto known = find(number); known != chunks_.end()) {
      chunks_.splice(chunks_.end(), chunks_, known);
      return known->fetch;
    }
    chunks_.push_back({number, std::make_shared<S3Fetch>(*bucket_, request(number))});
    return chunks_.back().fetch;
  }

  S3Request request(std::uint64_t number) const {
    const std::uint64_t begin = number * kChunk;
    const std::uint64_t end = std::min(begin + kChunk, object_.size_bytes);
    S3Request request{.key = object_.key};
    request.headers.add("Range", fmt::format("bytes={}-{}", begin, end - 1));
    if (!object_.version.empty())
      request.headers.add("If-Match", fmt::format("\"{}\"", object_.version));
    request.accept = [begin, end](const HttpResponse& answer) {
      const std::string here = fmt::format("bytes {}-{}/", begin, end - 1);
      return answer.status == 206 && answer.body.size() == end - begin &&
             answer.headers.text("Content-Range").starts_with(here);
    };
    return request;
  }

  std::shared_ptr<S3Bucket> bucket_;  // shared by all that is open in it
  const ObjectInfo object_;
  const std::string url_;
  Mutex mutex_;
  std::list<Chunk> chunks_ GUARDED_BY(mutex_);  // the one that was used last is the last
};

}  // namespace

S3Request whole_object_request(const ObjectInfo& object) {
  S3Request request{.key = object.key};
  if (!object.version.empty())
    request.headers.add("If-Match", fmt::format("\"{}\"", object.version));
  if (!is_md5(object.version)) request.headers.add("x-amz-checksum-mode", "ENABLED");
  request.accept = [size = object.size_bytes](const HttpResponse& answer) {
    return answer.body.size() == size && is_intact(answer, bare_etag(answer.headers.text("ETag")));
  };
  return request;
}

std::unique_ptr<ObjectReader> open_s3_object(std::shared_ptr<S3Bucket> bucket, ObjectInfo object) {
  if (object.size_bytes == 0) return std::make_unique<EmptyReader>();
  if (object.size_bytes <= kWholeObject)
    return std::make_unique<WholeReader>(std::move(bucket), object);
  return std::make_unique<RangedReader>(std::move(bucket), std::move(object));
}

}  // namespace darties
