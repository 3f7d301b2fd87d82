#include "base/front_matter.h"

#include <gtest/gtest.h>

namespace darties {
namespace {

constexpr std::string_view kQuery =
    "-- One row per play: the grain is no entry.\n"
    "-- question: Which song did {first_name}\n"
    "--   play on a paid level?\n"
    "-- parameter: first_name = Lily\n"
    "\n"
    "--parameter: level = paid\n"
    "SELECT 1; -- empty: too late\n";

TEST(FrontMatter, ReadsKeysWithContinuationsAndPlaces) {
  const FrontMatter head = read_front_matter(kQuery, "q.sql");
  ASSERT_EQ(head.entries().size(), 3u);
  EXPECT_EQ(head.value("question"), "Which song did {first_name} play on a paid level?");
  EXPECT_EQ(head.all("parameter").at(1).value, "level = paid");
  EXPECT_EQ(head.all("parameter").at(1).place, (Place{"q.sql", 6, 3}));
  EXPECT_EQ(head.find("empty"), nullptr);
}

TEST(FrontMatter, IsEmptyForPlainSql) {
  EXPECT_TRUE(read_front_matter("SELECT 'a: b';", "q.sql").entries().empty());
  EXPECT_TRUE(read_front_matter("", "q.sql").entries().empty());
  EXPECT_TRUE(read_front_matter("-- see: but this Sentence: no\n", "q.sql").find("Sentence") ==
              nullptr);
}

TEST(FrontMatter, RefusesAnUnknownKeyWithTheNearestOne) {
  constexpr std::string_view kKnown[] = {"check", "severity", "threshold"};
  try {
    read_front_matter("-- check: no ghosts\n-- sevrity: warn\n", "c.sql").refuse_unknown(kKnown);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "c.sql:2:4: unknown key 'sevrity' (did you mean 'severity'?); known here: check, "
                 "severity, threshold");
  }
}

}  // namespace
}  // namespace darties
