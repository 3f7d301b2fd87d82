#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/mutex.h"

namespace darties {

/// One writer a table until its transaction ends, among the sessions of this process.
///
/// DuckDB lets two transactions write the same table and fails the later one; Redshift lets the later one wait. So a
/// session takes the locks of the tables a statement writes before it runs, and gives all of them back at the end of
/// its transaction. Readers need no lock.
///
/// Threads: every method may be called from any thread at the same time.
class TableLocks {
 public:
  using Owner = int;

  /// Takes the locks of all these tables, waiting for other owners; those it has already are kept.
  /// `is_cancelled` is asked while waiting. Throws kCancelled; kUnavailable when the wait would never end because two
  /// owners wait for each other.
  void acquire(Owner owner, const std::vector<std::string>& tables,
               const std::function<bool()>& is_cancelled);

  /// Gives back all locks of this owner.
  void release(Owner owner);

  /// Makes those who wait ask `is_cancelled` again.
  void wake();

 private:
  void refuse_deadlock(Owner owner, Owner holder, const std::string& table) const REQUIRES(mutex_);

  mutable Mutex mutex_;
  std::condition_variable_any released_;  // some lock was given back
  std::map<std::string, Owner> holders_ GUARDED_BY(mutex_);
  std::map<Owner, std::string> waits_for_ GUARDED_BY(mutex_);
};

}  // namespace darties
