#include "base/ini.h"

#include <gtest/gtest.h>

namespace darties {
namespace {

std::string value_of(const std::vector<IniEntry>& entries, std::string_view section,
                     std::string_view option) {
  for (const auto& entry : entries) {
    if (entry.section == section && entry.option == option) return entry.value;
  }
  return "(absent)";
}

std::string complaint_about(std::string_view text) {
  try {
    read_ini(text, "dwh.cfg");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
    return error.what();
  }
  return "(accepted)";
}

TEST(Ini, ReadsTheFileOfTheReplacedStack) {
  const auto entries = read_ini(
      "[AWS]\nKEY=AKIAEXAMPLE\nSECRET=\n\n[DWH]\nDWH_CLUSTER_TYPE = multi-node\n"
      "[S3]\nLOG_DATA='s3://udacity-dend/log_data'\nLOG_JSONPATH=\"s3://udacity-dend/p.json\"\n",
      "dwh.cfg");
  EXPECT_EQ(value_of(entries, "AWS", "key"), "AKIAEXAMPLE");
  EXPECT_EQ(value_of(entries, "AWS", "secret"), "");
  EXPECT_EQ(value_of(entries, "DWH", "dwh_cluster_type"), "multi-node");
  EXPECT_EQ(value_of(entries, "S3", "log_data"), "s3://udacity-dend/log_data");
  EXPECT_EQ(value_of(entries, "S3", "log_jsonpath"), "s3://udacity-dend/p.json");
}

TEST(Ini, StripsOnlyOneMatchingPairOfQuotes) {
  const auto entries = read_ini("[A]\na=''x''\nb='x\"\nc='\n", "f");
  EXPECT_EQ(value_of(entries, "A", "a"), "'x'");
  EXPECT_EQ(value_of(entries, "A", "b"), "'x\"");
  EXPECT_EQ(value_of(entries, "A", "c"), "'");
}

TEST(Ini, TakesColonsCommentsContinuationsBomAndCrlf) {
  const auto entries = read_ini(
      "\xEF\xBB\xBF# head\r\n[A]\r\nurl: s3://b/k=v\r\n; note\r\nlong = one\r\n  "
      "two\r\nempty\t=\r\n",
      "f");
  EXPECT_EQ(value_of(entries, "A", "url"), "s3://b/k=v");
  EXPECT_EQ(value_of(entries, "A", "long"), "one\ntwo");
  EXPECT_EQ(value_of(entries, "A", "empty"), "");
}

TEST(Ini, KnowsWhereAnOptionStands) {
  const auto entries = read_ini("[A]\n\n  x = 1\n", "dwh.cfg");
  EXPECT_EQ(entries.at(0).place, (Place{"dwh.cfg", 3, 3}));
}

TEST(Ini, RefusesWhatConfigparserRefuses) {
  EXPECT_EQ(complaint_about("KEY=1\n"),
            "dwh.cfg:1:1: option 'KEY' stands before the first [SECTION]");
  EXPECT_EQ(complaint_about("[A]\nx=1\nX=2\n"), "dwh.cfg:3:1: option 'x' is already given in [A]");
  EXPECT_EQ(complaint_about("[A]\n[B]\n[A]\n"),
            "dwh.cfg:3:1: section [A] is already above: join the two");
  EXPECT_EQ(complaint_about("[A\n"), "dwh.cfg:1:1: a section is written [NAME], found: [A");
}

TEST(Ini, NeverShowsALineThatMayHoldACredential) {
  EXPECT_EQ(complaint_about("[AWS]\nwJalrXUtnFEMI\n"),
            "dwh.cfg:2:1: expected NAME = value or a [SECTION] on this line");
}

}  // namespace
}  // namespace darties
