#include "warehouse/engines/embedded/serialization.h"

#include <algorithm>

#include "base/error.h"

namespace darties {

void Serialization::begin(Owner owner) {
  const MutexLock lock(mutex_);
  const Id id = ++clock_;
  transactions_[id].begun = id;
  open_[owner] = id;
}

void Serialization::note(Owner owner, const std::vector<std::string>& reads,
                         const std::vector<std::string>& writes) {
  const MutexLock lock(mutex_);
  const auto found = open_.find(owner);
  if (found == open_.end()) return;
  const Id id = found->second;
  Transaction& transaction = transactions_.at(id);
  transaction.reads.insert(reads.begin(), reads.end());
  transaction.writes.insert(writes.begin(), writes.end());
  for (const auto& [other, their] : transactions_) {
    std::set<Id> seen;
    if (other == id || !precedes(transaction, their) || !reaches(other, id, seen)) continue;
    throw Error(ErrorKind::kUnavailable,
                "1023: Serializable isolation violation on table {}, transactions forming the "
                "cycle are: {}, {}. Run the transaction again.",
                writes.empty() ? reads.front() : writes.front(), id, other);
  }
}

// Whether `first` read what `second`, at the same time, wrote: it did not see that, so it came before.
bool Serialization::precedes(const Transaction& first, const Transaction& second) const {
  const bool second_was_over = second.committed != 0 && second.committed < first.begun;
  const bool first_was_over = first.committed != 0 && first.committed < second.begun;
  if (second_was_over || first_was_over) return false;
  return std::any_of(first.reads.begin(), first.reads.end(),
                     [&](const std::string& table) { return second.writes.contains(table); });
}

bool Serialization::reaches(Id from, Id to, std::set<Id>& seen) const {
  if (from == to) return true;
  if (!seen.insert(from).second) return false;
  const Transaction& transaction = transactions_.at(from);
  for (const auto& [next, theirs] : transactions_) {
    if (next != from && precedes(transaction, theirs) && reaches(next, to, seen)) return true;
  }
  return false;
}

void Serialization::commit(Owner owner) {
  const MutexLock lock(mutex_);
  const auto found = open_.find(owner);
  if (found == open_.end()) return;
  transactions_.at(found->second).committed = ++clock_;
  open_.erase(found);
  forget_finished();
}

void Serialization::rollback(Owner owner) {
  const MutexLock lock(mutex_);
  const auto found = open_.find(owner);
  if (found == open_.end()) return;
  transactions_.erase(found->second);
  open_.erase(found);
  forget_finished();
}

// What ended before the oldest open transaction began takes part in no circle any more.
void Serialization::forget_finished() {
  Id oldest = clock_ + 1;
  for (const auto& [owner, id] : open_) oldest = std::min(oldest, id);
  std::erase_if(transactions_, [&](const auto& known) {
    return known.second.committed != 0 && known.second.committed < oldest;
  });
}

}  // namespace darties
