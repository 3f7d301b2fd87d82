#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "fakes/row_dump.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

using testing::ElementsAre;

std::vector<std::string> read(std::string_view text) {
  TemporaryFolder folder;
  return dump(folder.put("events.jsonl", text));
}

std::string refusal(std::string_view text) {
  try {
    read(text);
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
  EXPECT_EQ(refusal("[1]\n"), "events.jsonl:1: not a JSON object ({...})");
  EXPECT_EQ(refusal("{\"a\":1} {\"a\":2}\n"),
            "events.jsonl:1: something follows the JSON object on its line");
  EXPECT_EQ(refusal("{\"a\":1,\"a\":2}\n"), "events.jsonl:1: key 'a' comes twice");
  EXPECT_EQ(refusal("{\"a\":\"\xE9\"}\n"), "events.jsonl:1: bytes that are not UTF-8");
}

}  // namespace
}  // namespace darties
