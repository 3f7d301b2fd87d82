#include "source/table_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "fakes/raw_workbook.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

using testing::ElementsAre;

class Tables : public testing::Test {
 protected:
  TableReader csv(std::string_view text, TableReader::Options options) {
    workbook_ = open_workbook(folder_.put("table.csv", text));
    return read_table(*workbook_, 0, {}, std::move(options));
  }
  static std::vector<std::string> headings(const TableReader& table) {
    std::vector<std::string> headings;
    for (const auto& column : table.columns()) headings.push_back(column.heading);
    return headings;
  }
  template <class Action>
  std::string refusal(Action action) {
    try {
      action();
    } catch (const Error& error) {
      return error.message();
    }
    return "nothing was wrong";
  }

  TemporaryFolder folder_;
  std::unique_ptr<Workbook> workbook_;
};

// A title in the first row made all columns but one go away.
TEST_F(Tables, WithoutHeadingsHaveAllColumnsOfAllRows) {
  auto table = csv("Report\nx,1,2\ny\n", {.header_rows = {}});
  EXPECT_THAT(headings(table), ElementsAre("A", "B", "C"));
  SourceRow row;
  ASSERT_TRUE(table.next(row));
  EXPECT_EQ(row.at(1).text, "Report");
  ASSERT_TRUE(table.next(row));
  EXPECT_EQ(row.at(3).text, "2");
}

TEST_F(Tables, JoinHeadingsOfSeveralRows) {
  const auto table =
      csv("Ville,2020,2020\nVille,Janvier,Mars\nLyon,1,2\n", {.header_rows = {1, 2}});
  EXPECT_THAT(headings(table), ElementsAre("Ville", "2020 Janvier", "2020 Mars"));
}

TEST_F(Tables, FillMergedCellsOfSeveralHeadingRows) {
  workbook_ = open_workbook(
      RawWorkbook()
          .sheet(
              R"(<row r="1"><c r="A1" t="str"><v>Ville</v></c><c r="B1"><v>2020</v></c></row>)"
              R"(<row r="2"><c r="B2" t="str"><v>Mai</v></c><c r="C2" t="str"><v>Juin</v></c></row>)"
              R"(<row r="3"><c r="A3" t="str"><v>Lyon</v></c><c r="B3"><v>1</v></c></row>)",
              R"(<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="B3:C3"/></mergeCells>)")
          .save(folder_ / "a.xlsx"));
  auto table = read_table(*workbook_, 0, {}, {.header_rows = {1, 2}});
  EXPECT_THAT(headings(table), ElementsAre("Ville", "2020 Mai", "2020 Juin"));
  SourceRow row;
  ASSERT_TRUE(table.next(row));
  EXPECT_EQ(row.number, 3);
  EXPECT_EQ(row.at(3).kind, CellKind::kBlank);
}

TEST_F(Tables, LoseNoRowWhereTheLastHeadingRowIsBlank) {
  auto table = csv("Ville\n\nLyon\n", {.header_rows = {1, 2}});
  SourceRow row;
  ASSERT_TRUE(table.next(row));
  EXPECT_EQ(row.at(1).text, "Lyon");
}

TEST_F(Tables, RefuseAHeadingThatComesTwiceWhenItIsAskedFor) {
  const auto table = csv("Nom,Nom,Ville\n", {});
  EXPECT_EQ(table.column("Ville"), 3);
  EXPECT_EQ(refusal([&] { table.column("Nom"); }),
            "two columns are called 'Nom': A and B; take other columns only, or number them with "
            "on_duplicate_heading");
}

TEST_F(Tables, NumberHeadingsThatComeTwice) {
  const auto table = csv("Nom,Nom,Nom_2,Nom,x\n", {.duplicates = DuplicateHeadings::kNumber});
  EXPECT_THAT(headings(table), ElementsAre("Nom", "Nom_3", "Nom_2", "Nom_4", "x"));
}

TEST_F(Tables, MayBeEmpty) {
  EXPECT_TRUE(csv("", {.may_be_empty = true}).is_empty());
  EXPECT_TRUE(csv(" , \n,\n", {.may_be_empty = true}).is_empty());
  EXPECT_TRUE(csv("", {.header_rows = {}}).is_empty());
  EXPECT_FALSE(csv("a\n", {.may_be_empty = true}).is_empty());
  EXPECT_EQ(refusal([&] { csv("", {}); }), "no headings: row 1 is empty or not there");
  EXPECT_EQ(refusal([&] { csv("\n \nLyon,1\n", {.may_be_empty = true}); }),
            "no headings: row 1 is empty or not there");
  EXPECT_EQ(refusal([&] { csv("Title\n", {.header_rows = {3}, .may_be_empty = true}); }),
            "no headings: row 3 is empty or not there");
}

TEST(HeaderRows, RiseFromOne) {
  EXPECT_THAT(parse_header_rows({"1", "2"}), ElementsAre(1, 2));
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{}, {"0"}, {"a"}, {"2", "1"}, {"1", "1"}, {"-1"}}) {
    EXPECT_THROW(parse_header_rows(wrong), Error);
  }
}

}  // namespace
}  // namespace darties
