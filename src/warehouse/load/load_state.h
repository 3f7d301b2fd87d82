#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

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
};

/// A row that was refused, and where its bytes are.
struct RejectedRecord {
  std::size_t object = 0;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;  ///< behind its last byte that is not blank
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

/// All that the threads of one load share.
/// Threads: every method may be called from any thread at the same time, except results().
class LoadState {
 public:
  /// Keeps references to all but `limits`.
  LoadState(const LoadPlan& plan, const std::vector<LoadObject>& objects, LoadLimits limits);

  const LoadPlan& plan() const { return plan_; }
  const std::vector<LoadObject>& objects() const { return objects_; }
  WorkQueue& queue() { return queue_; }

  /// Keeps the reject. False when it was one too many: the load has failed.
  bool add_reject(RejectedRecord record);
  void add_replacement(ReplacedRecord record);
  void add_counts(std::size_t object, const RowCounts& counts, std::uint64_t bytes);
  void add_trailing_blanks(const std::vector<char>& columns);
  /// Ends the load with this error, unless it has ended before.
  void fail(std::exception_ptr error);
  /// True when everyone shall stop: too many rejects, an error, or a request.
  bool stopped();
  /// How many more rejects get their fields described (stl_loaderror_detail has room for so many).
  bool take_detail() { return details_left_.fetch_sub(1) > 0; }

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

  const LoadPlan& plan_;
  const std::vector<LoadObject>& objects_;
  const LoadLimits limits_;
  WorkQueue queue_;
  std::int64_t total_bytes_ = 0;
  std::atomic<bool> stopped_ = false;
  std::atomic<int> details_left_ = 20;
  std::mutex mutex_;  // guards what follows
  Results results_;
  std::int64_t rejected_ = 0;
  std::int64_t rows_ = 0;
  std::chrono::steady_clock::time_point next_report_;
};

}  // namespace darties::load
