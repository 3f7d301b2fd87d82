#include "source/cell_range.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace darties {
namespace {

TEST(CellAddress, IsReadAsExcelWritesIt) {
  EXPECT_EQ(parse_cell_address("H24"), (CellAddress{24, 8}));
  EXPECT_EQ(parse_cell_address("$AA$1"), (CellAddress{1, 27}));
  EXPECT_EQ(parse_cell_address("XFD1048576"), (CellAddress{1048576, 16384}));
}

TEST(CellAddress, EndsWhereASheetEnds) {
  for (const auto text : {"XFE1", "A1048577", "A0", "24H", "H", "24", "", "A1B", "ZZZZ1"}) {
    EXPECT_FALSE(parse_cell_address(text)) << text;
  }
}

TEST(CellAddress, GivesTheLettersOfAColumn) {
  EXPECT_EQ(column_letters(1), "A");
  EXPECT_EQ(column_letters(26), "Z");
  EXPECT_EQ(column_letters(27), "AA");
  EXPECT_EQ(column_letters(702), "ZZ");
  EXPECT_EQ(column_letters(703), "AAA");
  EXPECT_EQ(column_letters(16384), "XFD");
  EXPECT_EQ(to_string(CellAddress{24, 8}), "H24");
}

TEST(CellRange, IsReadInAllItsSpellings) {
  EXPECT_EQ(parse_cell_range("A1:Y49"), (CellRange{{1, 1}, {49, 25}}));
  EXPECT_EQ(parse_cell_range("Y49:A1"), (CellRange{{1, 1}, {49, 25}}));
  EXPECT_EQ(parse_cell_range("B:C"), (CellRange{{1, 2}, {kMaxRow, 3}}));
  EXPECT_EQ(parse_cell_range("2:49"), (CellRange{{2, 1}, {49, kMaxColumn}}));
  EXPECT_EQ(parse_cell_range("B2"), (CellRange{{2, 2}, {2, 2}}));
}

TEST(CellRange, RefusesWhatIsNoRange) {
  for (const auto text : {"", "A", "7", "A1:", ":B2", "A1:C", "A1:3", "A1:B2:C3", "foo"}) {
    EXPECT_THROW(parse_cell_range(text), Error) << text;
  }
}

}  // namespace
}  // namespace darties
