// What is kept of loads and unloads, whether they succeeded or not: Redshift's stl_ and sys_ tables.
#include <fmt/format.h>

#include "warehouse/engines/embedded/copy_runner.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/load_appender.h"

namespace darties {
namespace {

std::string_view cut(std::string_view text, std::size_t length) { return text.substr(0, length); }

std::string type_name(const std::optional<sql::Type>& type) {
  return type ? sql::internal_name(*type) : std::string();
}

// "256" of a VARCHAR(256), "18,2" of a NUMERIC(18,2), else "0".
std::string type_length(const std::optional<sql::Type>& type) {
  if (!type) return "0";
  if (type->id == sql::TypeId::kDecimal) return fmt::format("{},{}", type->precision, type->scale);
  return fmt::format("{}", type->length);
}

std::int64_t microseconds_between(std::chrono::system_clock::time_point from,
                                  std::chrono::system_clock::time_point to) {
  return std::chrono::duration_cast<std::chrono::microseconds>(to - from).count();
}

void record_errors(_duckdb_connection* connection, const LoadOutcome& outcome) {
  LoadAppender table(connection, "stl_load_errors");
  for (const auto& reject : outcome.rejects) {
    table.add(outcome.user_id).add(std::int64_t{0}).add(outcome.table_id).add(outcome.started);
    table.add(outcome.session_id)
        .add(outcome.query_id)
        .add(cut(reject.url, 256))
        .add(reject.line_number);
    table.add(cut(reject.column_name, 127))
        .add(type_name(reject.type))
        .add(type_length(reject.type));
    table.add(reject.position)
        .add(reject.raw_line)
        .add(reject.raw_field_value)
        .add(std::int64_t{reject.code});
    table.add(cut(reject.reason, 100))
        .add(std::int64_t{0})
        .add(reject.start_offset)
        .add(std::int64_t{0});
    table.end_row();
  }
  table.finish();
}

void record_error_fields(_duckdb_connection* connection, const LoadOutcome& outcome) {
  LoadAppender table(connection, "stl_loaderror_detail");
  for (const auto& reject : outcome.rejects) {
    std::int64_t number = 0;
    for (const auto& field : reject.fields) {
      table.add(outcome.user_id).add(std::int64_t{0}).add(outcome.session_id).add(outcome.query_id);
      table.add(cut(reject.url, 256)).add(reject.line_number).add(number++).add(field.column_name);
      table.add(field.value)
          .add(std::int64_t{field.is_null})
          .add(type_name(field.type))
          .add(type_length(field.type));
      table.end_row();
    }
  }
  table.finish();
}

void record_error_view(_duckdb_connection* connection, const LoadOutcome& outcome) {
  LoadAppender table(connection, "sys_load_error_detail");
  for (const auto& reject : outcome.rejects) {
    table.add(outcome.user_id)
        .add(outcome.query_id)
        .add(outcome.transaction_id)
        .add(outcome.session_id);
    table.add(outcome.database)
        .add(outcome.table_id)
        .add(outcome.started)
        .add(cut(reject.url, 256));
    table.add(reject.line_number).add(cut(reject.column_name, 127)).add(type_name(reject.type));
    table.add(type_length(reject.type)).add(reject.position).add(std::int64_t{reject.code});
    table.add(cut(reject.reason, 512));
    table.end_row();
  }
  table.finish();
}

void record_files(_duckdb_connection* connection, const LoadOutcome& outcome) {
  LoadAppender commits(connection, "stl_load_commits");
  LoadAppender details(connection, "sys_load_detail");
  for (const auto& file : outcome.files) {
    commits.add(outcome.user_id).add(outcome.query_id).add(std::int64_t{0}).add(cut(file.url, 256));
    commits.add(cut(file.url, 256))
        .add(std::int64_t{0})
        .add(file.rows_read)
        .add(file.rows_rejected);
    commits.add(outcome.ended).add(std::int64_t{outcome.error ? 0 : 1}).add(outcome.file_format);
    commits.add(std::int64_t{file.splits > 1}).add(std::int64_t{0}).add(std::int64_t{0});
    commits.end_row();
    details.add(outcome.user_id).add(outcome.query_id).add(file.url);
    details.add(static_cast<std::int64_t>(file.size_bytes))
        .add(file.rows_read)
        .add(outcome.ended)
        .add(file.splits);
    details.add(outcome.started).add(outcome.ended);
    details.end_row();
  }
  commits.finish();
  details.finish();
}

void record_replacements(_duckdb_connection* connection, const LoadOutcome& outcome) {
  LoadAppender table(connection, "stl_replacements");
  for (const auto& replacement : outcome.replacements) {
    table.add(outcome.user_id)
        .add(outcome.query_id)
        .add(std::int64_t{0})
        .add(outcome.table_id)
        .add(outcome.started);
    table.add(outcome.session_id).add(cut(replacement.url, 256)).add(replacement.line_number);
    table.add(cut(replacement.column_name, 127)).add(replacement.raw_line);
    table.end_row();
  }
  table.finish();
}

void record_history(_duckdb_connection* connection, const LoadOutcome& outcome) {
  std::int64_t file_bytes = 0;
  for (const auto& file : outcome.files) file_bytes += static_cast<std::int64_t>(file.size_bytes);
  LoadAppender table(connection, "sys_load_history");
  table.add(outcome.user_id)
      .add(outcome.query_id)
      .add(outcome.transaction_id)
      .add(outcome.session_id);
  table.add(outcome.database).add(outcome.error ? "aborted" : "completed").add(outcome.table);
  table.add(outcome.started)
      .add(outcome.ended)
      .add(microseconds_between(outcome.started, outcome.ended));
  table.add(outcome.source).add(outcome.rows_loaded).add(outcome.bytes_read);
  table.add(static_cast<std::int64_t>(outcome.files.size()))
      .add(file_bytes)
      .add(outcome.file_format);
  table.add(outcome.rows_rejected);
  table.end_row();
  table.finish();
}

// Runs `write` in a transaction of its own.
template <class Write>
void in_transaction(_duckdb_connection* connection, const Write& write) {
  duck::run_or_throw(connection, "BEGIN TRANSACTION");
  try {
    write();
    duck::run_or_throw(connection, "COMMIT");
  } catch (...) {
    duck::run(connection, "ROLLBACK");
    throw;
  }
}

void record_unloaded_files(_duckdb_connection* connection, const UnloadOutcome& outcome) {
  LoadAppender log(connection, "stl_unload_log");
  LoadAppender details(connection, "sys_unload_detail");
  for (const auto& file : outcome.files) {
    const auto size = static_cast<std::int64_t>(file.size_bytes);
    log.add(outcome.user_id)
        .add(outcome.query_id)
        .add(std::int64_t{0})
        .add(outcome.session_id)
        .add(file.url);
    log.add(outcome.started).add(outcome.ended).add(file.rows).add(size).add(outcome.file_format);
    log.end_row();
    details.add(outcome.user_id).add(outcome.query_id).add(outcome.session_id).add(file.url);
    details.add(outcome.started)
        .add(outcome.ended)
        .add(file.rows)
        .add(size)
        .add(outcome.file_format);
    details.end_row();
  }
  log.finish();
  details.finish();
}

}  // namespace

void record_outcome(_duckdb_connection* connection, const LoadOutcome& outcome) {
  if (!outcome.began) return;
  in_transaction(connection, [&] {
    if (!outcome.rejects.empty()) {
      record_errors(connection, outcome);
      record_error_fields(connection, outcome);
      record_error_view(connection, outcome);
    }
    record_files(connection, outcome);
    if (!outcome.replacements.empty()) record_replacements(connection, outcome);
    record_history(connection, outcome);
  });
}

void record_unload(_duckdb_connection* connection, const UnloadOutcome& outcome) {
  in_transaction(connection, [&] {
    record_unloaded_files(connection, outcome);
    LoadAppender table(connection, "sys_unload_history");
    table.add(outcome.user_id).add(outcome.query_id).add(outcome.session_id).add("completed");
    table.add(outcome.started)
        .add(outcome.ended)
        .add(microseconds_between(outcome.started, outcome.ended));
    table.add(outcome.file_format).add(outcome.rows).add(static_cast<std::int64_t>(outcome.bytes));
    table.add(static_cast<std::int64_t>(outcome.files.size())).add(outcome.destination);
    table.end_row();
    table.finish();
  });
}

}  // namespace darties
