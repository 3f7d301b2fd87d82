#include <gtest/gtest.h>

#include "base/http/http_client.h"

namespace darties {
namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;

Lines lines_of(const HttpHeaders& headers) { return {headers.begin(), headers.end()}; }

TEST(HttpHeaders, AreFoundWithoutLetterCase) {
  HttpHeaders headers;
  headers.add("Content-Type", "text/csv");
  EXPECT_EQ(headers.text("content-type"), "text/csv");
  EXPECT_EQ(headers.text("content-length"), "");
  EXPECT_EQ(headers.find("content-length"), nullptr);
}

TEST(HttpHeaders, SettingReplacesAllLinesOfThatName) {
  HttpHeaders headers;
  headers.add("Via", "a");
  headers.add("Date", "today");
  headers.add("via", "b");
  headers.set("VIA", "c");
  EXPECT_EQ(lines_of(headers), (Lines{{"Via", "c"}, {"Date", "today"}}));
  headers.set("Age", "1");
  EXPECT_EQ(headers.text("age"), "1");
}

TEST(HttpHeaders, RemovingTakesAllLinesOfThatName) {
  HttpHeaders headers;
  headers.add("Via", "a");
  headers.add("via", "b");
  headers.remove("vIA");
  headers.remove("absent");
  EXPECT_EQ(lines_of(headers), Lines{});
}

}  // namespace
}  // namespace darties
