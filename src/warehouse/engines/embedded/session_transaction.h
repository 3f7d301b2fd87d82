#pragma once

#include <functional>
#include <string>
#include <vector>

#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/serialization.h"
#include "warehouse/engines/embedded/table_locks.h"

namespace darties {

/// The transaction state of one session, with Redshift's rules on top of DuckDB's.
///
/// A failed statement ends DuckDB's transaction at once; inside BEGIN … the session then refuses everything until COMMIT
/// or ROLLBACK. DuckDB's transaction starts with the first statement that needs one, after its locks are taken: so it sees
/// what the one before it committed.
class SessionTransaction {
 public:
  enum class State { kNone, kOpen, kAborted };  ///< kNone: every statement commits by itself

  SessionTransaction(duckdb_connection connection, TableLocks& locks, Serialization& order,
                     TableLocks::Owner owner);
  ~SessionTransaction();

  State state() const { return state_; }
  /// Whether DuckDB has a transaction open, ours or the user's.
  bool is_running() const { return running_; }

  /// BEGIN. The caller has checked that no transaction is open.
  void begin(bool read_only = false) {
    state_ = State::kOpen;
    read_only_ = read_only;
  }
  /// BEGIN READ ONLY: nothing but temporary tables is written.
  bool is_read_only() const { return state_ == State::kOpen && read_only_; }

  /// Takes the locks, then makes sure that DuckDB's transaction runs.
  void start(const std::vector<std::string>& tables, const std::function<bool()>& is_cancelled);
  /// Says which tables the next statement reads and writes.
  /// Errors: kUnavailable (1023) when no order is left among the transactions.
  void note(const std::vector<std::string>& reads, const std::vector<std::string>& writes) {
    order_.note(owner_, reads, writes);
  }
  /// Ends DuckDB's transaction, tells `on_committed`, and gives the locks back.
  /// A failure, for instance because another transaction was first, has rolled everything back.
  duck::Outcome commit(const std::function<void()>& on_committed);
  void rollback();
  /// After a failed statement: rolls back, and inside BEGIN … aborts.
  void fail();

 private:
  duckdb_connection connection_;
  TableLocks& locks_;
  Serialization& order_;
  TableLocks::Owner owner_;
  State state_ = State::kNone;
  bool running_ = false;
  bool read_only_ = false;
};

}  // namespace darties
