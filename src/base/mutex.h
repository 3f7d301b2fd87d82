#pragma once

#include <mutex>

#include "base/thread_annotations.h"

namespace darties {

/// std::mutex, with what clang needs to check who holds it.
///
///     Mutex mutex_;
///     std::map<int, Task> tasks_ GUARDED_BY(mutex_);
///     std::condition_variable_any changed_;
///
///     MutexLock lock(mutex_);
///     changed_.wait(lock, [this]() REQUIRES(mutex_) { return !tasks_.empty(); });
class CAPABILITY("mutex") Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void lock() ACQUIRE() { mutex_.lock(); }
  void unlock() RELEASE() { mutex_.unlock(); }
  bool try_lock() TRY_ACQUIRE(true) { return mutex_.try_lock(); }

 private:
  std::mutex mutex_;
};

/// Holds a mutex while it lives, except between unlock() and lock(). Condition variables take it too.
class SCOPED_CAPABILITY MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) ACQUIRE(mutex) : mutex_(mutex) { mutex_.lock(); }
  ~MutexLock() RELEASE() {
    if (holds_) mutex_.unlock();
  }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

  void lock() ACQUIRE() {
    mutex_.lock();
    holds_ = true;
  }
  void unlock() RELEASE() {
    holds_ = false;
    mutex_.unlock();
  }

 private:
  Mutex& mutex_;
  bool holds_ = true;
};

}  // namespace darties
