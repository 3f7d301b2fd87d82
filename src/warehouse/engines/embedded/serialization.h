#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/mutex.h"

namespace darties {

/// Watches which tables concurrent transactions read and write, and refuses what would leave them without an order.
///
/// DuckDB gives each transaction a snapshot; Redshift is serializable. A transaction that read a table which another one
/// at the same time writes came before it. When such steps lead round in a circle, no order is left, and the transaction
/// that closes the circle fails with Redshift's error 1023. Whole tables count, as they do there.
///
/// Threads: every method may be called from any thread at the same time.
class Serialization {
 public:
  using Owner = int;  ///< a session

  /// The owner's transaction takes its snapshot now.
  void begin(Owner owner);

  /// The owner's transaction is about to read and write these tables.
  /// Errors: kUnavailable, 1023, when that would close a circle; the transaction has to be rolled back.
  void note(Owner owner, const std::vector<std::string>& reads,
            const std::vector<std::string>& writes);

  void commit(Owner owner);
  void rollback(Owner owner);

 private:
  struct Transaction {
    std::int64_t begun = 0;
    std::int64_t committed = 0;  ///< 0: still open
    std::set<std::string> reads;
    std::set<std::string> writes;
  };
  using Id = std::int64_t;

  bool precedes(const Transaction& first, const Transaction& second) const;
  bool reaches(Id from, Id to, std::set<Id>& seen) const REQUIRES(mutex_);
  void forget_finished() REQUIRES(mutex_);

  Mutex mutex_;
  std::int64_t clock_ GUARDED_BY(mutex_) = 0;
  std::map<Id, Transaction> transactions_ GUARDED_BY(mutex_);  // by the moment they began
  std::map<Owner, Id> open_ GUARDED_BY(mutex_);
};

}  // namespace darties
