#include "warehouse/engines/embedded/copy_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <new>
#include <thread>

#include "base/text.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/load_function.h"
#include "warehouse/engines/embedded/loaded_rows.h"
#include "warehouse/engines/embedded/parquet_source.h"
#include "warehouse/load/line_numbers.h"
#include "warehouse/load/load_plan.h"
#include "warehouse/load/load_state.h"
#include "warehouse/load/object_list.h"

namespace darties {
namespace {

/// One COPY from its statement to its outcome.
class CopyRun {
 public:
  CopyRun(const sql::CopyStatement& copy, const CopyContext& context)
      : copy_(copy), context_(context) {}

  LoadOutcome run() {
    describe();
    try {
      load();
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kBug) throw;
      outcome_.error = error;
    } catch (const std::bad_alloc&) {
      outcome_.error =
          Error(ErrorKind::kUnavailable, "not enough memory to load into table {}", outcome_.table);
    }
    if (outcome_.error) outcome_.rows_loaded = 0;
    outcome_.ended = std::chrono::system_clock::now();
    return std::move(outcome_);
  }

 private:
  void describe();
  void load();
  void load_columnar();
  std::optional<LoadReject> find_bad_value(const ParquetSource& source) const;
  void take_columnar(const ParquetSource& source, const std::vector<load::LoadObject>& objects,
                     std::optional<LoadReject> fault);
  void pull_rows(load::LoadState& state, const load::LoadPlan& plan,
                 const std::vector<load::LoadObject>& objects);
  bool notes_rows() const;
  std::int64_t insert_rows(const load::LoadPlan& plan, const std::vector<load::LoadObject>& objects,
                           const std::string& rows);
  std::string insert_statement(const load::LoadPlan& plan, const std::string& rows);
  std::vector<std::string> default_values(const load::LoadPlan& plan);
  void take_results(const load::LoadPlan& plan, const std::vector<load::LoadObject>& objects,
                    load::LoadState::Results results);
  void add_files(const std::vector<load::LoadObject>& objects,
                 const load::LoadState::Results& results);
  void say_what_came_of_it();
  std::optional<std::string> read_jsonpaths() const;
  std::vector<load::LoadObject> list() const;
  load::LoadLimits limits() const;
  std::string table_in_duckdb() const;

  const sql::CopyStatement& copy_;
  const CopyContext& context_;
  LoadOutcome outcome_;
  duck::Outcome duckdb_error_;
};

std::string format_name(const sql::CopyFormat& format) {
  if (std::holds_alternative<sql::JsonFormat>(format)) return "JSON";
  if (std::holds_alternative<sql::AvroFormat>(format)) return "AVRO";
  if (std::holds_alternative<sql::FixedWidthFormat>(format)) return "FIXEDWIDTH";
  return std::holds_alternative<sql::CsvFormat>(format) ? "CSV" : "TEXT";
}

void CopyRun::describe() {
  outcome_.schema = context_.table.name.schema;
  outcome_.table = context_.table.name.name;
  outcome_.table_id = context_.table.table_id;
  outcome_.source = copy_.source;
  outcome_.file_format = format_name(copy_.format);
  outcome_.no_load = copy_.no_load;
  outcome_.query_id = context_.query_id;
  outcome_.transaction_id = context_.transaction_id;
  outcome_.session_id = context_.session_id;
  outcome_.user_id = context_.user_id;
  outcome_.database = context_.database;
  outcome_.started = std::chrono::system_clock::now();
}

void CopyRun::load() {
  if (std::holds_alternative<sql::ParquetFormat>(copy_.format)) return load_columnar();
  const auto plan = load::plan_load(copy_, context_.table, read_jsonpaths());
  const auto objects = list();
  outcome_.began = true;
  load::LoadState state(plan, objects, limits());
  pull_rows(state, plan, objects);
  take_results(plan, objects, state.results());
  say_what_came_of_it();
}

// Values come typed, by position: neither the readers of texts nor their rules have a part in it.
void CopyRun::load_columnar() {
  const auto plan = load::plan_columns(copy_, context_.table);
  const auto objects = list();
  const ParquetSource source(copy_, context_, plan.columns, objects);
  outcome_.began = true;
  auto fault = source.misfit();
  if (!fault) {
    const std::int64_t arrived = insert_rows(plan, objects, source.relation(notes_rows()));
    if (!duckdb_error_) fault = source.miscount(arrived);
    if (duckdb_error_ && !context_.stop.stop_requested()) fault = find_bad_value(source);
  }
  take_columnar(source, objects, std::move(fault));
  say_what_came_of_it();
}

// Reads the files again: where they can not be read, what DuckDB said the first time stands.
std::optional<LoadReject> CopyRun::find_bad_value(const ParquetSource& source) const {
  try {
    return source.bad_value();
  } catch (const Error&) {
    return std::nullopt;
  }
}

void CopyRun::take_columnar(const ParquetSource& source,
                            const std::vector<load::LoadObject>& objects,
                            std::optional<LoadReject> fault) {
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const auto& object = objects[i];
    LoadedFile file{object.url, object.bucket, object.info.key, object.info.version,
                    object.info.size_bytes};
    file.rows_read = file.rows_loaded = source.rows()[i];
    file.failed = fault && fault->url == object.url;
    outcome_.rows_read += file.rows_read;
    outcome_.bytes_read += static_cast<std::int64_t>(object.info.size_bytes);
    outcome_.files.push_back(std::move(file));
  }
  outcome_.rows_loaded = outcome_.rows_read;
  if (fault) {
    outcome_.error =
        Error(ErrorKind::kInvalid, "Spectrum Scan Error: {} (code {})", fault->reason, fault->code);
    outcome_.rejects.push_back(std::move(*fault));
  } else if (duckdb_error_) {
    outcome_.error = source.explain(*duckdb_error_);
    outcome_.error->while_doing(fmt::format("loading Parquet into table {}", outcome_.table));
  }
}

std::optional<std::string> CopyRun::read_jsonpaths() const {
  const auto* const json = sql::json_options(copy_.format);
  if (json == nullptr || json->mapping != sql::JsonFormat::Mapping::kJsonPaths) return std::nullopt;
  const auto url = parse_object_url(json->jsonpaths_url);
  return context_.lake.bucket(url.bucket).read(url.key);
}

std::vector<load::LoadObject> CopyRun::list() const {
  if (!copy_.source.starts_with("s3://")) {
    throw Error(ErrorKind::kInvalid, "COPY reads from s3:// addresses only: {}", copy_.source);
  }
  return copy_.manifest ? load::list_manifest(context_.lake, copy_.source, context_.filter)
                        : load::list_objects(context_.lake, copy_.source, context_.filter);
}

load::LoadLimits CopyRun::limits() const {
  load::LoadLimits limits;
  // MAXERROR 0 and 1 both fail on the first bad row; n fails on the n-th.
  limits.max_errors = copy_.ignore_all_errors ? 0 : std::max<std::int64_t>(copy_.max_error, 1);
  const auto cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  limits.threads = context_.threads > 0 ? context_.threads : cores;
  limits.stop = context_.stop;
  limits.progress = context_.progress;
  limits.one_object_a_batch = notes_rows();
  return limits;
}

void CopyRun::pull_rows(load::LoadState& state, const load::LoadPlan& plan,
                        const std::vector<load::LoadObject>& objects) {
  const RunningLoad running(state);
  auto* const connection = context_.connection;
  if (copy_.no_load) {
    duckdb_error_ = duck::run(connection, "SELECT count(*) FROM " + running.call());
    return;
  }
  insert_rows(plan, objects, running.call());
}

bool CopyRun::notes_rows() const { return !context_.noted_in.empty() && !copy_.no_load; }

/// Into the table; rows whose files are noted go by way of a temporary table, which is read twice. Returns how many came.
std::int64_t CopyRun::insert_rows(const load::LoadPlan& plan,
                                  const std::vector<load::LoadObject>& objects,
                                  const std::string& rows) {
  const auto run = [&](const std::string& sql, std::int64_t* affected = nullptr) {
    duckdb_error_ = duck::run(context_.connection, sql, {},
                              {.is_cancelled = [this] { return context_.stop.stop_requested(); },
                               .columns = {},
                               .chunk = {}},
                              affected);
    return !duckdb_error_;
  };
  std::int64_t arrived = 0;
  if (!notes_rows()) {
    run(insert_statement(plan, rows), &arrived);
    return arrived;
  }
  const NotedRows noted(context_.noted_in, plan, objects);
  if (run(noted.keep(rows)) && run(insert_statement(plan, noted.relation()), &arrived) &&
      run(noted.note()))
    run(noted.drop());
  return arrived;
}

std::string CopyRun::table_in_duckdb() const {
  if (!context_.duckdb_table.empty()) return context_.duckdb_table;
  return duck::identifier(context_.table.name.schema) + "." +
         duck::identifier(context_.table.name.name);
}

std::string CopyRun::insert_statement(const load::LoadPlan& plan, const std::string& rows) {
  std::string names;
  for (const auto& column : plan.columns)
    names += (names.empty() ? "" : ", ") + duck::identifier(column.name);
  std::string values = "*";
  const auto defaults = default_values(plan);
  for (std::size_t i = 0; i < defaults.size(); ++i) {
    names += ", " + duck::identifier(plan.defaults[i]);
    values += ", " + defaults[i];
  }
  return fmt::format("INSERT INTO {} ({}) SELECT {} FROM {}", table_in_duckdb(), names, values,
                     rows);
}

// A DEFAULT is evaluated once for the whole load, as RANDOM() would show.
std::vector<std::string> CopyRun::default_values(const load::LoadPlan& plan) {
  std::vector<std::string> values;
  for (const auto& name : plan.defaults) {
    const auto column = std::ranges::find(context_.table.columns, name, &ColumnShape::name);
    const auto type = sql::duckdb_type(column->type);
    try {
      const auto rows = duck::rows(
          context_.connection,
          fmt::format("SELECT CAST(CAST(({}) AS {}) AS VARCHAR)", *column->default_sql, type));
      values.push_back(rows.at(0).at(0) ? duck::literal(*rows[0][0]) : "NULL");
    } catch (Error& error) {
      error.while_doing(fmt::format("evaluating the DEFAULT of column \"{}\"", name));
      throw;
    }
  }
  return values;
}

/// What would make COPY take a value that people often have, or nothing.
std::string advice_for(const LoadReject& reject) {
  const std::string& value = reject.raw_field_value;
  if ((reject.code == 1205 || reject.code == 1206) && sql::parse_auto(value))
    return fmt::format("; {} 'auto' takes it", reject.code == 1205 ? "DATEFORMAT" : "TIMEFORMAT");
  static constexpr std::array<std::string_view, 9> kNoValue = {"NA",   "N/A", "NULL", "NaN", "None",
                                                               "null", "-",   "?",    "n/a"};
  if (std::ranges::find(kNoValue, value) != kNoValue.end())
    return fmt::format("; NULL AS '{}' makes it NULL", value);
  return {};
}

std::string describe_first(const LoadReject& reject) {
  std::string text = fmt::format("First error: {}, line {}", reject.url, reject.line_number);
  if (!reject.column_name.empty()) text += fmt::format(", column {}", reject.column_name);
  text += fmt::format(": {} (code {})", reject.reason, reject.code);
  if (!reject.raw_field_value.empty())
    text += fmt::format(", value '{}'", reject.raw_field_value.substr(0, 100));
  return text + advice_for(reject);
}

void CopyRun::take_results(const load::LoadPlan& plan, const std::vector<load::LoadObject>& objects,
                           load::LoadState::Results results) {
  load::number_lines(plan, objects, results);
  add_files(objects, results);
  outcome_.bytes_read = results.bytes;
  for (auto& record : results.rejects) outcome_.rejects.push_back(std::move(record.reject));
  for (auto& record : results.replacements)
    outcome_.replacements.push_back(std::move(record.replacement));
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    if (results.trailing_blanks[i] != 0)
      outcome_.columns_with_trailing_blanks.push_back(plan.columns[i].name);
  }
  if (results.error) std::rethrow_exception(results.error);
  if (results.too_many_rejects) {
    outcome_.error =
        Error(ErrorKind::kInvalid,
              "Load into table '{}' failed.  Check 'stl_load_errors' system table for details. {}",
              outcome_.table, describe_first(outcome_.rejects.front()));
  } else if (duckdb_error_) {
    outcome_.error = duck::from_duckdb(*duckdb_error_);
    outcome_.error->while_doing(
        fmt::format("writing the rows of a load into table {}", outcome_.table));
  }
}

void CopyRun::add_files(const std::vector<load::LoadObject>& objects,
                        const load::LoadState::Results& results) {
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const auto& object = objects[i];
    const auto& counts = results.counts[i];
    LoadedFile file{object.url, object.bucket, object.info.key, object.info.version,
                    object.info.size_bytes};
    file.rows_read = counts.read;
    file.rows_rejected = counts.rejected;
    file.rows_loaded = counts.read - counts.rejected;
    file.splits = results.splits[i];
    outcome_.rows_read += counts.read;
    outcome_.rows_rejected += counts.rejected;
    outcome_.files.push_back(std::move(file));
  }
  outcome_.rows_loaded = copy_.no_load ? 0 : outcome_.rows_read - outcome_.rows_rejected;
  if (results.too_many_rejects) outcome_.files[results.rejects.back().object].failed = true;
}

void CopyRun::say_what_came_of_it() {
  if (outcome_.error) return;
  outcome_.notices.push_back(
      fmt::format("Load into table '{}' completed, {} record(s) loaded successfully.",
                  outcome_.table, outcome_.rows_loaded));
  if (outcome_.rows_rejected == 0) return;
  outcome_.notices.push_back(
      fmt::format("Load into table '{}' completed, {} record(s) could not be loaded.  Check "
                  "'stl_load_errors' system "
                  "table for details.",
                  outcome_.table, outcome_.rows_rejected));
}

}  // namespace

LoadOutcome run_copy(const sql::CopyStatement& copy, const CopyContext& context) {
  return CopyRun(copy, context).run();
}

}  // namespace darties
