#include <gtest/gtest.h>

#include "base/error.h"
#include "base/ini.h"

namespace darties {
namespace {

constexpr std::string_view kConfig =
    "# the cluster of the team\n"
    "[AWS]\n"
    "KEY=AKIDEXAMPLE\n"
    "SECRET=\n"
    "\n"
    "[DWH]\n"
    "DWH_CLUSTER_TYPE=multi-node  \n"
    "; filled by the program\n"
    "DWH_ENDPOINT=\n"
    "DWH_ROLE_ARN = 'arn:old'\n"
    "\n"
    "[S3]\n"
    "LOG_DATA='s3://udacity-dend/log_data'\n";

std::string with(std::string_view text, std::string_view what, std::string_view replacement) {
  std::string changed(text);
  changed.replace(changed.find(what), what.size(), replacement);
  return changed;
}

TEST(IniEdit, ReplacesAValueAndNothingElse) {
  EXPECT_EQ(set_ini_value(kConfig, "DWH", "dwh_endpoint", "c.x.redshift.amazonaws.com"),
            with(kConfig, "DWH_ENDPOINT=\n", "DWH_ENDPOINT=c.x.redshift.amazonaws.com\n"));
}

TEST(IniEdit, KeepsTheQuotesThatWereThere) {
  EXPECT_EQ(set_ini_value(kConfig, "DWH", "DWH_ROLE_ARN", "arn:new"),
            with(kConfig, "'arn:old'", "'arn:new'"));
}

TEST(IniEdit, GivesTheSameTextBackWhenNothingChanges) {
  EXPECT_EQ(set_ini_value(kConfig, "DWH", "DWH_ROLE_ARN", "arn:old"), kConfig);
}

TEST(IniEdit, AddsAnOptionBehindTheLastOfItsSectionAndLikeIt) {
  EXPECT_EQ(set_ini_value(kConfig, "AWS", "TOKEN", "t"),
            with(kConfig, "SECRET=\n", "SECRET=\nTOKEN=t\n"));
  EXPECT_EQ(set_ini_value("[DWH]", "DWH", "A", "1"), "[DWH]\nA = 1\n");
}

TEST(IniEdit, AddsASectionAtTheEnd) {
  EXPECT_EQ(set_ini_value("[A]\na: 1", "B", "b", "2"), "[A]\na: 1\n\n[B]\nb = 2\n");
  EXPECT_EQ(set_ini_value("", "B", "b", "2"), "[B]\nb = 2\n");
}

TEST(IniEdit, KeepsByteOrderMarkAndLineEnds) {
  EXPECT_EQ(set_ini_value("\xEF\xBB\xBF[A]\r\na = 1\r\n", "A", "b", "2"),
            "\xEF\xBB\xBF[A]\r\na = 1\r\nb = 2\r\n");
  EXPECT_EQ(set_ini_value("[A]\r\na =\r\n", "A", "a", "2"), "[A]\r\na =2\r\n");
}

TEST(IniEdit, ReplacesAValueOfSeveralLinesWhole) {
  EXPECT_EQ(set_ini_value("[A]\na = 1\n  2\n  # why\n  3\nb = 4\n", "A", "a", "x"),
            "[A]\na = x\n  # why\nb = 4\n");
}

TEST(IniEdit, QuotesWhatWouldNotComeBack) {
  for (const std::string value : {" padded ", "'quoted'", "\"", "a = b ; c", ""}) {
    const auto entries = read_ini(set_ini_value("[A]\nb = 1\n", "A", "a", value), "f");
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[1].value, value);
  }
}

TEST(IniEdit, TakesTheSeparatorOfItsNeighbourNotItsName) {
  EXPECT_EQ(set_ini_value("[A]\nmy key =1\n", "A", "b", "2"), "[A]\nmy key =1\nb =2\n");
}

TEST(IniEdit, LeavesAloneWhatItCanNotEdit) {
  // The second [A] is a line of the value above it.
  EXPECT_THROW(set_ini_value("[B]\nb = 1\n  [A]\n[A]\n", "A", "a", "2"), Error);
}

TEST(IniEdit, RefusesAValueOfSeveralLinesAndTextThatIsNoIni) {
  EXPECT_THROW(set_ini_value(kConfig, "DWH", "A", "1\n[AWS]"), Error);
  EXPECT_THROW(set_ini_value("no option", "DWH", "A", "1"), Error);
}

}  // namespace
}  // namespace darties
