#pragma once

#include <cstdint>
#include <string>

#include "base/mutex.h"
#include "cli/house.h"
#include "lake/transfer.h"

namespace darties::cli {

/// Shows a transfer while it goes on, on a terminal in one line that is written over; elsewhere nothing.
///
/// Threads: moved() from any thread.
class TransferDisplay {
 public:
  TransferDisplay(House& house, std::string verb, const TransferPlan& plan);
  ~TransferDisplay();

  void moved(const TransferItem& item);
  /// "uploaded 3 files (1.2 MB) in 0.4 s, 88 unchanged"
  std::string summary() const;

 private:
  void erase() REQUIRES(mutex_);

  House& house_;
  const std::string verb_;
  const TransferPlan& plan_;
  const Clock::Duration started_;
  mutable Mutex mutex_;
  std::size_t files_ GUARDED_BY(mutex_) = 0;
  std::uint64_t bytes_ GUARDED_BY(mutex_) = 0;
  Clock::Duration next_look_ GUARDED_BY(mutex_){0};
  bool drawn_ GUARDED_BY(mutex_) = false;
};

/// What would be moved and deleted, as rows on stdout, for --dry-run.
void print_plan(House& house, const TransferPlan& plan, std::string_view verb, const Store& store,
                bool deletes);

}  // namespace darties::cli
