#include "warehouse/load/load_state.h"

#include <algorithm>
#include <limits>

namespace darties::load {
namespace {

/// Adds to the `most` first ones. False when it is not among them.
template <class Map, class Record>
bool add_among_first(Map& first, const LoadPlace& place, Record&& record, std::size_t most) {
  if (first.size() >= most && !(place < first.rbegin()->first)) return false;
  first.emplace(place, std::forward<Record>(record));
  if (first.size() > most) first.erase(std::prev(first.end()));
  return true;
}

}  // namespace

LoadState::LoadState(const LoadPlan& plan, const std::vector<LoadObject>& objects,
                     LoadLimits limits)
    : plan_(plan),
      objects_(objects),
      limits_(std::move(limits)),
      queue_(plan, objects, limits_.threads),
      trailing_blanks_(plan.columns.size()) {
  for (const auto& object : objects)
    total_bytes_ += static_cast<std::int64_t>(object.info.size_bytes);
}

bool LoadState::add_reject(RejectedRecord record) {
  const LoadPlace place{record.object, record.end};
  const MutexLock lock(mutex_);
  const auto most = limits_.max_errors == 0
                        ? kMostRejects
                        : std::min(kMostRejects, static_cast<std::size_t>(limits_.max_errors));
  const bool is_kept = add_among_first(rejects_, place, std::move(record), most);
  if (limits_.max_errors == 0) return true;
  if (is_kept && rejects_.size() == most) fail_at(rejects_.rbegin()->first, nullptr);
  return !failure_ || place < failure_->place;
}

// The failure only moves to the front: what is over stays over.
void LoadState::fail_at(const LoadPlace& place, std::exception_ptr error) {
  if (failure_ && failure_->place <= place) return;
  failure_ = Failure{place, std::move(error)};
  has_failed_ = true;
}

void LoadState::add_replacement(ReplacedRecord record) {
  const LoadPlace place{record.object, record.end};
  const MutexLock lock(mutex_);
  add_among_first(replacements_, place, std::move(record), kMostReplacements);
}

void LoadState::add_counts(const SliceCounts& counts) {
  MutexLock lock(mutex_);
  slices_.push_back(counts);
  bytes_ += static_cast<std::int64_t>(counts.bytes);
  rows_ += counts.rows.read - counts.rows.rejected;
  const auto now = std::chrono::steady_clock::now();
  if (!limits_.progress || now < next_report_) return;
  next_report_ = now + std::chrono::milliseconds(100);
  const Progress progress{rows_, bytes_, total_bytes_};
  lock.unlock();
  limits_.progress(progress);
}

void LoadState::add_trailing_blanks(const std::vector<char>& columns) {
  const MutexLock lock(mutex_);
  for (std::size_t i = 0; i < columns.size(); ++i) trailing_blanks_[i] |= columns[i];
}

void LoadState::fail(std::exception_ptr error, std::optional<LoadPlace> place) {
  constexpr LoadPlace kBehindAll{std::numeric_limits<std::size_t>::max(), 0};
  const MutexLock lock(mutex_);
  fail_at(place.value_or(kBehindAll), std::move(error));
}

bool LoadState::stopped() {
  if (stopped_.load(std::memory_order_relaxed)) return true;
  if (!limits_.stop.stop_requested()) return false;
  const MutexLock lock(mutex_);
  const Error error(ErrorKind::kCancelled, "the load was stopped");
  fail_at({}, std::make_exception_ptr(error));
  stopped_ = true;
  return true;
}

bool LoadState::is_over(const LoadPlace& place) {
  if (!has_failed()) return false;
  const MutexLock lock(mutex_);
  return failure_->place <= place;
}

bool LoadState::take_detail(const LoadPlace& place) {
  const MutexLock lock(mutex_);
  if (details_.size() >= kMostDetails && !(place < *details_.rbegin())) return false;
  details_.insert(place);
  if (details_.size() > kMostDetails) details_.erase(std::prev(details_.end()));
  return true;
}

/// In order, those before the failure, or with it when they are what failed.
std::vector<RejectedRecord> LoadState::take_rejects() {
  std::vector<RejectedRecord> taken;
  for (auto& [place, record] : rejects_) {
    if (failure_ && failure_->place < place) break;
    if (!details_.contains(place)) record.reject.fields.clear();
    taken.push_back(std::move(record));
  }
  return taken;
}

/// Rows of each object. Of a load that failed by its rejects: those up to the last of them, however far threads came.
void LoadState::count_slices(Results& into) const {
  const RejectedRecord* const last = into.too_many_rejects ? &into.rejects.back() : nullptr;
  for (const SliceCounts& slice : slices_) {
    RowCounts& counts = into.counts[slice.object];
    ++into.splits[slice.object];
    if (last != nullptr && slice.object == last->object && slice.begin == last->slice_begin) {
      counts.read += last->rows_so_far;
    } else if (last == nullptr ||
               LoadPlace{slice.object, slice.begin} < LoadPlace{last->object, last->slice_begin}) {
      counts.read += slice.rows.read;
      if (last == nullptr) counts.rejected += slice.rows.rejected;
    }
  }
  if (last == nullptr) return;
  for (const RejectedRecord& record : into.rejects) ++into.counts[record.object].rejected;
  into.bytes = 0;
  for (std::size_t i = 0; i <= last->object; ++i)
    into.bytes += static_cast<std::int64_t>(objects_[i].info.size_bytes);
}

LoadState::Results LoadState::results() {
  const MutexLock lock(mutex_);
  Results results;
  results.counts.resize(objects_.size());
  results.splits.resize(objects_.size());
  results.trailing_blanks = std::move(trailing_blanks_);
  results.bytes = bytes_;
  results.rejects = take_rejects();
  for (auto& [place, record] : replacements_) results.replacements.push_back(std::move(record));
  if (failure_) results.error = failure_->error;
  results.too_many_rejects = failure_ && !failure_->error;
  count_slices(results);
  return results;
}

}  // namespace darties::load
