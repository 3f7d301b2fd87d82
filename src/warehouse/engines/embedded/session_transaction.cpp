#include "warehouse/engines/embedded/session_transaction.h"

#include "warehouse/engines/embedded/duckdb_query.h"

namespace darties {

SessionTransaction::SessionTransaction(duckdb_connection connection, TableLocks& locks,
                                       Serialization& order, TableLocks::Owner owner)
    : connection_(connection), locks_(locks), order_(order), owner_(owner) {}

SessionTransaction::~SessionTransaction() {
  order_.rollback(owner_);
  locks_.release(owner_);
}

void SessionTransaction::start(const std::vector<std::string>& tables,
                               const std::function<bool()>& is_cancelled) {
  locks_.acquire(owner_, tables, is_cancelled);
  if (running_) return;
  duck::run_or_throw(connection_, "BEGIN TRANSACTION");
  running_ = true;
  order_.begin(owner_);
}

duck::Outcome SessionTransaction::commit(const std::function<void()>& on_committed) {
  duck::Outcome failed;
  if (running_) failed = duck::run(connection_, "COMMIT");
  if (failed)
    duck::run(connection_,
              "ROLLBACK");  // DuckDB has done so itself by now; it then answers with an error
  running_ = false;
  state_ = State::kNone;
  if (failed) {
    order_.rollback(owner_);
  } else {
    order_.commit(owner_);
  }
  if (!failed) on_committed();  // before the locks: who waits for one must know
  locks_.release(owner_);
  return failed;
}

void SessionTransaction::rollback() {
  if (running_)
    duck::run(connection_, "ROLLBACK");  // fails only when DuckDB has rolled back already
  running_ = false;
  state_ = State::kNone;
  order_.rollback(owner_);
  locks_.release(owner_);
}

void SessionTransaction::fail() {
  const bool explicitly = state_ != State::kNone;
  rollback();
  if (explicitly) state_ = State::kAborted;
}

}  // namespace darties
