#include "runner/postgres_engine.h"

#include <fmt/format.h>

#ifdef DARTIES_HAS_LIBPQ
#include <libpq-fe.h>
#endif

namespace darties::tests {

#ifdef DARTIES_HAS_LIBPQ
namespace {

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

/// What Redshift has and PostgreSQL 15 has not by itself: backslashes in texts, UTC, month before day.
constexpr auto kSettings =
    "SET standard_conforming_strings = off; SET backslash_quote = on; SET escape_string_warning = "
    "off;"
    "SET client_min_messages = error; SET timezone = 'UTC'; SET datestyle = 'ISO, MDY'; SET "
    "intervalstyle = 'postgres'";

Connection connect_to(const std::string& connection) {
  Connection opened(PQconnectdb(connection.c_str()), &PQfinish);
  if (PQstatus(opened.get()) == CONNECTION_OK) return opened;
  throw Error(ErrorKind::kUnavailable, "PostgreSQL does not answer: {}",
              PQerrorMessage(opened.get()));
}

Answer ask(PGconn* connection, const std::string& sql) {
  Answer answer(PQexec(connection, sql.c_str()), &PQclear);
  const auto status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
    return answer;
  throw Error(ErrorKind::kInvalid, "{}", PQresultErrorMessage(answer.get()));
}

class PostgresSession : public Session {
 public:
  explicit PostgresSession(Connection connection) : connection_(std::move(connection)) {
    ask(connection_.get(), kSettings);
  }

  Result execute(std::string_view script, const ScriptSource&, RowSink*) override {
    const auto answer = ask(connection_.get(), std::string(script));
    Result result;
    for (int row = 0; row < PQntuples(answer.get()); ++row)
      result.rows.push_back(row_of(answer.get(), row));
    return result;
  }

  std::string explain_translation(std::string_view script, const ScriptSource&) override {
    return std::string(script);
  }
  Result execute_internal(std::string_view, const Row&) override {
    throw Error(ErrorKind::kBug, "PostgreSQL keeps no tables of darties' own");
  }
  void interrupt() override {}
  void reset() override {}
  void on_progress(std::function<void(const Progress&)>) override {}
  void note_loaded_rows(const std::string& /*ledger*/) override {}
  bool in_transaction() const override {
    return PQtransactionStatus(connection_.get()) != PQTRANS_IDLE;
  }

 private:
  static Row row_of(const PGresult* answer, int row) {
    Row values;
    for (int column = 0; column < PQnfields(answer); ++column) {
      if (PQgetisnull(answer, row, column)) {
        values.emplace_back();
      } else {
        values.emplace_back(PQgetvalue(answer, row, column));
      }
    }
    return values;
  }

  Connection connection_;
};

class PostgresEngine : public Engine {
 public:
  explicit PostgresEngine(const std::string& connection) {
    static int count = 0;
    const auto database = fmt::format("case_{}", ++count);
    ask(connect_to(connection + " dbname=postgres").get(), "CREATE DATABASE " + database);
    connection_ = fmt::format("{} dbname={}", connection, database);
  }

  const Capabilities& capabilities() const override { return capabilities_; }
  std::unique_ptr<Session> connect() override {
    return std::make_unique<PostgresSession>(connect_to(connection_));
  }

 private:
  std::string connection_;
  Capabilities capabilities_{.enforces_keys = true};
};

}  // namespace

std::unique_ptr<Engine> open_postgres(const std::string& connection) {
  return std::make_unique<PostgresEngine>(connection);
}

#else

std::unique_ptr<Engine> open_postgres(const std::string&) {
  throw Error(ErrorKind::kUnavailable, "the runner was built without libpq: install libpq-dev");
}

#endif

}  // namespace darties::tests
