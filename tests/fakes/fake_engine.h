#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "warehouse/engine.h"

namespace darties {

/// What a fake session was asked, in order, over all sessions of its engine; and what it shall answer.
struct FakeWarehouse {
  /// "BEGIN", "COPY t FROM …"; statements of darties' own begin with "internal: ".
  std::vector<std::string> statements;
  /// Answers a statement, or throws; an empty optional is an empty result.
  std::function<std::optional<Result>(const std::string& statement)> answer;

  std::mutex mutex;  // guards statements

  /// How many statements begin with `head`.
  std::size_t count(std::string_view head) {
    const std::lock_guard lock(mutex);
    std::size_t found = 0;
    for (const std::string& statement : statements) found += statement.starts_with(head) ? 1 : 0;
    return found;
  }
};

/// A session that remembers statements and knows only whether a transaction is open.
class FakeSession final : public Session {
 public:
  explicit FakeSession(FakeWarehouse& warehouse) : warehouse_(warehouse) {}

  Result execute(std::string_view script, const ScriptSource& /*source*/, RowSink* sink) override {
    if (interrupted_) throw Error(ErrorKind::kCancelled, "interrupted");
    if (script == "BEGIN") in_transaction_ = true;
    if (script == "COMMIT" || script == "ROLLBACK") in_transaction_ = false;
    Result result = ask(std::string(script));
    if (sink != nullptr && !result.columns.empty()) {
      sink->columns(result.columns);
      for (const Row& row : result.rows) sink->row(row);
      result.rows.clear();
    }
    return result;
  }
  std::string explain_translation(std::string_view script,
                                  const ScriptSource& /*source*/) override {
    return std::string(script);
  }
  Result execute_internal(std::string_view sql, const Row& /*parameters*/) override {
    return ask("internal: " + std::string(sql));
  }
  void interrupt() override { interrupted_ = true; }
  void reset() override { interrupted_ = false; }
  void on_progress(std::function<void(const Progress&)> /*callback*/) override {}
  void note_loaded_rows(const std::string& /*ledger*/) override {}
  bool in_transaction() const override { return in_transaction_; }

 private:
  Result ask(const std::string& statement) {
    {
      const std::lock_guard lock(warehouse_.mutex);
      warehouse_.statements.push_back(statement);
    }
    return warehouse_.answer ? warehouse_.answer(statement).value_or(Result{}) : Result{};
  }

  FakeWarehouse& warehouse_;
  bool interrupted_ = false;
  bool in_transaction_ = false;
};

/// An engine that only remembers. `warehouse` must outlive it.
class FakeEngine final : public Engine {
 public:
  explicit FakeEngine(FakeWarehouse& warehouse) : warehouse_(warehouse) {}
  const Capabilities& capabilities() const override { return capabilities_; }
  std::unique_ptr<Session> connect() override { return std::make_unique<FakeSession>(warehouse_); }

 private:
  FakeWarehouse& warehouse_;
  Capabilities capabilities_{.copy_from_s3 = true};
};

}  // namespace darties
