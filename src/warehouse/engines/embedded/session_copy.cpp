// COPY and UNLOAD: how the loader's work becomes a statement of a session.
#include "warehouse/engines/embedded/copy_encodings.h"
#include "warehouse/engines/embedded/declarations.h"
#include "warehouse/engines/embedded/embedded_session.h"

namespace darties {
namespace {

// The query of an UNLOAD as a statement of its own. It stands in a literal, where quotes are doubled, so places
// inside it are those of the literal.
sql::Statement query_of(const sql::Statement& statement, const sql::UnloadStatement& unload) {
  return {.text = unload.query,
          .offset = statement.offset + unload.query_offset,
          .start = sql::place_of(statement, unload.query_offset)};
}

/// The buckets as the statement says that they are reached.
template <class Statement>
std::unique_ptr<Lake> lake_of(Lake& lake, const Statement& statement, std::stop_token stop) {
  const sql::Authorization& said = statement.authorization;
  BucketAccess access{.roles = said.role_arns, .region = statement.region, .stop = stop};
  if (!said.access_key_id.empty()) {
    access.keys = aws::Credentials{.access_key_id = said.access_key_id,
                                   .secret_access_key = said.secret_access_key,
                                   .session_token = said.session_token,
                                   .expires = {},
                                   .source = "the statement's authorization"};
  }
  return lake.for_statement(std::move(access));
}

Result result_of(const LoadOutcome& outcome) {
  return {.tag = "COPY",
          .affected_rows = outcome.rows_loaded,
          .notices = outcome.notices,
          .rejected_rows = outcome.rows_rejected,
          .read_bytes = outcome.bytes_read,
          .files = static_cast<std::int64_t>(outcome.files.size())};
}

}  // namespace

std::int64_t EmbeddedSession::next_query_id() {
  std::call_once(shared_.query_ids_read, [this] {
    const auto last = duck::rows(
        shared_.connect().get(),
        "SELECT max(query_id) FROM (SELECT query_id FROM dev.darties_internal.sys_load_history "
        "UNION ALL SELECT query_id FROM dev.darties_internal.sys_unload_history)");
    if (last[0][0]) shared_.last_query_id = std::stoll(*last[0][0]);
  });
  values_.last_query_id = ++shared_.last_query_id;
  return values_.last_query_id;
}

std::stop_token EmbeddedSession::stop_token() {
  const MutexLock lock(stop_mutex_);
  return stop_.get_token();
}

CopyContext EmbeddedSession::copy_context(const TableShape& table, Lake& lake) {
  return {.connection = connection_.get(),
          .table = table,
          .lake = lake,
          .duckdb_table = duckdb_table_name(table.name),
          .stop = stop_token(),
          .progress = progress_,
          .query_id = next_query_id(),
          .session_id = session_id_,
          .spool = shared_.spool,
          .noted_in = noted_in_,
          .ask_aside = [this](const std::string& sql) {
            return duck::rows(shared_.connect().get(), sql);
          }};
}

void EmbeddedSession::restore_loads() {
  values_.last_copy_id = restore_.values.last_copy_id;
  values_.last_copy_count = restore_.values.last_copy_count;
  values_.last_unload_id = restore_.values.last_unload_id;
  values_.last_unload_count = restore_.values.last_unload_count;
  publish_values();
}

Result EmbeddedSession::copy(const sql::CopyStatement& statement) {
  const TableShape table = catalog_.shape_of(statement.table);
  const auto lake = lake_of(shared_.lake, statement, stop_token());
  const CopyContext context = copy_context(table, *lake);
  const std::vector<std::string> locks =
      table.temporary ? std::vector<std::string>{} : std::vector{to_string(table.name)};
  LoadOutcome outcome;
  std::optional<Error> failure;
  try {
    in_own_transaction(locks, [&] {
      const CopyEncodings encodings(connection_.get(), statement, table, context.duckdb_table);
      transaction_.note({}, locks);
      outcome = run_copy(statement, context);
      if (outcome.error) throw *outcome.error;
      encodings.choose();
      if (!outcome.columns_with_trailing_blanks.empty() &&
          catalog_.remember_blanks(statement.table, &outcome.columns_with_trailing_blanks))
        definitions_changed_ = true;
    });
  } catch (const Error& error) {
    failure = error;
    outcome.error = error;  // also when the commit failed after a load that went well
  }
  // On a connection of its own: what went wrong must stay when the rows do not.
  record_outcome(shared_.connect().get(), outcome);
  if (outcome.began) {
    values_.last_copy_id = outcome.query_id;
    values_.last_copy_count = outcome.rows_loaded;
    publish_values();
  }
  if (failure) throw *failure;
  return result_of(outcome);
}

Result EmbeddedSession::unload(const sql::Statement& statement,
                               const sql::UnloadStatement& unload) {
  const sql::Statement query = query_of(statement, unload);
  const auto lake = lake_of(shared_.lake, unload, stop_token());
  UnloadOutcome outcome;
  in_own_transaction({}, [&] {
    const sql::Step step = sql::translate_query(query, catalog_);
    const auto place_of = [&](std::size_t position) {
      return sql::place_of(query, step.source_of(position));
    };
    outcome = run_unload(unload, {.connection = connection_.get(),
                                  .lake = *lake,
                                  .query = step.sql,
                                  .place_of = place_of,
                                  .spool = shared_.spool,
                                  .stop = stop_token(),
                                  .progress = progress_,
                                  .query_id = next_query_id(),
                                  .session_id = session_id_});
  });
  record_unload(shared_.connect().get(), outcome);
  values_.last_unload_id = outcome.query_id;
  values_.last_unload_count = outcome.rows;
  publish_values();
  return {.tag = "UNLOAD",
          .affected_rows = outcome.rows,
          .notices = outcome.notices,
          .read_bytes = static_cast<std::int64_t>(outcome.bytes),
          .files = static_cast<std::int64_t>(outcome.files.size())};
}

}  // namespace darties
