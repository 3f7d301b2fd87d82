#include "source/formats/xlsx/shared_strings.h"

#include <gtest/gtest.h>

namespace darties::xlsx {
namespace {

std::string text_of(std::uint64_t i) {
  return i % 97 == 0 ? std::string(i % 9000, 'x') : "text number " + std::to_string(i);
}

void expect_all(const SharedStrings& strings, std::uint64_t count) {
  SharedStrings::Cursor cursor;
  TextArena arena;
  for (std::uint64_t i = 0; i < count; ++i) {
    ASSERT_EQ(strings.get(i, cursor, arena), text_of(i)) << i;
    arena.clear();
  }
  for (std::uint64_t i = count; i-- > 0;) {
    ASSERT_EQ(strings.get(i * 7919 % count, cursor, arena), text_of(i * 7919 % count)) << i;
    arena.clear();
  }
}

TEST(SharedStrings, StayInMemoryWhileTheyAreFew) {
  SharedStrings strings;
  for (std::uint64_t i = 0; i < 3000; ++i) strings.add(text_of(i));
  strings.finish();
  EXPECT_FALSE(strings.is_spilled());
  EXPECT_EQ(strings.size(), 3000);
  expect_all(strings, 3000);
}

TEST(SharedStrings, MoveToAFileWhenTheyAreMany) {
  SharedStrings strings(10'000);
  for (std::uint64_t i = 0; i < 20'000; ++i) strings.add(text_of(i));
  strings.finish();
  EXPECT_TRUE(strings.is_spilled());
  EXPECT_EQ(strings.size(), 20'000);
  expect_all(strings, 20'000);
}

TEST(SharedStrings, MayBeEmpty) {
  SharedStrings none;
  none.finish();
  EXPECT_EQ(none.size(), 0);
  SharedStrings blanks(0);
  for (int i = 0; i < 100; ++i) blanks.add("");
  blanks.finish();
  SharedStrings::Cursor cursor;
  TextArena arena;
  EXPECT_EQ(blanks.get(99, cursor, arena), "");
}

TEST(SharedStrings, KeepTheTextsOfARowWhileItIsRead) {
  SharedStrings strings(0);
  for (std::uint64_t i = 0; i < 500; ++i) strings.add(text_of(i));
  strings.finish();
  SharedStrings::Cursor cursor;
  TextArena arena;
  std::vector<std::string_view> row;
  for (std::uint64_t i = 0; i < 500; ++i) row.push_back(strings.get(i, cursor, arena));
  for (std::uint64_t i = 0; i < 500; ++i) EXPECT_EQ(row[i], text_of(i));
}

}  // namespace
}  // namespace darties::xlsx
