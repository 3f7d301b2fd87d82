#include "base/log.h"

#include <gmock/gmock.h>

namespace darties {
namespace {

using testing::EndsWith;
using testing::MatchesRegex;

TEST(Log, WritesAFixedSentenceThenNamesAndValues) {
  std::vector<std::string> lines;
  Log log({.level = LogLevel::kInfo});
  log.redirect([&](std::string_view line) { lines.emplace_back(line); });
  log.room("lake").info("copied rows={} table={}", 48, "staging_v_fours");
  log.room("lake").debug("not shown");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_THAT(lines[0], MatchesRegex("[0-9]+-[0-9]+-[0-9]+T[0-9:]+\\.[0-9]+Z info lake: copied "
                                     "rows=48 table=staging_v_fours\n"));
}

TEST(Log, TaskLinesCarryRunAndTask) {
  std::vector<std::string> lines;
  Log log({});
  log.redirect([&](std::string_view line) { lines.emplace_back(line); });
  log.room("pipeline").for_task("20181130-1", "users").warn("retries try={}", 2);
  EXPECT_THAT(lines.at(0), EndsWith("retries try=2 run=20181130-1 task=users\n"));
}

TEST(Log, KeepsATasksLinesWhateverTheLevelShown) {
  std::vector<LogRecord> kept;
  Log log({.level = LogLevel::kOff});
  const Logger logger =
      log.room("pipeline").also_to([&](const LogRecord& record) { kept.push_back(record); });
  logger.debug("detail");
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].text, "detail");
}

TEST(Log, ADefaultLoggerWritesNowhere) { Logger().error("nobody hears"); }

}  // namespace
}  // namespace darties
