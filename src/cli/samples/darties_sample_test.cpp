#include "cli/samples/darties_sample.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

#include "cli/samples/retail_figures.h"
#include "cli/samples/retail_workbook.h"
#include "source/table_reader.h"
#include "source/workbook.h"

namespace darties::samples {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

class DartiesSample : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("darties_books_" + std::to_string(getpid()));
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(DartiesSample, WritesThreeWorkbooksAtScaleOne) {
  const auto truth = write_darties_sample(folder_, {.scale = 1, .seed = 1}, {});
  ASSERT_EQ(truth.workbooks.size(), 3u);
  for (const char* name : {"2020_HISTO.xlsx", "2021_BUDGET.xlsx", "Janvier_2021.xlsx"}) {
    EXPECT_TRUE(fs::exists(folder_ / name)) << name;
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 3);
}

TEST_F(DartiesSample, LeavesTheActualsOfTheBudgetAndOneOfJanuaryBlank) {
  const auto truth = write_darties_sample(folder_, {.scale = 1, .seed = 1}, {});
  std::int64_t blanks[3] = {};
  for (std::size_t book = 0; book < 3; ++book) {
    for (const auto& [name, sums] : truth.workbooks[book].sheets) {
      blanks[book] += sums.blank_actuals;
      EXPECT_EQ(sums.blank_objectives, 0) << name;
    }
  }
  EXPECT_EQ(blanks[0], 0);
  EXPECT_EQ(blanks[1], 9 * 576);
  EXPECT_EQ(blanks[2], 1);
  EXPECT_EQ(truth.workbooks[2].sheets.at("V_Magneto").blank_actuals, 1);
  EXPECT_GT(truth.changed_objectives, 400);
}

TEST_F(DartiesSample, AddsYearsAndMonthsWithTheScale) {
  const auto truth = write_darties_sample(folder_, {.scale = 3, .seed = 1}, {});
  std::set<std::string> files;
  for (const auto& book : truth.workbooks) files.insert(book.file);
  const auto named = sample_entries({.scale = 3, .seed = 1});
  EXPECT_EQ(files, std::set<std::string>(named.begin(), named.end()));
  EXPECT_EQ(files, (std::set<std::string>{"2018_HISTO.xlsx", "2019_HISTO.xlsx", "2020_HISTO.xlsx",
                                          "2021_BUDGET.xlsx", "Fevrier_2021.xlsx",
                                          "Janvier_2021.xlsx", "Mars_2021.xlsx"}));
}

TEST_F(DartiesSample, GivesTheSameBytesForTheSameSeed) {
  const auto truth = write_darties_sample(folder_ / "a", {.scale = 1, .seed = 5}, {});
  const auto again = write_darties_sample(folder_ / "b", {.scale = 1, .seed = 5}, {});
  EXPECT_EQ(to_json(truth), to_json(again));
  for (const auto& book : truth.workbooks) {
    EXPECT_EQ(read_file(folder_ / "a" / book.file), read_file(folder_ / "b" / book.file))
        << book.file;
  }
  EXPECT_NE(to_json(truth),
            to_json(write_darties_sample(folder_ / "b", {.scale = 1, .seed = 6}, {})));
}

/// Hundredths of a cell such as "20.3", "-0.07" or "27".
std::int64_t hundredths(std::string_view text) {
  return std::llround(std::stod(std::string(text)) * 100);
}

/// Sums a sheet of figures by the first letter of its headings, as read from the file.
SheetSums recount(Workbook& workbook, const std::string& sheet) {
  SheetSums sums;
  const auto& sheets = workbook.sheets();
  const auto found = std::ranges::find(sheets, sheet, &SheetInfo::name);
  TableReader table(workbook.read(found->index, {}), {});
  SourceRow row;
  while (table.next(row)) {
    for (const SourceColumn& column : table.columns()) {
      const Cell cell = row.at(column.number);
      if (column.heading == "Villes") continue;
      const bool objective = column.heading.starts_with("O_");
      if (cell.kind == CellKind::kBlank)
        ++(objective ? sums.blank_objectives : sums.blank_actuals);
      else
        (objective ? sums.objective : sums.actual) += hundredths(cell.text);
      const bool whole = cell.text.find('.') == std::string_view::npos;
      EXPECT_TRUE(cell.kind == CellKind::kBlank || (cell.kind == CellKind::kNumber) == whole)
          << cell.text;
    }
  }
  return sums;
}

TEST_F(DartiesSample, SumsWhatStandsInItsWorkbooks) {
  const auto truth = write_darties_sample(folder_, {.scale = 1, .seed = 1}, {});
  for (const auto& book : truth.workbooks) {
    const auto workbook = open_workbook(folder_ / book.file);
    ASSERT_EQ(workbook->sheets().size(), 10u);
    EXPECT_EQ(workbook->sheets().front().name, "darties");
    for (const auto& [sheet, sums] : book.sheets) {
      const SheetSums found = recount(*workbook, sheet);
      EXPECT_EQ(sums.objective, found.objective) << book.file << " " << sheet;
      EXPECT_EQ(sums.actual, found.actual) << book.file << " " << sheet;
      EXPECT_EQ(sums.blank_actuals, found.blank_actuals) << book.file << " " << sheet;
      EXPECT_EQ(sums.blank_objectives, found.blank_objectives) << book.file << " " << sheet;
    }
  }
}

TEST(RetailFigures, SumAgeSharesToAHundredForAllStores) {
  const auto stores = invent_stores(Random(1));
  EXPECT_EQ(stores.size(), 48u);
  for (const Store& store : stores) {
    EXPECT_EQ(store.features[4] + store.features[5] + store.features[6], 1000) << store.city;
  }
}

TEST(RetailFigures, HaveNoTurnoverWithoutUnits) {
  auto year = invent_year(48, YearKind::kHistory, Random(1));
  int zeros = 0;
  for (std::size_t store = 0; store < 48; ++store) {
    for (std::size_t month = 0; month < 12; ++month) {
      const MonthFigures& figures = year.at(store, 0, month);
      EXPECT_EQ(*figures[0].actual == 0, *figures[1].actual == 0);
      EXPECT_EQ(*figures[1].actual % 10, 0) << "turnover has one decimal";
      if (*figures[0].actual == 0) ++zeros;
    }
  }
  EXPECT_GT(zeros, 0);
}

TEST(RetailWorkbook, WritesFiguresAsTheRealWorkbooksDo) {
  EXPECT_EQ(figure_text(2030), "20.3");
  EXPECT_EQ(figure_text(2700), "27");
  EXPECT_EQ(figure_text(-7), "-0.07");
  EXPECT_EQ(figure_text(0), "0");
}

}  // namespace
}  // namespace darties::samples
