#include "warehouse/engines/embedded/table_locks.h"

#include <algorithm>

#include "base/error.h"

namespace darties {

void TableLocks::acquire(Owner owner, const std::vector<std::string>& tables,
                         const std::function<bool()>& is_cancelled) {
  std::vector<std::string> sorted = tables;
  std::sort(sorted.begin(),
            sorted.end());  // one order for all, so that two statements cannot cross
  MutexLock lock(mutex_);
  for (const std::string& table : sorted) {
    auto held = holders_.try_emplace(table, owner);
    while (!held.second && held.first->second != owner) {
      if (is_cancelled())
        throw Error(ErrorKind::kCancelled, "stopped while waiting to write {}", table);
      refuse_deadlock(owner, held.first->second, table);
      waits_for_[owner] = table;
      released_.wait(lock);
      waits_for_.erase(owner);
      held = holders_.try_emplace(table, owner);
    }
  }
}

// Follows who waits for whom from the holder; the way leads back to us in a deadlock.
void TableLocks::refuse_deadlock(Owner owner, Owner holder, const std::string& table) const {
  for (auto waiting = waits_for_.find(holder); waiting != waits_for_.end();
       waiting = waits_for_.find(holder)) {
    const auto next = holders_.find(waiting->second);
    if (next == holders_.end()) return;
    holder = next->second;
    if (holder == owner) {
      throw Error(ErrorKind::kUnavailable,
                  "deadlock detected: this transaction waits to write {}, and the one that writes "
                  "it waits for this "
                  "one. Run the transaction again.",
                  table);
    }
  }
}

void TableLocks::release(Owner owner) {
  {
    const MutexLock lock(mutex_);
    std::erase_if(holders_, [owner](const auto& held) { return held.second == owner; });
  }
  released_.notify_all();
}

void TableLocks::wake() {
  // Whoever has just asked `is_cancelled` waits before we get the mutex, so the call below reaches it.
  { const MutexLock lock(mutex_); }
  released_.notify_all();
}

}  // namespace darties
