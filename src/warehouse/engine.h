#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "sql/type.h"

namespace darties {

/// One value as text, formatted as Redshift's clients show it (booleans t/f, timestamps with six digits cut of zeros);
/// empty optional is NULL.
using Value = std::optional<std::string>;
using Row = std::vector<Value>;

struct ColumnInfo {
  std::string name;
  sql::Type type;
};

/// What one statement brought back.
struct Result {
  std::string tag;                  ///< "SELECT", "INSERT 0", "COPY", "CREATE TABLE"
  std::vector<ColumnInfo> columns;  ///< empty: a statement without rows
  std::vector<Row> rows;            ///< empty when a sink took them
  std::int64_t affected_rows = 0;   ///< rows written, or rows returned
  std::vector<std::string>
      notices;  ///< "Load into table 't' completed, 12 record(s) loaded successfully."
  std::int64_t rejected_rows = 0;  ///< COPY
  std::int64_t read_bytes = 0;     ///< COPY: bytes of the objects read; UNLOAD: bytes written
  std::int64_t files = 0;          ///< COPY and UNLOAD: objects
};

/// Where a script came from, so that errors name the user's own line.
struct ScriptSource {
  std::string file;    ///< shown in front of line and column; empty for a typed statement
  int first_line = 1;  ///< line of the script's first character in that file
};

/// Takes result rows as they come. The row is valid during the call.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void columns(const std::vector<ColumnInfo>& columns) = 0;
  virtual void row(const Row& row) = 0;
};

/// What an engine can do. Ask these, never for an engine's name.
struct Capabilities {
  bool copy_from_s3 = false;
  bool enforces_keys = false;
  bool concurrent_processes = false;  ///< several processes may use the warehouse at once
};

/// How much of a running statement is done. Called at most a few times a second, from any thread.
struct Progress {
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
  std::int64_t total_bytes = 0;  ///< 0: unknown
};

/// One connection: a transaction state, a search path, temporary tables.
///
/// Threads: one thread at a time, except interrupt().
/// Errors:  kInvalid with the place in the user's text for what the statement got wrong; kNotFound for a missing
///          table, column or object; kUnavailable for a write conflict or a busy lock; kCancelled after interrupt().
class Session {
 public:
  virtual ~Session() = default;

  /// Runs one or more statements of Redshift SQL and returns the last one's result; an error stops at its statement.
  /// With a `sink`, rows of every statement go there as they come and memory does not grow with them.
  virtual Result execute(std::string_view script, const ScriptSource& source = {},
                         RowSink* sink = nullptr) = 0;

  /// The statements the engine would really run for this script, for --dry-run and -v.
  virtual std::string explain_translation(std::string_view script,
                                          const ScriptSource& source = {}) = 0;

  /// Runs one statement of darties' own, in the engine's SQL, with $1, $2, … bound as text. Part of the open
  /// transaction, if there is one. Unlike execute(), it may write the tables of schema darties_internal (internal_schema.h).
  virtual Result execute_internal(std::string_view sql, const Row& parameters = {}) = 0;

  /// Makes the running statement, and every later one until the next reset(), fail with kCancelled. Any thread.
  virtual void interrupt() = 0;
  virtual void reset() = 0;

  /// Reports progress of loads; empty to stop.
  virtual void on_progress(std::function<void(const Progress&)> callback) = 0;

  /// While `ledger` is not empty, COPY also notes which file each row came from, under this name and in the same
  /// transaction (darties_internal.loaded_rows), so that the rows of one file can be taken out again.
  virtual void note_loaded_rows(const std::string& ledger) = 0;

  virtual bool in_transaction() const = 0;
};

/// A warehouse: opens sessions on it. Lives as long as its sessions.
/// Threads: connect() may be called from any thread.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual const Capabilities& capabilities() const = 0;
  virtual std::unique_ptr<Session> connect() = 0;
};

}  // namespace darties
