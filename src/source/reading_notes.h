#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/mutex.h"

namespace darties {

/// What readers of one file took for granted, each thing once.
/// Threads: any, at the same time.
class ReadingNotes {
 public:
  void add(const std::string& note) {
    const MutexLock lock(mutex_);
    if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(note);
  }
  std::vector<std::string> all() const {
    const MutexLock lock(mutex_);
    return notes_;
  }

 private:
  mutable Mutex mutex_;
  std::vector<std::string> notes_ GUARDED_BY(mutex_);
};

}  // namespace darties
