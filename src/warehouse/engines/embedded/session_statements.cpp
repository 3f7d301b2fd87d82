// PREPARE, EXECUTE, DEALLOCATE, DECLARE, FETCH, CLOSE: statements whose state is the session's own.
#include "sql/prepared.h"
#include "warehouse/engines/embedded/embedded_session.h"
#include "warehouse/engines/embedded/result_consumer.h"

namespace darties {

/// What the catalogs answer is a query like any other.
Result EmbeddedSession::show_query(const sql::Statement& statement, const sql::Parsed& parsed,
                                   RowSink* sink) {
  const sql::Statement query{std::get<sql::ShowStatement>(parsed).query, statement.offset,
                             statement.start};
  Result result = run_parsed(query, sql::parse(query), sink);
  result.tag = sql::statement_name(parsed);
  return result;
}

std::optional<Result> EmbeddedSession::run_own(const sql::Statement& statement,
                                               const sql::Parsed& parsed, RowSink* sink) {
  if (const auto* shown = std::get_if<sql::ShowStatement>(&parsed))
    return shown->query.empty() ? show(*shown, sink) : show_query(statement, parsed, sink);
  if (const auto* prepare = std::get_if<sql::PrepareStatement>(&parsed)) {
    translate(statement, parsed);  // says now what is wrong with it
    prepared_.prepare(*prepare, sql::inner_statement(statement, prepare->inner_offset));
    return Result{.tag = "PREPARE"};
  }
  if (const auto* execute = std::get_if<sql::ExecuteStatement>(&parsed))
    return run_prepared(*execute, sink);
  if (const auto* deallocate = std::get_if<sql::DeallocateStatement>(&parsed)) {
    prepared_.deallocate(*deallocate);
    return Result{.tag = "DEALLOCATE"};
  }
  if (const auto* declare = std::get_if<sql::DeclareCursorStatement>(&parsed)) {
    if (!in_transaction()) {
      throw Error(ErrorKind::kInvalid,
                  "DECLARE CURSOR may only be used in transaction blocks; write BEGIN first");
    }
    cursor_.check_can_open(declare->name);
    translate_and_run(statement, parsed, nullptr);
    cursor_.open(declare->name);
    return Result{.tag = "DECLARE CURSOR"};
  }
  if (const auto* fetch = std::get_if<sql::FetchStatement>(&parsed)) {
    Result result{.tag = "FETCH"};
    run_step(statement, {cursor_.fetch(*fetch), {}}, duck::result_consumer(result, sink), result);
    return result;
  }
  if (const auto* close = std::get_if<sql::CloseStatement>(&parsed)) {
    Result result{.tag = "CLOSE CURSOR"};
    run_step(statement, {cursor_.close(close->name), {}}, {}, result);
    return result;
  }
  return std::nullopt;
}

/// Places in the bound text are none of the user's: an error is that of the EXECUTE.
Result EmbeddedSession::run_prepared(const sql::ExecuteStatement& execute, RowSink* sink) {
  const sql::Statement bound = prepared_.bind(execute);
  try {
    return run_parsed(bound, sql::parse(bound), sink);
  } catch (const Error& error) {
    Error plain(error.kind(), "{}", error.message());
    plain.while_doing("executing the prepared statement " + execute.name);
    throw plain;
  }
}

void EmbeddedSession::close_cursor() {
  if (!cursor_.is_open()) return;
  cursor_.forget();
  duck::run_or_throw(connection_.get(), SessionCursor::drop());
}

}  // namespace darties
