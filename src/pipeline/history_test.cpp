#include "pipeline/history.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fakes/fake_clock.h"
#include "fakes/temporary_folder.h"
#include "pipeline/history_schema.h"
#include "pipeline/run_lock.h"
#include "pipeline/run_repair.h"
#include "pipeline/task_log.h"

namespace darties {
namespace {

RunRecord make_run(const std::string& id, RunState state, int second) {
  return {.run_id = id,
          .dag = "sparkify",
          .ds = "2018-11-30",
          .state = state,
          .started = Clock::TimePoint(std::chrono::seconds(second)),
          .pid = 1};
}

TEST(History, GivesBackWhatWasPutIn) {
  const TemporaryFolder folder;
  const auto history = History::open(folder / "history.db");
  history->put(make_run("r1", RunState::kRunning, 1));
  history->put(make_run("r1", RunState::kSuccess, 1));
  history->put(TryRecord{.run_id = "r1",
                         .task = "a",
                         .try_number = 2,
                         .state = TaskState::kFailed,
                         .figures = {.rows_read = 7, .rows_rejected = 2},
                         .error_kind = "invalid",
                         .error = "bad"});
  history->put_check("r1", {.task = "checks",
                            .result = {.name = "c",
                                       .severity = Severity::kWarn,
                                       .offending = 3,
                                       .columns = {"x"},
                                       .rows = {{Value("1")}, {Value()}}}});
  history->put_log("r1", {.task = "a", .try_number = 2, .level = "info", .text = "loaded rows=7"});
  history->put_reject(
      "r1",
      {.task = "a", .reject = {.workbook = "w.xlsx", .sheet = "s", .cell = "H24", .value = "&"}});
  ASSERT_EQ(history->runs({}).size(), 1U);
  EXPECT_EQ(history->run("last").state, RunState::kSuccess);
  EXPECT_EQ(history->tries("r1").at(0).figures.rows_read, 7);
  EXPECT_EQ(history->tries("r1").at(0).state, TaskState::kFailed);
  const CheckResult check = history->checks("r1").at(0).result;
  EXPECT_EQ(check.offending, 3);
  EXPECT_EQ(check.rows.at(0).at(0), "1");
  EXPECT_FALSE(check.rows.at(1).at(0).has_value());
  EXPECT_EQ(history->logs("r1").at(0).text, "loaded rows=7");
  EXPECT_EQ(history->rejects("r1").at(0).reject.cell, "H24");
}

TEST(History, KeepsTheChecksOfTheLastTry) {
  const TemporaryFolder folder;
  const auto history = History::open(folder / "history.db");
  for (const int number : {1, 2}) {
    history->put(TryRecord{.run_id = "r", .task = "checks", .try_number = number});
    history->put_check(
        "r",
        {.task = "checks", .try_number = number, .result = {.name = "c", .offending = 2 - number}});
  }
  history->put_check("r", {.task = "other", .result = {.name = "d"}});
  const auto checks = history->checks("r");
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_EQ(checks[0].try_number, 2);
  EXPECT_EQ(checks[0].result.offending, 0);
  EXPECT_EQ(checks[1].task, "other");
}

TEST(TaskLog, KeepsTheFirstLinesAndTheLast) {
  const TemporaryFolder folder;
  const auto history = History::open(folder / "history.db");
  const std::size_t written = TaskLog::kFirstLines + TaskLog::kLastLines + 25;
  {
    TaskLog log(*history, "r");
    for (std::size_t i = 1; i <= written; ++i)
      log.add({.task = "a", .level = "info", .text = std::to_string(i)});
  }
  const auto rows = history->logs("r");
  ASSERT_EQ(rows.size(), TaskLog::kFirstLines + 1 + TaskLog::kLastLines);
  EXPECT_EQ(rows[TaskLog::kFirstLines - 1].text, "4000");
  EXPECT_EQ(rows[TaskLog::kFirstLines].text,
            "25 lines were not kept: the first 4,000 and the last 1,000 of a task are");
  EXPECT_EQ(rows[TaskLog::kFirstLines + 1].text, "4026");
  EXPECT_EQ(rows.back().text, std::to_string(written));
}

TEST(RunLock, IsHeldWhileAProgramThatInheritedItLives) {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    const RunLock lock = RunLock::take(folder.path(), "r");
    ::fcntl(lock.descriptor(), F_SETFD, 0);
    ::execlp("sleep", "sleep", "60", nullptr);
    ::_exit(1);
  }
  for (int i = 0; i < 1000 && !RunLock::is_held(folder.path(), "r"); ++i) ::usleep(5'000);
  EXPECT_TRUE(RunLock::is_held(folder.path(), "r"));
  EXPECT_EQ(RunLock::holders(folder.path(), "r"), std::vector<pid_t>{child});
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_FALSE(RunLock::is_held(folder.path(), "r"));
}

TEST(History, IsThereAgainWhenItIsOpenedAgain) {
  const TemporaryFolder folder;
  { History::open(folder / "history.db")->put(make_run("r1", RunState::kSuccess, 1)); }
  EXPECT_EQ(History::open_to_read(folder / "history.db")->runs({}).size(), 1U);
  EXPECT_EQ(History::open_to_read(folder / "other.db"), nullptr);
}

TEST(History, FindsARunByPartOfItsId) {
  const TemporaryFolder folder;
  const auto history = History::open(folder / "history.db");
  history->put(make_run("20181130-070000-aaaa", RunState::kSuccess, 1));
  history->put(make_run("20181130-080000-bbbb", RunState::kSuccess, 2));
  EXPECT_EQ(history->run("bbbb").run_id, "20181130-080000-bbbb");
  EXPECT_EQ(history->run("20181130-07").run_id, "20181130-070000-aaaa");
  EXPECT_THROW(history->run("20181130"), Error);
  EXPECT_THROW(history->run("zzz"), Error);
}

TEST(History, KeepsTheNewestRunsOfEachPipelineAndTheRunningOnes) {
  const TemporaryFolder folder;
  const auto history = History::open(folder / "history.db");
  history->put(make_run("r0", RunState::kRunning, 0));
  for (int i = 1; i <= 5; ++i)
    history->put(make_run("r" + std::to_string(i), RunState::kSuccess, i));
  history->put_log("r1", {.task = "a", .text = "x"});
  history->retain(2);
  const auto runs = history->runs({});
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(runs[0].run_id, "r5");
  EXPECT_EQ(runs[2].run_id, "r0");
  EXPECT_TRUE(history->logs("r1").empty());
}

TEST(History, RefusesAFileOfANewerDarties) {
  const TemporaryFolder folder;
  {
    SqliteDatabase database(folder / "history.db", SqliteDatabase::Access::kWrite);
    database.execute_script("PRAGMA user_version = 99");
  }
  try {
    History::open(folder / "history.db");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
    EXPECT_NE(error.message().find("format_version 99"), std::string::npos);
  }
}

TEST(History, RefusesAFileThatIsNoDatabase) {
  const TemporaryFolder folder;
  const auto file = folder.put("history.db", std::string(5000, 'x'));
  try {
    History::open(file);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
  }
}

TEST(RunRepair, MarksRunsWhoseProcessIsGone) {
  const TemporaryFolder folder;
  FakeClock clock;
  const auto history = History::open(folder / "history.db");
  history->put(make_run("dead", RunState::kRunning, 1));
  history->put(TryRecord{.run_id = "dead", .task = "a", .state = TaskState::kRunning});
  history->put(make_run("alive", RunState::kRunning, 2));
  const RunLock lock = RunLock::take(folder.path(), "alive");
  EXPECT_EQ(mark_interrupted_runs(*history, folder.path(), clock), 1U);
  EXPECT_EQ(history->run("dead").state, RunState::kInterrupted);
  EXPECT_EQ(history->run("alive").state, RunState::kRunning);
  EXPECT_EQ(history->tries("dead").at(0).state, TaskState::kCancelled);
}

TEST(RunRepair, BelievesTheWarehouseMoreThanTheHistory) {
  const TemporaryFolder folder;
  const auto history = History::open(folder / "history.db");
  history->put(TryRecord{
      .run_id = "r", .task = "a", .state = TaskState::kCancelled, .error = "the process ended"});
  repair_tries(*history, "r", {"a", "b"});
  const auto tries = history->tries("r");
  ASSERT_EQ(tries.size(), 2U);
  EXPECT_EQ(tries[0].state, TaskState::kSuccess);
  EXPECT_EQ(tries[0].error, "");
  EXPECT_EQ(tries[1].task, "b");
}

TEST(RunLock, IsHeldAsLongAsItLives) {
  const TemporaryFolder folder;
  EXPECT_FALSE(RunLock::is_held(folder.path(), "r"));
  {
    const RunLock lock = RunLock::take(folder.path(), "r");
    EXPECT_TRUE(RunLock::is_held(folder.path(), "r"));
    EXPECT_THROW(RunLock::take(folder.path(), "r"), Error);
  }
  EXPECT_FALSE(RunLock::is_held(folder.path(), "r"));
}

}  // namespace
}  // namespace darties
