#include "warehouse/engines/embedded/embedded_session.h"

#include <fmt/format.h>

#include <thread>

#include "sql/statement.h"
#include "warehouse/engines/embedded/declarations.h"
#include "warehouse/engines/embedded/nearest_relation.h"
#include "warehouse/engines/embedded/result_consumer.h"
#include "warehouse/engines/embedded/stored_blanks.h"
#include "warehouse/engines/embedded/type_probe.h"
#include "warehouse/engines/embedded/view_dependencies.h"
#include "warehouse/engines/embedded/warehouse_file.h"
#include "warehouse/internal_schema.h"

namespace darties {
namespace {

using State = SessionTransaction::State;

constexpr int kConflictRetries = 20;
constexpr std::chrono::milliseconds kConflictPause{5};

// Name of a table for the locks: temporary tables are the session's own and need none.
std::vector<std::string> lock_names(const std::vector<sql::QualifiedName>& tables) {
  std::vector<std::string> names;
  for (const auto& table : tables) {
    if (table.schema != kTemporarySchema) names.push_back(to_string(table));
  }
  return names;
}

// The schema a statement makes or drops, for the locks: no table has a name without a schema.
std::vector<std::string> changed_schemas(const sql::Translation& translation) {
  std::vector<std::string> names;
  for (const sql::Effect& effect : translation.effects) {
    if (const auto* created = std::get_if<sql::SchemaCreated>(&effect))
      names.push_back(created->name);
    if (const auto* dropped = std::get_if<sql::SchemaDropped>(&effect))
      names.push_back(dropped->name);
  }
  return names;
}

// The tables a statement changes: its rows, or its definition.
std::vector<sql::QualifiedName> changed_tables(const sql::Translation& translation) {
  std::vector<sql::QualifiedName> tables = translation.writes;
  for (const sql::Effect& effect : translation.effects) {
    if (const auto* created = std::get_if<sql::TableCreated>(&effect))
      tables.push_back(created->table.name);
    if (const auto* dropped = std::get_if<sql::RelationDropped>(&effect))
      tables.push_back(dropped->name);
    if (const auto* altered = std::get_if<sql::TableAltered>(&effect))
      tables.push_back(altered->old_name);
    if (const auto* view = std::get_if<sql::ViewCreated>(&effect)) tables.push_back(view->name);
  }
  return tables;
}

}  // namespace

EmbeddedSession::EmbeddedSession(duck::Connection connection, SharedState& shared)
    : connection_(std::move(connection)),
      shared_(shared),
      session_id_(++shared.last_session_id),
      catalog_(connection_.get(), settings_, cancelled_),
      transaction_(connection_.get(), shared.locks, shared.order, session_id_) {
  TypeProbe::prepare_connection(connection_.get());
  values_.backend_pid = session_id_;
  publish_values();
}

EmbeddedSession::~EmbeddedSession() { shared_.sessions.forget(connection_.get()); }

void EmbeddedSession::publish_values() { shared_.sessions.set(connection_.get(), values_); }

Result EmbeddedSession::execute(std::string_view script, const ScriptSource& source,
                                RowSink* sink) {
  Result last;
  for (const sql::Statement& statement : sql::split(script, source.file, source.first_line)) {
    last = run_statement(statement, sink);
  }
  return last;
}

Result EmbeddedSession::run_statement(const sql::Statement& statement, RowSink* sink) {
  try {
    throw_if_cancelled();
    refresh_catalog();
    return run_parsed(statement, sql::parse(statement), sink);
  } catch (Error& error) {
    error = with_nearest_relation(error, connection_.get());
    if (transaction_.state() == State::kOpen) {
      transaction_.fail();
      after_rollback();
    }
    error.at(statement.start);
    throw;
  }
}

Result EmbeddedSession::run_parsed(const sql::Statement& statement, const sql::Parsed& parsed,
                                   RowSink* sink) {
  if (const auto* control = std::get_if<sql::TransactionStatement>(&parsed))
    return control_transaction(*control);
  if (transaction_.state() == State::kAborted) {
    throw Error(ErrorKind::kInvalid,
                "current transaction is aborted, commands ignored until end of transaction block");
  }
  if (const auto* load = std::get_if<sql::CopyStatement>(&parsed)) return copy(*load);
  if (const auto* out = std::get_if<sql::UnloadStatement>(&parsed)) return unload(statement, *out);
  if (std::holds_alternative<sql::ExplainStatement>(parsed))
    return explain(statement, parsed, sink);
  if (auto own = run_own(statement, parsed, sink)) return *std::move(own);
  return run_until_won(statement, parsed, sink);
}

Result EmbeddedSession::run_until_won(const sql::Statement& statement, const sql::Parsed& parsed,
                                      RowSink* sink) {
  for (int attempt = 1;; ++attempt) {
    conflicted_ = false;
    try {
      return translate_and_run(statement, parsed, sink);
    } catch (const Error&) {
      // Alone in its transaction, a statement that lost a race is simply run again.
      const bool again =
          conflicted_ && transaction_.state() == State::kNone && attempt < kConflictRetries;
      if (!again || cancelled_) throw;
    }
    shared_.clock.sleep(kConflictPause * attempt, {});
    catalog_.forget();
  }
}

Result EmbeddedSession::translate_and_run(const sql::Statement& statement,
                                          const sql::Parsed& parsed, RowSink* sink) {
  sql::Translation translation = translate(statement, parsed);
  Result result{.tag = translation.tag, .notices = translation.notices};
  if (translation.steps.empty() && translation.effects.empty()) return result;
  std::vector<std::string> locks = lock_names(changed_tables(translation));
  for (auto& schema : changed_schemas(translation)) locks.push_back(std::move(schema));
  in_own_transaction(locks, [&] {
    // While this session waited for its locks, another one may have made or dropped what the statement is about.
    if (refresh_catalog()) {
      translation = translate(statement, parsed);
      result = {.tag = translation.tag, .notices = translation.notices};
    }
    transaction_.note(lock_names(translation.reads), lock_names(changed_tables(translation)));
    ViewDependencies dependencies(connection_.get(), catalog_);
    for (const sql::Effect& effect : translation.effects) dependencies.prepare(effect);
    const std::uint64_t noted = StoredBlanks::noted();
    run_steps(statement, translation, sink, result);
    for (const sql::Effect& effect : translation.effects) {
      apply(effect);
      dependencies.finish(effect);
    }
    remember_blanks(translation, StoredBlanks::noted() != noted);
  });
  for (const sql::Effect& effect : translation.effects) {
    if (std::holds_alternative<sql::CommitsTransaction>(effect) &&
        transaction_.state() == State::kOpen)
      commit();
  }
  return result;
}

// A table that a query made, or that took another one's rows, may hold blanks that no assignment saw.
void EmbeddedSession::remember_blanks(const sql::Translation& translation, bool noted) {
  std::vector<sql::QualifiedName> tables;
  if (noted) tables = translation.writes;
  for (const sql::Effect& effect : translation.effects) {
    if (const auto* created = std::get_if<sql::TableCreated>(&effect)) {
      if (created->columns_from_query) tables.push_back(created->table.name);
    } else if (const auto* altered = std::get_if<sql::TableAltered>(&effect)) {
      if (altered->change.action == sql::AlterTableStatement::Action::kAppend)
        tables.push_back(altered->table.name);
    }
  }
  for (const auto& table : tables) {
    if (catalog_.remember_blanks(table)) definitions_changed_ = true;
  }
}

sql::Translation EmbeddedSession::translate(const sql::Statement& statement,
                                            const sql::Parsed& parsed) {
  sql::Translation translation = sql::translate(statement, parsed, catalog_);
  if (translation.forbidden_in_transaction && transaction_.state() != State::kNone) {
    throw Error(ErrorKind::kInvalid, "{} cannot run inside a transaction block", translation.tag);
  }
  refuse_writing_internal(translation);
  return translation;
}

void EmbeddedSession::run_steps(const sql::Statement& statement,
                                const sql::Translation& translation, RowSink* sink,
                                Result& result) {
  for (const sql::Step& step : translation.steps) {
    const bool is_last = &step == &translation.steps.back();
    duck::RowConsumer consumer;
    if (is_last && translation.returns_rows)
      consumer = duck::result_consumer(result, sink, translation.result_types);
    run_step(statement, step, std::move(consumer), result);
  }
}

void EmbeddedSession::run_step(const sql::Statement& statement, const sql::Step& step,
                               duck::RowConsumer consumer, Result& result) {
  std::int64_t affected = 0;
  const bool wants_rows = consumer.chunk != nullptr;
  consumer.is_cancelled = [this] { return cancelled_.load(); };
  consumer.leave_out = step.leave_out;
  const duck::Outcome failed = duck::run(connection_.get(), step.sql, {}, consumer, &affected);
  if (!failed) {
    if (!wants_rows) result.affected_rows = affected;
    return;
  }
  conflicted_ = duck::is_conflict(*failed);
  Error error = duck::from_duckdb(*failed);
  if (failed->position) error.at(sql::place_of(statement, step.source_of(*failed->position)));
  throw error;
}

void EmbeddedSession::in_own_transaction(const std::vector<std::string>& tables,
                                         const std::function<void()>& work) {
  refuse_writing(tables);
  const bool is_own = transaction_.state() == State::kNone;
  if (!transaction_.is_running()) begin_restorable();
  try {
    transaction_.start(tables, [this] { return cancelled_.load(); });
    work();
    if (is_own) commit();
  } catch (...) {
    transaction_.fail();
    after_rollback();
    throw;
  }
}

void EmbeddedSession::refuse_writing(const std::vector<std::string>& tables) const {
  if (tables.empty() || !transaction_.is_read_only()) return;
  throw Error(ErrorKind::kInvalid, "transaction is read-only: {} can not be changed",
              tables.front());
}

void EmbeddedSession::begin_restorable() {
  restore_ = {.settings = settings_, .temporaries = catalog_.temporaries(), .values = values_};
  definitions_changed_ = false;
}

void EmbeddedSession::commit() {
  close_cursor();
  const duck::Outcome failed = transaction_.commit([this] {
    if (definitions_changed_) ++shared_.catalog_version;
  });
  if (failed) {
    conflicted_ = duck::is_conflict(*failed);
    after_rollback();
    throw duck::from_duckdb(*failed);
  }
  definitions_changed_ = false;
  if (!local_settings_.empty()) end_local_settings();
}

void EmbeddedSession::after_rollback() {
  cursor_.forget();
  settings_ = restore_.settings;
  local_settings_.clear();
  tell_duckdb_settings();
  catalog_.restore_temporaries(restore_.temporaries);
  restore_loads();
  definitions_changed_ = false;
}

Result EmbeddedSession::control_transaction(const sql::TransactionStatement& statement) {
  if (statement.action != sql::TransactionStatement::Action::kBegin)
    return end_transaction(statement);
  if (transaction_.state() == State::kAborted) {
    throw Error(ErrorKind::kInvalid,
                "current transaction is aborted, commands ignored until end of transaction block");
  }
  Result result{.tag = "BEGIN"};
  if (transaction_.state() == State::kOpen) {
    result.notices.emplace_back("WARNING:  there is already a transaction in progress");
    return result;
  }
  transaction_.begin(statement.read_only);
  begin_restorable();
  return result;
}

Result EmbeddedSession::end_transaction(const sql::TransactionStatement& statement) {
  const bool commits = statement.action == sql::TransactionStatement::Action::kCommit;
  Result result{.tag = commits ? "COMMIT" : "ROLLBACK"};
  switch (transaction_.state()) {
    case State::kNone:
      result.notices.emplace_back("WARNING:  there is no transaction in progress");
      break;
    case State::kAborted:
      result.tag = "ROLLBACK";
      transaction_.rollback();
      break;
    case State::kOpen:
      if (commits) {
        commit();
      } else {
        transaction_.rollback();
        after_rollback();
      }
      break;
  }
  return result;
}

Result EmbeddedSession::execute_internal(std::string_view sql, const Row& parameters) {
  throw_if_cancelled();
  if (transaction_.state() == State::kAborted) {
    throw Error(ErrorKind::kInvalid,
                "current transaction is aborted, commands ignored until end of transaction block");
  }
  Result result;
  in_own_transaction({}, [&] {
    std::int64_t affected = 0;
    duck::RowConsumer consumer = duck::result_consumer(result, nullptr);
    consumer.is_cancelled = [this] { return cancelled_.load(); };
    const duck::Outcome failed =
        duck::run(connection_.get(), std::string(sql), parameters, consumer, &affected);
    if (failed) throw duck::from_duckdb(*failed);
    if (result.columns.empty()) result.affected_rows = affected;
  });
  return result;
}

std::string EmbeddedSession::explain_translation(std::string_view script,
                                                 const ScriptSource& source) {
  std::string text;
  for (const sql::Statement& statement : sql::split(script, source.file, source.first_line)) {
    const sql::Parsed parsed = sql::parse(statement);
    const sql::Translation translation = sql::translate(statement, parsed, catalog_);
    if (translation.steps.empty()) {
      text += fmt::format("-- {}: done by darties itself\n", sql::statement_name(parsed));
    }
    for (const sql::Step& step : translation.steps) text += step.sql + ";\n";
  }
  return text;
}

void EmbeddedSession::interrupt() {
  cancelled_ = true;
  {
    const MutexLock lock(stop_mutex_);
    stop_.request_stop();
  }
  shared_.locks.wake();
  duckdb_interrupt(connection_.get());
}

void EmbeddedSession::reset() {
  const MutexLock lock(stop_mutex_);
  stop_ = std::stop_source();
  cancelled_ = false;
}

void EmbeddedSession::on_progress(std::function<void(const Progress&)> callback) {
  progress_ = std::move(callback);
}

bool EmbeddedSession::in_transaction() const { return transaction_.state() != State::kNone; }

void EmbeddedSession::throw_if_cancelled() const {
  if (cancelled_) throw Error(ErrorKind::kCancelled, "Query cancelled on user's request");
}

bool EmbeddedSession::refresh_catalog() {
  const std::uint64_t version = shared_.catalog_version;
  if (version == seen_catalog_version_) return false;
  seen_catalog_version_ = version;
  catalog_.forget();
  return true;
}

}  // namespace darties
