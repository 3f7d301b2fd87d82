#include "sql/functions/json_text.h"

#include <gtest/gtest.h>

#include <array>

#include "base/error.h"
#include "base/text.h"

namespace darties::sql {
namespace {

std::optional<std::string> at(std::string_view json, std::string_view key) {
  return json_path_text(json, std::array{key});
}

TEST(JsonPathText, ReturnsStringsWithoutEscapes) {
  EXPECT_EQ(at(R"({"a" : "\u00e9\n\ud83d\ude00"})", "a"), "é\n😀");
  EXPECT_EQ(at(R"({"a\"b":1})", "a\"b"), "1");
  EXPECT_EQ(at(R"({"a":[1, 2]})", "a"), "[1, 2]");
  EXPECT_EQ(at(R"({"a":"\ud83d"})", "a"), "\xef\xbf\xbd");
}

TEST(JsonPathText, ChecksTheWholeText) {
  EXPECT_THROW(at(R"({"a":1,})", "a"), Error);
  EXPECT_THROW(at(R"({"a":1} 2)", "a"), Error);
  EXPECT_THROW(at(R"({"a":01})", "a"), Error);
  EXPECT_THROW(at("", "a"), Error);
  EXPECT_THROW(at("{\"a\":\"\x01\"}", "a"), Error);
  EXPECT_THROW(at(R"({"a":"\x"})", "a"), Error);
}

TEST(JsonKind, IsNoneForHalfAText) {
  EXPECT_EQ(json_kind(" [1, -2.5e+3] "), JsonKind::kArray);
  EXPECT_EQ(json_kind("nul"), std::nullopt);
  EXPECT_EQ(json_kind("[1"), std::nullopt);
  EXPECT_EQ(json_kind("\"a"), std::nullopt);
  EXPECT_EQ(json_kind(std::string(5000, '[')), std::nullopt);
}

TEST(JsonParse, TakesBlanksAwayOutsideOfStrings) {
  EXPECT_EQ(json_parse(" { \"a b\" : [ 1 , { } ] } "), R"({"a b":[1,{}]})");
  EXPECT_THROW(json_parse(R"([{"a":1,"a":2}])"), Error);
}

TEST(JsonWithNames, LeavesValues) {
  EXPECT_EQ(json_with_names(R"({"A":"B","C":[{"D":"E"}]})", lower_ascii),
            R"({"a":"B","c":[{"d":"E"}]})");
}

}  // namespace
}  // namespace darties::sql
