// The tables of .darties/history.db. A change adds one entry to kSteps: the statements that lead from the version before.

#include "pipeline/history_schema.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "base/error.h"

namespace darties {
namespace {

constexpr const char* kVersion1 = R"sql(
CREATE TABLE runs (
  run_id TEXT PRIMARY KEY, dag TEXT NOT NULL, ds TEXT NOT NULL, state TEXT NOT NULL, started_ms INTEGER NOT NULL,
  ended_ms INTEGER, pid INTEGER NOT NULL, command TEXT NOT NULL, settings TEXT NOT NULL, selection TEXT NOT NULL,
  error TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX runs_by_dag ON runs (dag, started_ms);
CREATE TABLE tries (
  run_id TEXT NOT NULL, task TEXT NOT NULL, try_number INTEGER NOT NULL, op TEXT NOT NULL, state TEXT NOT NULL,
  started_ms INTEGER, ended_ms INTEGER, rows_read INTEGER NOT NULL, rows_loaded INTEGER NOT NULL, rows_rejected INTEGER NOT NULL,
  bytes INTEGER NOT NULL, files INTEGER NOT NULL, error_kind TEXT NOT NULL, error TEXT NOT NULL,
  PRIMARY KEY (run_id, task, try_number)) WITHOUT ROWID;
CREATE TABLE logs (
  run_id TEXT NOT NULL, task TEXT NOT NULL, try_number INTEGER NOT NULL, at_ms INTEGER NOT NULL, level TEXT NOT NULL,
  text TEXT NOT NULL);
CREATE INDEX logs_by_run ON logs (run_id);
CREATE TABLE checks (
  run_id TEXT NOT NULL, task TEXT NOT NULL, try_number INTEGER NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
  severity TEXT NOT NULL, offending INTEGER NOT NULL, threshold INTEGER NOT NULL, error TEXT NOT NULL,
  columns_json TEXT NOT NULL, rows_json TEXT NOT NULL);
CREATE INDEX checks_by_run ON checks (run_id);
CREATE TABLE rejects (
  run_id TEXT NOT NULL, task TEXT NOT NULL, try_number INTEGER NOT NULL, workbook TEXT NOT NULL, sheet TEXT NOT NULL,
  cell TEXT NOT NULL, column_name TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL);
CREATE INDEX rejects_by_run ON rejects (run_id);
)sql";

// What a load changed, and which definition of the task ran.
constexpr const char* kVersion2 = R"sql(
ALTER TABLE tries ADD COLUMN rows_inserted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tries ADD COLUMN rows_updated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tries ADD COLUMN rows_deleted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tries ADD COLUMN rows_unchanged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tries ADD COLUMN definition TEXT NOT NULL DEFAULT '';
)sql";

/// kSteps[n] leads from version n to n + 1.
constexpr std::array<const char*, kHistoryFormatVersion> kSteps = {kVersion1, kVersion2};

/// A copy of what is there before it is changed.
void keep_copy(SqliteDatabase& database, std::int64_t version) {
  const std::string copy = fmt::format("{}.v{}.bak", database.file().string(), version);
  std::filesystem::remove(copy);
  database.execute("VACUUM INTO ?", {copy});
}

}  // namespace

void refuse_newer_history(SqliteDatabase& database) {
  const std::int64_t version = database.query_number("PRAGMA user_version");
  if (version <= kHistoryFormatVersion) return;
  throw Error(ErrorKind::kInvalid,
              "{} has format_version {}, this darties knows up to {}: use a newer darties, or move "
              "the file away",
              database.file().string(), version, kHistoryFormatVersion);
}

void prepare_history_schema(SqliteDatabase& database) {
  refuse_newer_history(database);
  const std::int64_t found = database.query_number("PRAGMA user_version");
  if (found == kHistoryFormatVersion) return;
  if (found > 0) keep_copy(database, found);
  database.execute("BEGIN IMMEDIATE");
  try {
    const std::int64_t version =
        database.query_number("PRAGMA user_version");  // another process may have been faster
    for (std::int64_t step = version; step < kHistoryFormatVersion; ++step) {
      database.execute_script(kSteps[static_cast<std::size_t>(step)]);
    }
    database.execute_script(fmt::format("PRAGMA user_version = {}", kHistoryFormatVersion));
    database.execute("COMMIT");
  } catch (...) {
    database.roll_back();
    throw;
  }
}

}  // namespace darties
