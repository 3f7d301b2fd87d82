#include "warehouse/engines/embedded/embedded_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/temporary_folder.h"

namespace darties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class EmbeddedEngineTest : public testing::Test {
 protected:
  void open() {
    engine_ = open_embedded_engine({.warehouse = folder_.path() / "warehouse.duckdb"}, lake_,
                                   system_clock());
  }

  std::unique_ptr<Session> connect() {
    if (!engine_) open();
    return engine_->connect();
  }

  TemporaryFolder folder_;
  Lake lake_{{}};
  std::unique_ptr<Engine> engine_;
};

/// Runs the script and returns the Error it must end with.
Error error_of(Session& session, std::string_view script, const ScriptSource& source = {}) {
  try {
    session.execute(script, source);
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorKind::kBug, "no error came");
}

TEST_F(EmbeddedEngineTest, KeepsRowsFromOneProcessToTheNext) {
  connect()->execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (2)");
  engine_.reset();
  EXPECT_THAT(connect()->execute("SELECT a FROM t ORDER BY a").rows,
              ElementsAre(Row{"1"}, Row{"2"}));
}

TEST_F(EmbeddedEngineTest, ShowsValuesAsRedshiftDoes) {
  const auto session = connect();
  const Result result = session->execute(
      "SELECT true, CAST(1.50 AS DECIMAL(8,2)), CAST(0.1 AS DOUBLE PRECISION), TIMESTAMP "
      "'2018-11-21 21:56:47.796000', "
      "DATE '2018-11-21', NULL");
  EXPECT_THAT(result.rows, ElementsAre(Row{"t", "1.50", "0.1", "2018-11-21 21:56:47.796",
                                           "2018-11-21", std::nullopt}));
}

TEST_F(EmbeddedEngineTest, NamesTheUsersLineWhenAStatementIsWrong) {
  const auto session = connect();
  const Error error = error_of(*session, "SELECT 1;\nSELECT\n  nope",
                               {.file = "3_star/users.sql", .first_line = 10});
  EXPECT_EQ(error.kind(), ErrorKind::kNotFound);
  EXPECT_EQ(error.message(), "column \"nope\" does not exist");
  EXPECT_EQ(to_string(error.place().value()), "3_star/users.sql:12:3");
}

TEST_F(EmbeddedEngineTest, RefusesEverythingAfterAnErrorUntilTheTransactionEnds) {
  const auto session = connect();
  session->execute("CREATE TABLE t (a INT); BEGIN; INSERT INTO t VALUES (1)");
  error_of(*session, "SELECT nope");
  EXPECT_EQ(error_of(*session, "SELECT 1").message(),
            "current transaction is aborted, commands ignored until end of transaction block");
  EXPECT_TRUE(session->in_transaction());
  EXPECT_EQ(session->execute("COMMIT").tag, "ROLLBACK");
  EXPECT_FALSE(session->in_transaction());
  EXPECT_THAT(session->execute("SELECT COUNT(*) FROM t").rows, ElementsAre(Row{"0"}));
}

TEST_F(EmbeddedEngineTest, WarnsOfACommitWithoutTransaction) {
  const Result result = connect()->execute("COMMIT");
  EXPECT_EQ(result.tag, "COMMIT");
  EXPECT_THAT(result.notices, ElementsAre(HasSubstr("there is no transaction in progress")));
}

TEST_F(EmbeddedEngineTest, CommitsTheTransactionWithTruncate) {
  const auto session = connect();
  session->execute("CREATE TABLE t (a INT); CREATE TABLE u (a INT); INSERT INTO t VALUES (1)");
  session->execute("BEGIN; INSERT INTO u VALUES (1); TRUNCATE t");
  EXPECT_FALSE(session->in_transaction());
  session->execute("ROLLBACK");
  EXPECT_THAT(session->execute("SELECT (SELECT COUNT(*) FROM t), (SELECT COUNT(*) FROM u)").rows,
              ElementsAre(Row{"0", "1"}));
}

TEST_F(EmbeddedEngineTest, LetsUsersReadItsOwnTablesAndWritesThemItself) {
  const auto session = connect();
  session->execute("BEGIN");
  session->execute_internal(
      "INSERT INTO darties_internal.task_commits (run_id, task, committed_at) VALUES ($1, $2, "
      "now()::TIMESTAMP)",
      {"r1", "stage"});
  session->execute("COMMIT");
  EXPECT_THAT(session->execute("SELECT run_id, task FROM darties_internal.task_commits").rows,
              ElementsAre(Row{"r1", "stage"}));
  EXPECT_EQ(error_of(*session, "DELETE FROM darties_internal.task_commits").kind(),
            ErrorKind::kDenied);
}

TEST_F(EmbeddedEngineTest, ReachesNoFileOutsideItsSpool) {
  const auto session = connect();
  // The parser refuses functions in FROM already; DuckDB itself must, too.
  try {
    session->execute_internal("SELECT * FROM read_csv('/etc/passwd')");
    FAIL() << "a file outside was read";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kDenied) << error.what();
  }
}

TEST_F(EmbeddedEngineTest, StopsARunningStatementWhenInterrupted) {
  const auto session = connect();
  session->interrupt();
  EXPECT_EQ(error_of(*session, "SELECT 1").kind(), ErrorKind::kCancelled);
  session->reset();
  EXPECT_THAT(session->execute("SELECT 1").rows, ElementsAre(Row{"1"}));
}

TEST_F(EmbeddedEngineTest, GivesRowsToASinkAsTheyCome) {
  class Counter : public RowSink {
   public:
    void columns(const std::vector<ColumnInfo>& columns) override { names = columns; }
    void row(const Row&) override { ++rows; }
    std::vector<ColumnInfo> names;
    int rows = 0;
  };
  Counter counter;
  const auto session = connect();
  session->execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (2), (3)");
  const Result result = session->execute("SELECT a AS number FROM t", {}, &counter);
  EXPECT_EQ(counter.rows, 3);
  ASSERT_EQ(counter.names.size(), 1U);
  EXPECT_EQ(counter.names[0].name, "number");
  EXPECT_TRUE(result.rows.empty());
  EXPECT_EQ(result.affected_rows, 3);
}

TEST_F(EmbeddedEngineTest, TellsTheLengthsOfTextsAndPadsChar) {
  const auto session = connect();
  session->execute("CREATE TABLE t (v VARCHAR(10), c CHAR(5)); INSERT INTO t VALUES ('ab', 'ab')");
  const Result result = session->execute("SELECT v, c, v || 'xyz' AS longer, len(c) AS n FROM t");
  ASSERT_EQ(result.columns.size(), 4U);
  EXPECT_EQ(to_string(result.columns[0].type), "character varying(10)");
  EXPECT_EQ(to_string(result.columns[1].type), "character(5)");
  EXPECT_EQ(to_string(result.columns[2].type), "character varying(13)");
  EXPECT_THAT(result.rows, ElementsAre(Row{"ab", "ab   ", "abxyz", "2"}));
}

TEST_F(EmbeddedEngineTest, ExplainsAPlanLineByLine) {
  const Result result = connect()->execute("EXPLAIN SELECT 1 AS one");
  ASSERT_EQ(result.columns.size(), 1U);
  EXPECT_EQ(result.columns[0].name, "QUERY PLAN");
  EXPECT_GT(result.rows.size(), 2U);
}

TEST_F(EmbeddedEngineTest, TellsWhatItWouldRun) {
  const auto session = connect();
  EXPECT_THAT(session->explain_translation("SELECT GETDATE()"), HasSubstr("SELECT TIMESTAMP '"));
  EXPECT_THAT(session->explain_translation("COPY t FROM 's3://b/k' IAM_ROLE default CSV"),
              HasSubstr("-- COPY"));
}

}  // namespace
}  // namespace darties
