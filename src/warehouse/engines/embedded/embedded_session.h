#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"
#include "lake/lake.h"
#include "sql/parse.h"
#include "sql/translate.h"
#include "warehouse/engine.h"
#include "warehouse/engines/embedded/copy_runner.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/session_catalog.h"
#include "warehouse/engines/embedded/session_cursor.h"
#include "warehouse/engines/embedded/session_prepared.h"
#include "warehouse/engines/embedded/session_settings.h"
#include "warehouse/engines/embedded/session_transaction.h"
#include "warehouse/engines/embedded/session_values.h"
#include "warehouse/engines/embedded/table_locks.h"

namespace darties {

/// What the sessions of one warehouse share. Owned by the engine.
struct SharedState {
  Lake& lake;
  Clock& clock;
  /// Another connection, for what must stay when a session's transaction is rolled back.
  std::function<duck::Connection()> connect;
  SessionRegistry& sessions;
  std::filesystem::path spool;  ///< where DuckDB may read and write files
  TableLocks locks;
  Serialization order;
  std::atomic<int> last_session_id{0};
  /// Goes on where earlier processes ended; read from the load history when it is first needed.
  std::atomic<std::int64_t> last_query_id{0};
  std::once_flag query_ids_read;
  /// Counts commits that changed a definition; a session that sees it change forgets what it knew of the catalog.
  std::atomic<std::uint64_t> catalog_version{0};
};

/// A session on DuckDB: split, parse, translate, run, remember.
class EmbeddedSession : public Session {
 public:
  EmbeddedSession(duck::Connection connection, SharedState& shared);
  ~EmbeddedSession() override;

  Result execute(std::string_view script, const ScriptSource& source, RowSink* sink) override;
  std::string explain_translation(std::string_view script, const ScriptSource& source) override;
  Result execute_internal(std::string_view sql, const Row& parameters) override;
  void interrupt() override;
  void reset() override;
  void on_progress(std::function<void(const Progress&)> callback) override;
  void note_loaded_rows(const std::string& ledger) override { noted_in_ = ledger; }
  bool in_transaction() const override;

 private:
  /// What to bring back when the transaction is rolled back.
  struct Restore {
    SessionSettings settings;
    SessionCatalog::Temporaries temporaries;
    SessionValues values;
  };

  Result run_statement(const sql::Statement& statement, RowSink* sink);
  Result run_parsed(const sql::Statement& statement, const sql::Parsed& parsed, RowSink* sink);
  /// Runs a statement again that lost a race, when it is alone in its transaction.
  Result run_until_won(const sql::Statement& statement, const sql::Parsed& parsed, RowSink* sink);
  Result explain(const sql::Statement& statement, const sql::Parsed& parsed, RowSink* sink);
  /// Prepared statements and cursors; nothing for any other statement.
  std::optional<Result> run_own(const sql::Statement& statement, const sql::Parsed& parsed,
                                RowSink* sink);
  Result show_query(const sql::Statement& statement, const sql::Parsed& parsed, RowSink* sink);
  Result run_prepared(const sql::ExecuteStatement& execute, RowSink* sink);
  /// Before a commit: a cursor ends with its transaction.
  void close_cursor();
  Result control_transaction(const sql::TransactionStatement& statement);
  Result end_transaction(const sql::TransactionStatement& statement);
  Result translate_and_run(const sql::Statement& statement, const sql::Parsed& parsed,
                           RowSink* sink);
  sql::Translation translate(const sql::Statement& statement, const sql::Parsed& parsed);
  void remember_blanks(const sql::Translation& translation, bool noted);
  void run_steps(const sql::Statement& statement, const sql::Translation& translation,
                 RowSink* sink, Result& result);
  void run_step(const sql::Statement& statement, const sql::Step& step, duck::RowConsumer consumer,
                Result& result);
  Result show(const sql::ShowStatement& statement, RowSink* sink);
  Result copy(const sql::CopyStatement& statement);
  Result unload(const sql::Statement& statement, const sql::UnloadStatement& unload);
  CopyContext copy_context(const TableShape& table, Lake& lake);
  std::int64_t next_query_id();
  void publish_values();
  /// A load that was rolled back is not the last one: the one before it is again.
  void restore_loads();
  std::stop_token stop_token();

  /// Runs `work` in the open transaction, or in one of its own.
  void in_own_transaction(const std::vector<std::string>& tables,
                          const std::function<void()>& work);
  void commit();
  void after_rollback();
  void begin_restorable();

  void apply(const sql::Effect& effect);
  void apply_setting(const sql::SettingChanged& changed);
  void end_local_settings();
  void tell_duckdb_settings();
  void refuse_writing_internal(const sql::Translation& translation) const;
  /// BEGIN READ ONLY.
  void refuse_writing(const std::vector<std::string>& tables) const;
  void throw_if_cancelled() const;
  /// Forgets what another session changed since; returns whether any did.
  bool refresh_catalog();

  duck::Connection connection_;
  SharedState& shared_;
  int session_id_;
  SessionSettings settings_;
  SessionCatalog catalog_;
  SessionTransaction transaction_;
  PreparedStatements prepared_;
  SessionCursor cursor_;
  Restore restore_;
  /// What SET LOCAL changed in the open transaction: name and value before.
  std::map<std::string, std::optional<std::string>> local_settings_;
  std::string told_search_path_ = "dev.\"public\"";  ///< what DuckDB knows of it
  SessionValues values_;
  std::string noted_in_;              ///< the name loads note their rows under; empty: they do not
  bool definitions_changed_ = false;  ///< in the open transaction
  bool conflicted_ = false;  ///< the last failure may go away when the statement is run again
  std::uint64_t seen_catalog_version_ = 0;
  std::atomic<bool> cancelled_{false};
  Mutex stop_mutex_;
  std::stop_source stop_ GUARDED_BY(stop_mutex_);
  std::function<void(const Progress&)> progress_;
};

}  // namespace darties
