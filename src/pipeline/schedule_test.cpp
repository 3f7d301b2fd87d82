#include "pipeline/schedule.h"

#include <gtest/gtest.h>

namespace darties {
namespace {

std::string refusal(std::string_view text) {
  try {
    expect_schedule(text, {.file = "p.yml", .line = 2, .column = 11});
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Schedule, TakesCronAndPresets) {
  for (const char* good : {"@daily", "@midnight", "0 7 * * *", "*/15 0-6,22 1 jan,7 mon-fri",
                           "0 2 * * SUN", "5/10 * * * 7"}) {
    EXPECT_EQ(refusal(good), "") << good;
  }
}

TEST(Schedule, NamesThePresetThatWasMeant) {
  const std::string said = refusal("@dayly");
  EXPECT_EQ(said.substr(0, 11), "p.yml:2:11:") << said;
  EXPECT_NE(said.find("did you mean '@daily'?"), std::string::npos) << said;
}

TEST(Schedule, RefusesFieldsThatNoClockShows) {
  EXPECT_NE(refusal("60 7 * * *").find("'60' is no minute (from 0 to 59"), std::string::npos);
  EXPECT_NE(refusal("0 24 * * *").find("'24' is no hour"), std::string::npos);
  EXPECT_NE(refusal("0 7 0 * *").find("'0' is no day of the month"), std::string::npos);
  EXPECT_NE(refusal("0 7 * foo *").find("'foo' is no month"), std::string::npos);
  EXPECT_NE(refusal("0 7 * * 5-1").find("'5-1' is no day of the week"), std::string::npos);
  EXPECT_NE(refusal("0 7 */0 * *").find("'*/0'"), std::string::npos);
  EXPECT_NE(refusal("0 7 * *").find("write five fields of cron"), std::string::npos);
  EXPECT_NE(refusal("every day").find("not a schedule"), std::string::npos);
}

}  // namespace
}  // namespace darties
