#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <thread>

#include "fakes/temporary_folder.h"
#include "warehouse/engines/embedded/embedded_engine.h"

namespace darties {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class ConcurrencyTest : public testing::Test {
 protected:
  TemporaryFolder folder_;
  Lake lake_{{}};
  std::unique_ptr<Engine> engine_ = open_embedded_engine(
      {.warehouse = folder_.path() / "warehouse.duckdb"}, lake_, system_clock());
};

TEST_F(ConcurrencyTest, LetsWritersOfOneTableWaitForEachOther) {
  engine_->connect()->execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (0)");
  constexpr int kWriters = 6;
  constexpr int kRounds = 10;
  {
    std::vector<std::jthread> writers;
    for (int i = 0; i < kWriters; ++i) {
      writers.emplace_back([this] {
        const auto session = engine_->connect();
        for (int round = 0; round < kRounds; ++round) session->execute("UPDATE t SET a = a + 1");
      });
    }
  }
  EXPECT_THAT(engine_->connect()->execute("SELECT a FROM t").rows,
              ElementsAre(Row{std::to_string(kWriters * kRounds)}));
}

TEST_F(ConcurrencyTest, MakesTheSecondTransactionSeeWhatTheFirstCommitted) {
  const auto first = engine_->connect();
  const auto second = engine_->connect();
  first->execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (1)");
  first->execute("BEGIN; UPDATE t SET a = 2");
  auto waiting = std::async(std::launch::async, [&] {
    second->execute("BEGIN");
    second->execute("UPDATE t SET a = a * 10");
    second->execute("COMMIT");
  });
  EXPECT_EQ(waiting.wait_for(50ms), std::future_status::timeout);
  first->execute("COMMIT");
  waiting.get();
  EXPECT_THAT(first->execute("SELECT a FROM t").rows, ElementsAre(Row{"20"}));
}

TEST_F(ConcurrencyTest, ShowsReadersTheOldRowsUntilTheCommit) {
  const auto writer = engine_->connect();
  const auto reader = engine_->connect();
  writer->execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (1)");
  writer->execute("BEGIN; DELETE FROM t; INSERT INTO t VALUES (2), (3)");
  EXPECT_THAT(reader->execute("SELECT a FROM t").rows, ElementsAre(Row{"1"}));
  writer->execute("COMMIT");
  EXPECT_THAT(reader->execute("SELECT a FROM t ORDER BY a").rows, ElementsAre(Row{"2"}, Row{"3"}));
}

TEST_F(ConcurrencyTest, FailsOneOfTwoTransactionsThatWaitForEachOther) {
  const auto first = engine_->connect();
  const auto second = engine_->connect();
  first->execute("CREATE TABLE t (a INT); CREATE TABLE u (a INT)");
  first->execute("BEGIN; INSERT INTO t VALUES (1)");
  second->execute("BEGIN; INSERT INTO u VALUES (1)");
  // Whoever comes second closes the circle and fails; its locks go to the other one.
  const auto fails = [](Session& session, const char* statement) {
    try {
      session.execute(statement);
      return false;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUnavailable);
      return true;
    }
  };
  auto other =
      std::async(std::launch::async, [&] { return fails(*first, "INSERT INTO u VALUES (2)"); });
  const bool second_failed = fails(*second, "INSERT INTO t VALUES (2)");
  EXPECT_NE(other.get(), second_failed);
}

TEST_F(ConcurrencyTest, MakesTablesFromSeveralSessionsAtOnce) {
  {
    std::vector<std::jthread> makers;
    for (int i = 0; i < 4; ++i) {
      makers.emplace_back([this, i] {
        const auto session = engine_->connect();
        session->execute("CREATE TABLE IF NOT EXISTS shared (a INT)");
        session->execute("CREATE TABLE own_" + std::to_string(i) + " (a INT)");
        session->execute("INSERT INTO shared VALUES (1)");
      });
    }
  }
  EXPECT_THAT(engine_->connect()->execute("SELECT COUNT(*) FROM shared").rows,
              ElementsAre(Row{"4"}));
}

TEST_F(ConcurrencyTest, InterruptsAStatementThatRuns) {
  const auto session = engine_->connect();
  auto running = std::async(std::launch::async, [&] {
    session->execute_internal("SELECT count(*) FROM range(100000000000) AS r(a) WHERE a % 7 = 3");
  });
  ASSERT_EQ(running.wait_for(100ms), std::future_status::timeout);
  session->interrupt();
  try {
    running.get();
    FAIL() << "the statement went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
}

// DuckDB forgets an interrupt that comes while a statement is set up.
TEST_F(ConcurrencyTest, InterruptsAStatementAtAnyMomentOfItsBeginning) {
  for (int delay_us = 0; delay_us < 6000; delay_us += 200) {
    const auto session = engine_->connect();
    auto running = std::async(std::launch::async, [&] {
      session->execute_internal("SELECT count(*) FROM range(100000000000) AS r(a) WHERE a % 7 = 3");
    });
    std::this_thread::sleep_for(std::chrono::microseconds(delay_us));
    session->interrupt();
    ASSERT_THROW(running.get(), Error) << "after " << delay_us << " microseconds";
  }
}

TEST_F(ConcurrencyTest, EndsAStatementWhoseRowsNobodyTakes) {
  class Refusing : public RowSink {
   public:
    void columns(const std::vector<ColumnInfo>&) override {}
    void row(const Row&) override { throw Error(ErrorKind::kInvalid, "enough"); }
  };
  Refusing sink;
  const auto session = engine_->connect();
  session->execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (2)");
  EXPECT_THROW(session->execute("SELECT a FROM t", {}, &sink), Error);
  EXPECT_THAT(session->execute("SELECT COUNT(*) FROM t").rows, ElementsAre(Row{"2"}));
}

// Two processes want the same new warehouse: one makes it, the other waits and finds it.
TEST(Processes, OpenOneWarehouseAfterTheOther) {
  const TemporaryFolder folder;
  const auto work = [&folder] {
    Lake lake({});
    const auto engine = open_embedded_engine({.warehouse = folder.path() / "warehouse.duckdb"},
                                             lake, system_clock());
    engine->connect()->execute("CREATE TABLE IF NOT EXISTS t (a INT); INSERT INTO t VALUES (1)");
  };
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    children.push_back(fork());
    if (children.back() == 0) {
      work();
      _exit(0);
    }
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  Lake lake({});
  const auto engine =
      open_embedded_engine({.warehouse = folder.path() / "warehouse.duckdb"}, lake, system_clock());
  EXPECT_THAT(engine->connect()->execute("SELECT COUNT(*) FROM t").rows, ElementsAre(Row{"4"}));
}

}  // namespace
}  // namespace darties
