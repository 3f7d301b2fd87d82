#include "pipeline/history.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "pipeline/history_schema.h"
#include "pipeline/history_writer.h"

namespace darties {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestLogLine = 16'384;

std::int64_t to_ms(Clock::TimePoint time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}
SqliteValue to_ms(const std::optional<Clock::TimePoint>& time) {
  return time ? SqliteValue(to_ms(*time)) : SqliteValue(nullptr);
}
Clock::TimePoint from_ms(std::int64_t ms) {
  return Clock::TimePoint(std::chrono::milliseconds(ms));
}
std::optional<Clock::TimePoint> time_of(const SqliteRow& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return from_ms(row.number(column));
}

/// Text that JSON and SQLite take: bytes that are no UTF-8 become U+FFFD.
std::string to_json(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string rows_to_json(const std::vector<Row>& rows) {
  json result = json::array();
  for (const Row& row : rows) {
    json line = json::array();
    for (const Value& value : row) line.push_back(value ? json(*value) : json(nullptr));
    result.push_back(std::move(line));
  }
  return to_json(result);
}

std::vector<Row> rows_from_json(const std::string& text) {
  std::vector<Row> rows;
  for (const json& line : json::parse(text)) {
    Row row;
    for (const json& value : line)
      row.push_back(value.is_null() ? Value() : Value(value.get<std::string>()));
    rows.push_back(std::move(row));
  }
  return rows;
}

constexpr std::string_view kRunColumns =
    "SELECT run_id, dag, ds, state, started_ms, ended_ms, pid, command, settings, selection, error "
    "FROM runs ";

RunRecord read_run(const SqliteRow& row) {
  return {.run_id = row.text(0),
          .dag = row.text(1),
          .ds = row.text(2),
          .state = parse_run_state(row.text(3)),
          .started = from_ms(row.number(4)),
          .ended = time_of(row, 5),
          .pid = row.number(6),
          .command = row.text(7),
          .settings = row.text(8),
          .selection = row.text(9),
          .error = row.text(10)};
}

TryRecord read_try(const SqliteRow& row) {
  return {.run_id = row.text(0),
          .task = row.text(1),
          .try_number = static_cast<int>(row.number(2)),
          .op = row.text(3),
          .state = parse_task_state(row.text(4)),
          .started = time_of(row, 5),
          .ended = time_of(row, 6),
          .figures = {.rows_read = row.number(7),
                      .rows_loaded = row.number(8),
                      .rows_rejected = row.number(9),
                      .rows_inserted = row.number(14),
                      .rows_updated = row.number(15),
                      .rows_deleted = row.number(16),
                      .rows_unchanged = row.number(17),
                      .bytes = row.number(10),
                      .files = row.number(11)},
          .error_kind = row.text(12),
          .error = row.text(13),
          .definition = row.text(18)};
}

CheckRecord read_check(const SqliteRow& row) {
  CheckRecord record{.task = row.text(0), .try_number = static_cast<int>(row.number(1))};
  record.result = {.name = row.text(2),
                   .description = row.text(3),
                   .severity = row.text(4) == "warn" ? Severity::kWarn : Severity::kError,
                   .offending = row.number(5),
                   .threshold = row.number(6),
                   .columns = json::parse(row.text(8)).get<std::vector<std::string>>(),
                   .rows = rows_from_json(row.text(9)),
                   .error = row.text(7)};
  return record;
}

}  // namespace

struct History::Parts {
  explicit Parts(SqliteDatabase database) : writer(std::move(database)) {}
  HistoryWriter writer;
};

History::History(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
History::~History() = default;

std::unique_ptr<History> History::open(const std::filesystem::path& file) {
  SqliteDatabase database(file, SqliteDatabase::Access::kWrite);
  prepare_history_schema(database);
  return std::unique_ptr<History>(new History(std::make_unique<Parts>(std::move(database))));
}

std::unique_ptr<History> History::open_to_read(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return nullptr;
  SqliteDatabase database(file, SqliteDatabase::Access::kRead);
  refuse_newer_history(database);
  if (database.query_number("PRAGMA user_version") != kHistoryFormatVersion) return open(file);
  return std::unique_ptr<History>(new History(std::make_unique<Parts>(std::move(database))));
}

void History::put(const RunRecord& run) {
  parts_->writer.queue([run](SqliteDatabase& database) {
    database.execute(
        "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {run.run_id, run.dag, run.ds, std::string(to_string(run.state)), to_ms(run.started),
         to_ms(run.ended), run.pid, run.command, run.settings, run.selection, run.error});
  });
}

void History::put(const TryRecord& record) {
  parts_->writer.queue([record](SqliteDatabase& database) {
    const TaskFigures& figures = record.figures;
    database.execute(
        "INSERT OR REPLACE INTO tries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?)",
        {record.run_id, record.task, std::int64_t{record.try_number}, record.op,
         std::string(to_string(record.state)), to_ms(record.started), to_ms(record.ended),
         figures.rows_read, figures.rows_loaded, figures.rows_rejected, figures.bytes,
         figures.files, record.error_kind, record.error, figures.rows_inserted,
         figures.rows_updated, figures.rows_deleted, figures.rows_unchanged, record.definition});
  });
}

void History::put_log(const std::string& run_id, const LogRow& row) {
  parts_->writer.queue([run_id, row](SqliteDatabase& database) {
    database.execute("INSERT INTO logs VALUES (?, ?, ?, ?, ?, ?)",
                     {run_id, row.task, std::int64_t{row.try_number}, to_ms(row.at), row.level,
                      row.text.substr(0, kLongestLogLine)});
  });
}

void History::put_check(const std::string& run_id, const CheckRecord& check) {
  parts_->writer.queue([run_id, check](SqliteDatabase& database) {
    const CheckResult& result = check.result;
    database.execute(
        "INSERT INTO checks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {run_id, check.task, std::int64_t{check.try_number}, result.name, result.description,
         std::string(to_string(result.severity)), result.offending, result.threshold, result.error,
         to_json(json(result.columns)), rows_to_json(result.rows)});
  });
}

void History::put_reject(const std::string& run_id, const RejectRecord& record) {
  parts_->writer.queue([run_id, record](SqliteDatabase& database) {
    const Reject& reject = record.reject;
    database.execute("INSERT INTO rejects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     {run_id, record.task, std::int64_t{record.try_number}, reject.workbook,
                      reject.sheet, reject.cell, reject.column, reject.value, reject.reason});
  });
}

void History::flush() { parts_->writer.flush(); }

std::vector<RunRecord> History::runs(const RunFilter& filter) {
  std::vector<RunRecord> result;
  const std::string sql =
      std::string(kRunColumns) +
      "WHERE ?1 = '' OR dag = ?1 ORDER BY started_ms DESC, run_id DESC LIMIT ?2";
  parts_->writer.read([&](SqliteDatabase& database) {
    database.query(sql, {filter.dag, static_cast<std::int64_t>(filter.limit)},
                   [&](const SqliteRow& row) { result.push_back(read_run(row)); });
  });
  return result;
}

RunRecord History::run(const std::string& id) {
  if (id == "last") {
    const auto newest = runs({.limit = 1});
    if (newest.empty()) throw Error(ErrorKind::kNotFound, "nothing has run yet");
    return newest.front();
  }
  std::vector<RunRecord> found;
  const std::string sql =
      std::string(kRunColumns) +
      "WHERE run_id = ?1 OR substr(run_id, 1, length(?1)) = ?1 OR substr(run_id, -length(?1)) = ?1";
  parts_->writer.read([&](SqliteDatabase& database) {
    database.query(sql, {id}, [&](const SqliteRow& row) { found.push_back(read_run(row)); });
  });
  for (const RunRecord& record : found) {
    if (record.run_id == id || found.size() == 1) return record;
  }
  if (found.empty())
    throw Error(ErrorKind::kNotFound, "no run with this id: {} (darties runs lists them)", id);
  throw Error(ErrorKind::kInvalid, "{} runs fit this id: {}", found.size(), id);
}

std::vector<TryRecord> History::tries(const std::string& run_id) {
  std::vector<TryRecord> result;
  parts_->writer.read([&](SqliteDatabase& database) {
    database.query(
        "SELECT * FROM tries WHERE run_id = ? ORDER BY started_ms IS NULL, started_ms, task, "
        "try_number",
        {run_id}, [&](const SqliteRow& row) { result.push_back(read_try(row)); });
  });
  return result;
}

std::vector<LogRow> History::logs(const std::string& run_id, const std::string& task) {
  std::vector<LogRow> result;
  parts_->writer.read([&](SqliteDatabase& database) {
    database.query(
        "SELECT task, try_number, at_ms, level, text FROM logs WHERE run_id = ?1 AND (?2 = '' OR "
        "task = ?2) "
        "ORDER BY at_ms, rowid",
        {run_id, task}, [&](const SqliteRow& row) {
          result.push_back({.task = row.text(0),
                            .try_number = static_cast<int>(row.number(1)),
                            .at = from_ms(row.number(2)),
                            .level = row.text(3),
                            .text = row.text(4)});
        });
  });
  return result;
}

std::vector<CheckRecord> History::checks(const std::string& run_id) {
  std::vector<CheckRecord> result;
  parts_->writer.read([&](SqliteDatabase& database) {
    database.query(
        "SELECT task, try_number, name, description, severity, offending, threshold, error, "
        "columns_json, rows_json "
        "FROM checks WHERE run_id = ?1 AND try_number >= COALESCE((SELECT MAX(try_number) FROM "
        "tries WHERE run_id = ?1 AND tries.task = checks.task), 0) ORDER BY rowid",
        {run_id}, [&](const SqliteRow& row) { result.push_back(read_check(row)); });
  });
  return result;
}

std::vector<RejectRecord> History::rejects(const std::string& run_id) {
  std::vector<RejectRecord> result;
  parts_->writer.read([&](SqliteDatabase& database) {
    database.query(
        "SELECT task, try_number, workbook, sheet, cell, column_name, value, reason FROM rejects "
        "WHERE run_id = ? "
        "ORDER BY rowid",
        {run_id}, [&](const SqliteRow& row) {
          result.push_back({.task = row.text(0),
                            .try_number = static_cast<int>(row.number(1)),
                            .reject = {.workbook = row.text(2),
                                       .sheet = row.text(3),
                                       .cell = row.text(4),
                                       .column = row.text(5),
                                       .value = row.text(6),
                                       .reason = row.text(7)}});
        });
  });
  return result;
}

void History::retain(std::size_t keep) {
  parts_->writer.queue([keep](SqliteDatabase& database) {
    std::vector<std::string> old;
    database.query(
        "SELECT run_id FROM (SELECT run_id, state, ROW_NUMBER() OVER (PARTITION BY dag ORDER BY "
        "started_ms DESC) AS nth "
        "FROM runs) WHERE nth > ? AND state <> 'running'",
        {static_cast<std::int64_t>(keep)},
        [&](const SqliteRow& row) { old.push_back(row.text(0)); });
    for (const std::string& run_id : old) {
      for (const char* table : {"runs", "tries", "logs", "checks", "rejects"}) {
        database.execute(std::string("DELETE FROM ") + table + " WHERE run_id = ?", {run_id});
      }
    }
  });
}

}  // namespace darties
