#include "warehouse/load/work_queue.h"

#include <algorithm>

#include "warehouse/load/record_bounds.h"

namespace darties::load {

WorkQueue::WorkQueue(const LoadPlan& plan, const std::vector<LoadObject>& objects, int threads)
    : plan_(plan), objects_(objects) {
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
  return object.info.size_bytes > piece_bytes_ + piece_bytes_ / 2 && RecordBounds::can_cut(plan_);
}

// The next part of the object whose turn it is. Its header lines stay in the first part.
Slice WorkQueue::next_piece() {
  const auto& object = objects_[next_];
  if (!reader_) reader_ = object.store->open(object.info.key);
  const std::uint64_t size = reader_->size_bytes();
  Slice slice{next_, begin_, size, reader_};
  std::uint64_t target = begin_ + piece_bytes_;
  RecordBounds bounds(plan_, *reader_);
  std::uint64_t from = begin_;
  if (begin_ == 0 && plan_.ignore_header > 0) {
    from = bounds.behind_lines(plan_.ignore_header);
    target = std::max(target, from + 1);
  }
  if (target + piece_bytes_ / 2 < size) slice.end = bounds.next(from, target);
  begin_ = slice.end;
  if (slice.end >= size) {
    ++next_;
    begin_ = 0;
    reader_.reset();
  }
  return slice;
}

std::optional<WorkUnit> WorkQueue::next() {
  const std::scoped_lock lock(mutex_);
  WorkUnit unit;
  std::uint64_t bytes = 0;
  while (next_ < objects_.size() && unit.size() < unit_objects_ && bytes < piece_bytes_) {
    const auto& object = objects_[next_];
    if (worth_cutting(object)) {
      if (unit.empty()) unit.push_back(next_piece());
      break;
    }
    unit.push_back({next_++, 0, object.info.size_bytes, nullptr});
    bytes += object.info.size_bytes;
  }
  if (unit.empty()) return std::nullopt;
  return unit;
}

}  // namespace darties::load
