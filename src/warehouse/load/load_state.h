#pragma once

#include <atomic>
#include <chrono>
#include <compare>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "warehouse/engine.h"
#include "warehouse/load/load_plan.h"
#include "warehouse/load/object_list.h"
#include "warehouse/load/outcome.h"
#include "warehouse/load/work_queue.h"

namespace darties::load {

/// How many bad rows end a load, and what else bounds it.
struct LoadLimits {
  std::int64_t max_errors = 1;  ///< the load fails when so many rows are rejected; 0: never
  int threads = 1;
  std::stop_token stop = {};
  std::function<void(const Progress&)> progress = {};
  bool one_object_a_batch = false;  ///< no batch holds rows of two objects
};

/// A place in the objects of a load, which are read in the order of their keys.
struct LoadPlace {
  std::size_t object = 0;
  std::uint64_t offset = 0;
  auto operator<=>(const LoadPlace&) const = default;
};

/// A row that was refused, and where its bytes are.
struct RejectedRecord {
  std::size_t object = 0;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;          ///< behind its last byte that is not blank
  std::int64_t rows_so_far = 0;   ///< of its slice, itself included
  std::uint64_t slice_begin = 0;  ///< where that begins in the object
  LoadReject reject;
};
struct ReplacedRecord {
  std::size_t object = 0;
  std::uint64_t end = 0;
  LoadReplacement replacement;
};

/// Rows of one object, added up by whoever reads it.
struct RowCounts {
  std::int64_t read = 0;
  std::int64_t rejected = 0;
};

/// What was read of one slice.
struct SliceCounts {
  std::size_t object = 0;
  std::uint64_t begin = 0;
  RowCounts rows;
  std::uint64_t bytes = 0;
};

/// All that the threads of one load share.
///
/// What a load tells does not depend on its threads. The rows before the fault that ends a load are always read, so that
/// the faults which are told are the first in the order of keys and bytes: when the load fails somewhere, threads that are
/// still at earlier bytes go on to there, and an earlier fault they find takes its place.
///
/// Threads: every method may be called from any thread at the same time, except results().
class LoadState {
 public:
  /// Keeps references to all but `limits`.
  LoadState(const LoadPlan& plan, const std::vector<LoadObject>& objects, LoadLimits limits);

  const LoadPlan& plan() const { return plan_; }
  const std::vector<LoadObject>& objects() const { return objects_; }
  WorkQueue& queue() { return queue_; }
  bool one_object_a_batch() const { return limits_.one_object_a_batch; }

  /// Keeps the reject. False when nothing behind it needs to be read: the load has failed.
  bool add_reject(RejectedRecord record);
  void add_replacement(ReplacedRecord record);
  void add_counts(const SliceCounts& counts);
  void add_trailing_blanks(const std::vector<char>& columns);
  /// Ends the load at this place with an error, unless it ends before it. Without a place: behind all that was dealt out.
  void fail(std::exception_ptr error, std::optional<LoadPlace> place);
  /// True when everyone shall stop at once: somebody asked to.
  bool stopped();
  /// True once the load has failed: no rows are wanted any more, only faults before the one that ended it.
  bool has_failed() const { return has_failed_.load(std::memory_order_relaxed); }
  /// True when the load has failed before this place.
  bool is_over(const LoadPlace& place);
  /// Whether the reject of this place gets its fields described: it is among the first twenty so far
  /// (stl_loaderror_detail has room for so many).
  bool take_detail(const LoadPlace& place);

  struct Results {
    std::vector<RejectedRecord> rejects;
    std::vector<ReplacedRecord> replacements;
    std::vector<RowCounts> counts;  ///< one an object
    std::vector<std::int64_t> splits;
    std::vector<char> trailing_blanks;
    std::int64_t bytes = 0;
    bool too_many_rejects = false;
    std::exception_ptr error;
  };
  /// Once all threads are done.
  Results results();

 private:
  static constexpr std::size_t kMostRejects = 100'000;
  static constexpr std::size_t kMostReplacements = 100;
  static constexpr std::size_t kMostDetails = 20;

  struct Failure {
    LoadPlace place;
    std::exception_ptr error;  // none: too many rejects
  };

  void fail_at(const LoadPlace& place, std::exception_ptr error) REQUIRES(mutex_);
  std::vector<RejectedRecord> take_rejects() REQUIRES(mutex_);
  void count_slices(Results& into) const REQUIRES(mutex_);

  const LoadPlan& plan_;
  const std::vector<LoadObject>& objects_;
  const LoadLimits limits_;
  WorkQueue queue_;
  std::int64_t total_bytes_ = 0;
  std::atomic<bool> has_failed_ = false;
  std::atomic<bool> stopped_ = false;
  Mutex mutex_;
  std::multimap<LoadPlace, RejectedRecord> rejects_ GUARDED_BY(mutex_);  // the first ones
  std::multimap<LoadPlace, ReplacedRecord> replacements_ GUARDED_BY(mutex_);
  std::set<LoadPlace> details_ GUARDED_BY(mutex_);
  std::vector<SliceCounts> slices_ GUARDED_BY(mutex_);
  std::vector<char> trailing_blanks_ GUARDED_BY(mutex_);
  std::optional<Failure> failure_ GUARDED_BY(mutex_);  // the first in order
  std::int64_t bytes_ GUARDED_BY(mutex_) = 0;
  std::int64_t rows_ GUARDED_BY(mutex_) = 0;
  std::chrono::steady_clock::time_point next_report_ GUARDED_BY(mutex_);
};

}  // namespace darties::load
