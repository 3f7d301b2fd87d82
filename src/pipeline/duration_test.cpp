#include "pipeline/duration.h"

#include <gtest/gtest.h>

namespace darties {
namespace {

TEST(Duration, ReadsNumbersWithUnits) {
  EXPECT_EQ(parse_duration("500ms").count(), 500);
  EXPECT_EQ(parse_duration("30s").count(), 30'000);
  EXPECT_EQ(parse_duration("10m").count(), 600'000);
  EXPECT_EQ(parse_duration("1h30m").count(), 5'400'000);
  EXPECT_EQ(parse_duration("2d").count(), 172'800'000);
  EXPECT_EQ(parse_duration("0").count(), 0);
}

TEST(Duration, RefusesTheRest) {
  for (const char* text :
       {"", "30", "s", "-5s", "5 s", "1y", "99999999999999999999s", "9999999d", "5s!"}) {
    EXPECT_THROW(parse_duration(text), Error) << text;
  }
}

TEST(Duration, SaysWhatIsTooLong) {
  for (const char* text : {"400d", "9999999d", "366d1ms", "99999999999999999999s"}) {
    try {
      parse_duration(text, {.file = "p.yml", .line = 3, .column = 7});
      FAIL() << text;
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()),
                fmt::format("p.yml:3:7: {} is too long: at most 366d", text));
    }
  }
  EXPECT_EQ(parse_duration("366d").count(), 366LL * 86'400'000);
}

}  // namespace
}  // namespace darties
