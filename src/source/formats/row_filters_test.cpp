#include "source/formats/row_filters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "fakes/row_dump.h"

namespace darties {
namespace {

using testing::ElementsAre;

/// Rows from memory: {number, {{column, text}, ...}}.
class FixedRows final : public RowReader {
 public:
  using Rows = std::vector<std::pair<std::uint64_t, std::vector<Cell>>>;
  explicit FixedRows(Rows rows) : rows_(std::move(rows)) {}

  bool next(SourceRow& row) override {
    if (next_ == rows_.size()) return false;
    row = {.number = rows_[next_].first, .cells = rows_[next_].second};
    ++next_;
    return true;
  }
  std::string address(std::uint64_t row_number, std::uint32_t column) const override {
    return to_string(CellAddress{static_cast<std::uint32_t>(row_number), column});
  }

 private:
  Rows rows_;
  std::size_t next_ = 0;
};

std::unique_ptr<RowReader> rows(FixedRows::Rows rows) {
  return std::make_unique<FixedRows>(std::move(rows));
}

Cell text(std::uint32_t column, std::string_view value) { return {column, CellKind::kText, value}; }

TEST(FillMerged, GivesEveryCellTheValueOfTheTopLeftOne) {
  const auto filled = fill_merged(rows({{1, {text(1, "a"), text(3, "c")}}, {2, {text(2, "b")}}}),
                                  {parse_cell_range("A1:B1"), parse_cell_range("C1:C2")});
  EXPECT_THAT(dump(*filled),
              ElementsAre("A1 text a | B1 text a | C1 text c", "B2 text b | C2 text c"));
}

TEST(FillMerged, MakesRowsThatTheFileLeavesOut) {
  const auto filled =
      fill_merged(rows({{2, {text(1, "a")}}, {5, {text(2, "b")}}}), {parse_cell_range("A2:A3")});
  EXPECT_THAT(dump(*filled), ElementsAre("A2 text a", "A3 text a", "B5 text b"));
}

TEST(FillMerged, MakesRowsBelowTheLastOne) {
  const auto filled = fill_merged(rows({{1, {text(1, "a")}}}), {parse_cell_range("A1:A3")});
  EXPECT_THAT(dump(*filled), ElementsAre("A1 text a", "A2 text a", "A3 text a"));
}

TEST(FillMerged, LeavesARangeWithoutAValueBlank) {
  const auto filled =
      fill_merged(rows({{1, {text(2, "b")}}, {2, {text(1, "x")}}}), {parse_cell_range("A1:A2")});
  EXPECT_THAT(dump(*filled), ElementsAre("B1 text b", "A2 text x"));
}

TEST(FillMerged, FillsSoManyCellsAndNoMore) {
  const auto filled = fill_merged(rows({{1, {text(1, "a")}}}), {parse_cell_range("A1:XFD1048576")});
  std::string message;
  try {
    for (SourceRow row; filled->next(row);) ASSERT_LT(row.number, 1000);
  } catch (const Error& error) {
    message = error.message();
  }
  EXPECT_EQ(
      message,
      "merged range A1:XFD1048576 is too large to be filled: fill_merged fills at most 10,000,000 "
      "cells of a sheet and 67.1 MB of a row; leave it out with a range of cells");
}

TEST(FillMerged, DoesNotFillARowWithALongTextAThousandTimes) {
  const std::string text_of_a_megabyte(1 << 20, 'x');
  const auto filled =
      fill_merged(rows({{1, {text(1, text_of_a_megabyte)}}}), {parse_cell_range("A1:ZZ1")});
  SourceRow row;
  EXPECT_THROW(filled->next(row), Error);
}

TEST(FillMerged, GivesACellOfTwoRangesTheFirst) {
  const auto filled = fill_merged(rows({{1, {text(1, "a"), text(3, "c")}}}),
                                  {parse_cell_range("A1:B2"), parse_cell_range("A1:A2")});
  EXPECT_THAT(dump(*filled),
              ElementsAre("A1 text a | B1 text a | C1 text c", "A2 text a | B2 text a"));
}

TEST(KeepRange, SeesNothingOutside) {
  const auto kept = keep_range(rows({{1, {text(1, "a")}},
                                     {2, {text(1, "b"), text(2, "c"), text(3, "d")}},
                                     {3, {text(1, "e")}},
                                     {4, {text(2, "f")}}}),
                               parse_cell_range("B2:B3"));
  EXPECT_THAT(dump(*kept), ElementsAre("B2 text c"));
}

}  // namespace
}  // namespace darties
