#include "warehouse/load/work_queue.h"

#include <algorithm>

#include "warehouse/load/object_source.h"
#include "warehouse/load/record_bounds.h"

namespace darties::load {
namespace {

// Whether objects have to be read from their start: a range of them means nothing.
bool is_decoded(const LoadPlan& plan) {
  return plan.compression != sql::Compression::kNone || plan.encoding != sql::Encoding::kUtf8 ||
         plan.avro;
}

/// An object that counts what is read of it.
class CountedObject : public ObjectReader {
 public:
  CountedObject(std::unique_ptr<ObjectReader> object, std::shared_ptr<std::uint64_t> bytes)
      : object_(std::move(object)), bytes_(std::move(bytes)) {}
  std::uint64_t size_bytes() const override { return object_->size_bytes(); }
  std::size_t read_at(std::uint64_t offset, std::span<char> into) override {
    const std::size_t got = object_->read_at(offset, into);
    *bytes_ += got;
    return got;
  }

 private:
  std::unique_ptr<ObjectReader> object_;
  std::shared_ptr<std::uint64_t> bytes_;  // shared with the queue, which tells the pieces' share
};

}  // namespace

WorkQueue::WorkQueue(const LoadPlan& plan, const std::vector<LoadObject>& objects, int threads)
    : plan_(plan), objects_(objects), threads_(static_cast<std::size_t>(threads)), ahead_(objects) {
  std::uint64_t total = 0;
  for (const auto& object : objects) total += object.info.size_bytes;
  const auto shares = static_cast<std::uint64_t>(threads) * 8;
  piece_bytes_ = std::clamp(total / shares, kSmallestPiece, kLargestPiece);
  unit_objects_ = std::clamp<std::size_t>(objects.size() / shares, 1, kMostObjects);
  const bool cut = RecordBounds::can_cut(plan);
  const std::uint64_t pieces =
      std::max<std::uint64_t>(total / piece_bytes_, objects.size() / unit_objects_);
  const auto most =
      std::max<std::uint64_t>(1, cut ? pieces : std::min<std::uint64_t>(pieces, objects.size()));
  useful_threads_ =
      static_cast<int>(std::min<std::uint64_t>(static_cast<std::uint64_t>(threads), most));
}

bool WorkQueue::worth_cutting(const LoadObject& object) const {
  if (!RecordBounds::can_cut(plan_)) return false;
  if (decoded_) return true;
  if (is_decoded(plan_))
    return object.info.size_bytes > kSmallestPiece && objects_.size() - next_ < threads_;
  return object.info.size_bytes > piece_bytes_ + piece_bytes_ / 2;
}

void WorkQueue::open_object() {
  const auto& object = objects_[next_];
  if (!is_decoded(plan_)) {
    if (!reader_) reader_ = ahead_.open(next_);
    return;
  }
  if (decoded_) return;
  stored_bytes_ = std::make_shared<std::uint64_t>(0);
  auto stored = std::make_shared<CountedObject>(ahead_.open(next_), stored_bytes_);
  const auto size = stored->size_bytes();
  decoded_ =
      std::make_unique<DecodedObject>(open_source(plan_, std::move(stored), 0, size, object.url));
}

void WorkQueue::close_object() {
  ++next_;
  begin_ = 0;
  reader_.reset();
  decoded_.reset();
}

// Where the piece that begins at begin_ ends. Header lines stay in the first one.
std::uint64_t WorkQueue::end_of_piece(ObjectReader& object, std::uint64_t piece_bytes) const {
  RecordBounds bounds(plan_, object);
  std::uint64_t target = begin_ + piece_bytes;
  std::uint64_t from = begin_;
  if (begin_ == 0 && plan_.ignore_header > 0) {
    from = bounds.behind_lines(plan_.ignore_header);
    target = std::max(target, from + 1);
  }
  const std::uint64_t size = object.size_bytes();
  return target < size && size - target > piece_bytes / 2 ? bounds.next(from, target) : size;
}

Slice WorkQueue::next_piece() {
  open_object();
  Slice slice{.object = next_,
              .begin = begin_,
              .end = end_of_piece(*reader_, piece_bytes_),
              .reader = reader_,
              .decoded = {}};
  slice.bytes = slice.end - slice.begin;
  begin_ = slice.end;
  if (slice.end >= reader_->size_bytes()) close_object();
  return slice;
}

Slice WorkQueue::next_decoded_piece() {
  open_object();
  const std::uint64_t counted = *stored_bytes_;
  const std::uint64_t end = end_of_piece(*decoded_, kDecodedPiece);
  Slice slice{.object = next_, .begin = begin_, .end = end, .reader = {}, .decoded = {}};
  const bool last = end >= decoded_->size_bytes();
  slice.decoded = last ? decoded_->take_rest() : decoded_->take(end);
  slice.bytes = (last ? objects_[next_].info.size_bytes : *stored_bytes_) - counted;
  begin_ = end;
  if (last) close_object();
  return slice;
}

std::optional<WorkUnit> WorkQueue::next() {
  const MutexLock lock(mutex_);
  WorkUnit unit;
  std::uint64_t bytes = 0;
  while (next_ < objects_.size() && unit.size() < unit_objects_ && bytes < piece_bytes_) {
    const auto& object = objects_[next_];
    if (worth_cutting(object)) {
      if (unit.empty()) unit.push_back(is_decoded(plan_) ? next_decoded_piece() : next_piece());
      break;
    }
    unit.push_back({.object = next_,
                    .end = object.info.size_bytes,
                    .bytes = object.info.size_bytes,
                    .reader = ahead_.take(next_),
                    .decoded = {}});
    ++next_;
    bytes += object.info.size_bytes;
  }
  if (unit.empty()) return std::nullopt;
  return unit;
}

}  // namespace darties::load
