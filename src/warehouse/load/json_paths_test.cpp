#include "warehouse/load/json_paths.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace darties::load {
namespace {

TEST(JsonPaths, ReadsBothNotations) {
  EXPECT_EQ(parse_json_path("$['store']['book'][2]"), (JsonPath{"store", "book", std::size_t{2}}));
  EXPECT_EQ(parse_json_path("$.store.book[2]"), (JsonPath{"store", "book", std::size_t{2}}));
  EXPECT_EQ(parse_json_path("$"), JsonPath{});
}

TEST(JsonPaths, RefusesWhatRedshiftRefuses) {
  for (const auto* path : {"store", "$.", "$..a", "$[-1]", "$[*]", "$[0:2]", "$['a'].b", "$['a",
                           "$.a'b", "$[?(@.a)]"}) {
    EXPECT_THROW(parse_json_path(path), Error) << path;
  }
  EXPECT_THROW(parse_jsonpaths_file(R"({"jsonpaths":["$['a']","$.b"]})"), Error);
  EXPECT_THROW(parse_jsonpaths_file(R"({"jsonpaths":[""]})"), Error);
  EXPECT_THROW(parse_jsonpaths_file(R"({"jsonpaths":[1]})"), Error);
  EXPECT_THROW(parse_jsonpaths_file(R"({"jsonpaths":["$['a']"]} {})"), Error);
  EXPECT_TRUE(parse_jsonpaths_file(R"({"paths":["$['a']"]})").empty());
}

TEST(JsonPaths, GoNoDeeperThanDocuments) {
  std::string path = "$";
  for (int i = 0; i < 1000; ++i) path += ".a";
  EXPECT_EQ(parse_json_path(path).size(), 1000);
  EXPECT_THROW(parse_json_path(path + ".a"), Error);
  EXPECT_THROW(parse_json_path(path + "[0]"), Error);
}

}  // namespace
}  // namespace darties::load
