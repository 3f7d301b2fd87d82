#include "warehouse/load/load_state.h"

#include <algorithm>
#include <chrono>

namespace darties::load {

LoadState::LoadState(const LoadPlan& plan, const std::vector<LoadObject>& objects,
                     LoadLimits limits)
    : plan_(plan),
      objects_(objects),
      limits_(std::move(limits)),
      queue_(plan, objects, limits_.threads) {
  results_.counts.resize(objects.size());
  results_.splits.resize(objects.size());
  results_.trailing_blanks.resize(plan.columns.size());
  for (const auto& object : objects)
    total_bytes_ += static_cast<std::int64_t>(object.info.size_bytes);
}

bool LoadState::add_reject(RejectedRecord record) {
  const std::scoped_lock lock(mutex_);
  ++rejected_;
  if (results_.rejects.size() < kMostRejects) results_.rejects.push_back(std::move(record));
  if (limits_.max_errors == 0 || rejected_ < limits_.max_errors) return true;
  results_.too_many_rejects = true;
  stopped_ = true;
  return false;
}

void LoadState::add_replacement(ReplacedRecord record) {
  const std::scoped_lock lock(mutex_);
  if (results_.replacements.size() < kMostReplacements)
    results_.replacements.push_back(std::move(record));
}

void LoadState::add_counts(std::size_t object, const RowCounts& counts, std::uint64_t bytes) {
  std::unique_lock lock(mutex_);
  results_.counts[object].read += counts.read;
  results_.counts[object].rejected += counts.rejected;
  ++results_.splits[object];
  results_.bytes += static_cast<std::int64_t>(bytes);
  rows_ += counts.read - counts.rejected;
  const auto now = std::chrono::steady_clock::now();
  if (!limits_.progress || now < next_report_) return;
  next_report_ = now + std::chrono::milliseconds(100);
  const Progress progress{rows_, results_.bytes, total_bytes_};
  lock.unlock();
  limits_.progress(progress);
}

void LoadState::add_trailing_blanks(const std::vector<char>& columns) {
  const std::scoped_lock lock(mutex_);
  for (std::size_t i = 0; i < columns.size(); ++i) results_.trailing_blanks[i] |= columns[i];
}

void LoadState::fail(std::exception_ptr error) {
  const std::scoped_lock lock(mutex_);
  if (!results_.error) results_.error = std::move(error);
  stopped_ = true;
}

bool LoadState::stopped() {
  if (stopped_.load(std::memory_order_relaxed)) return true;
  if (!limits_.stop.stop_requested()) return false;
  fail(std::make_exception_ptr(Error(ErrorKind::kCancelled, "the load was stopped")));
  return true;
}

LoadState::Results LoadState::results() {
  const auto place = [](const auto& record) { return std::pair(record.object, record.end); };
  const auto before = [&](const auto& a, const auto& b) { return place(a) < place(b); };
  std::ranges::stable_sort(results_.rejects, before);
  std::ranges::stable_sort(results_.replacements, before);
  return std::move(results_);
}

}  // namespace darties::load
