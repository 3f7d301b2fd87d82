#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "fakes/row_dump.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

using testing::ElementsAre;

std::vector<std::string> read(std::string_view text, const TextOptions& options = {}) {
  TemporaryFolder folder;
  const auto workbook = open_workbook(folder.put("events.jsonl", text), options);
  return dump(*workbook->read(0, {}));
}

std::string refusal(std::string_view text, const TextOptions& options = {}) {
  try {
    read(text, options);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(JsonLines, HaveTheColumnsOfAllTheirObjects) {
  EXPECT_THAT(read("{\"a\":1,\"b\":\"x\"}\n\n{\"c\":true,\"a\":2}\n"),
              ElementsAre("1:a number 1 | 1:b text x", "3:a number 2 | 3:c boolean true"));
}

TEST(JsonLines, KeepNumbersAsTheyAreWritten) {
  EXPECT_THAT(
      read("{\"a\":20.30,\"b\":12345678901234567890123,\"c\":1e3}"),
      ElementsAre("1:a number 20.30 | 1:b number 12345678901234567890123 | 1:c number 1e3"));
}

TEST(JsonLines, LeaveOutNullsAndKeepNestedValuesAsText) {
  EXPECT_THAT(read("{\"a\":null,\"b\":[1,2],\"c\":{\"d\":\"e\"}}\r\n"),
              ElementsAre(R"(1:b text [1,2] | 1:c text {"d":"e"})"));
}

TEST(JsonLines, SayWhichLineIsCutInHalf) {
  EXPECT_THAT(refusal("{\"a\":1}\n{\"a\":"), testing::StartsWith("events.jsonl:2: broken JSON: "));
}

TEST(JsonLines, AreObjectsAndNothingElse) {
  EXPECT_EQ(refusal("{}\n[1]\n"), "events.jsonl:2: not a JSON object ({...})");
  EXPECT_EQ(refusal("[[{}]]"), "events.jsonl:1: not a JSON object ({...})");
  EXPECT_EQ(refusal("{\"a\":1,\"a\":2}\n"), "events.jsonl:1: key 'a' comes twice");
  EXPECT_EQ(refusal("{\"a\":\"\xE9\"}\n"), "events.jsonl:1: bytes that are not UTF-8");
}

TEST(JsonLines, AreCheckedToTheirInnermostValue) {
  EXPECT_EQ(refusal("{\"a\":1}\n{\"t\":[1 true]}\n"),
            "events.jsonl:2: broken JSON: at character 9 of the value: 'true]}'");
  for (const auto* text : {"{\"t\":[1,]}", "{\"t\":{\"u\":01}}", "{\"t\":[\"\\x\"]}", "{\"t\":nul}",
                           "{\"t\":[1}", "{\"t\":1,}", "{\"t\" 1}", "{\"t\":\"\\ud83d\"}"}) {
    EXPECT_THAT(refusal(text), testing::HasSubstr("broken JSON")) << text;
  }
}

TEST(Json, IsAListOfObjectsOrObjectsOverManyLines) {
  const auto rows = ElementsAre("1:a number 1", "3:a number 2 | 3:b text x");
  EXPECT_THAT(read("[{\"a\":1},\n\n {\"a\":2,\n  \"b\":\"x\"} ]\n"), rows);
  EXPECT_THAT(read("{\"a\":1}\n\n{\n\"a\":2,\n  \"b\":\"x\"\n}\n"), rows);
  EXPECT_THAT(read("{\"a\":1}{\"a\":2}"), ElementsAre("1:a number 1", "1:a number 2"));
  EXPECT_THAT(read("[]"), ElementsAre());
  EXPECT_THAT(read("{\"a\":\"]}\\\"{\"}"), ElementsAre("1:a text ]}\"{"));
}

TEST(Json, SaysWhereAListIsBroken) {
  EXPECT_THAT(refusal("[{\"a\":1}\n{\"a\":2}]"), testing::HasSubstr(":2: broken JSON"));
  EXPECT_THAT(refusal("[{\"a\":1},]"), testing::HasSubstr("broken JSON"));
  EXPECT_THAT(refusal("[{\"a\":1}"), testing::HasSubstr("a list that is never closed"));
}

TEST(Json, FindsRecordsByTheirPath) {
  EXPECT_THAT(
      read("{\"id\":7,\"lines\":[{\"sku\":\"A\"},{\"sku\":\"B\",\"q\":2}],\"n\":{}}\n"
           "{\"id\":8,\"lines\":[]}",
           {.records = "lines"}),
      ElementsAre("1:sku text A | 1:id number 7", "1:sku text B | 1:id number 7 | 1:q number 2"));
  EXPECT_THAT(read("{\"data\":{\"on\":\"d\",\"rates\":{\"x\":1}}}", {.records = "data/rates"}),
              ElementsAre("1:x number 1 | 1:on text d"));
}

// What an object above is called must not depend on whether each record has a value of that name.
TEST(Json, TellsWhatRecordsHaveFromWhatStandsAboveThem) {
  EXPECT_THAT(read("{\"id\":7,\"lines\":[{\"id\":1},{\"q\":2}]}", {.records = "lines"}),
              ElementsAre("1:id number 1 | 1:/id number 7", "1:/id number 7 | 1:q number 2"));
}

TEST(Json, SaysThatNothingIsAtThePath) {
  EXPECT_THAT(refusal("{\"a\":1}", {.records = "b"}), testing::HasSubstr("no records at 'b'"));
  EXPECT_THAT(refusal("{\"a\":1}", {.records = "a"}), testing::HasSubstr("not a JSON object"));
}

TEST(Json, BoundsItsColumnsAndCells) {
  std::string keys;
  for (int i = 0; i < 20'000; ++i) keys += "{\"k" + std::to_string(i) + "\":1}\n";
  EXPECT_EQ(refusal(keys), "events.jsonl:16385: more than 16384 different keys in the records");
  std::string above = "{";
  for (int i = 0; i < 3'000; ++i) above += "\"k" + std::to_string(i) + "\":1,";
  std::string records = "{}";
  for (int i = 0; i < 3'000; ++i) records += ",{}";
  EXPECT_THAT(refusal(above + "\"r\":[" + records + "]}", {.records = "r"}),
              testing::HasSubstr("more than 4000000 cells"));
}

}  // namespace
}  // namespace darties
