#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "runner/storage_state.h"
#include "warehouse/engine.h"

namespace darties::tests {

using OpenEngine = std::function<std::unique_ptr<Engine>()>;

/// The warehouse of a case and its sessions, in a state of storage: between the statements of the case it closes and opens the
/// warehouse, and puts rows of other values beside those of the case, as the state says.
class Stage {
 public:
  Stage(OpenEngine open, const StorageState& state);

  Engine& engine() { return *engine_; }
  Session& session(const std::string& name);

  /// Before a statement of the case. One whose answer is `judged` finds the rows in the state.
  void before(const std::string& sql, bool judged);

 private:
  void open();
  void reopen();
  void bury_ballast();
  void bury_ballast_in(Session& aside, const std::string& table);
  bool in_transaction() const;

  OpenEngine open_;
  const StorageState& state_;
  std::unique_ptr<Engine> engine_;
  std::map<std::string, std::unique_ptr<Session>> sessions_;
  bool changed_ = false;  ///< since the rows were last put into the state
  bool pinned_ = false;   ///< a session holds something that would go with it
};

/// Whether the statements leave something in their session that ends with it: a temporary table, a setting, a transaction, a
/// prepared statement, a cursor.
bool leaves_something_in_session(const std::string& sql);

}  // namespace darties::tests
