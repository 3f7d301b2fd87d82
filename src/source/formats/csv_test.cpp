#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "fakes/row_dump.h"
#include "fakes/temporary_folder.h"
#include "source/table_reader.h"

namespace darties {
namespace {

using testing::ElementsAre;

std::vector<std::string> read(std::string_view text, const ReadOptions& options = {}) {
  TemporaryFolder folder;
  return dump(folder.put("stores.csv", text), options);
}

std::string refusal(std::string_view text) {
  try {
    read(text);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(Csv, ReadsFieldsByLineAndNumber) {
  EXPECT_THAT(read("ville,caisses\nNancy,7\n"),
              ElementsAre("1:1 text ville | 1:2 text caisses", "2:1 text Nancy | 2:2 text 7"));
}

TEST(Csv, PassesOverAByteOrderMarkAndCarriageReturns) {
  EXPECT_THAT(read("\xEF\xBB\xBF"
                   "a,b\r\n1,2\r\n"),
              ElementsAre("1:1 text a | 1:2 text b", "2:1 text 1 | 2:2 text 2"));
}

TEST(Csv, NeedsNoFinalLineEnd) {
  EXPECT_THAT(read("a\nb"), ElementsAre("1:1 text a", "2:1 text b"));
}

TEST(Csv, IsEmptyWhenTheFileIs) { EXPECT_TRUE(read("").empty()); }

TEST(Csv, FindsTheSemicolonsOfFrenchFiles) {
  EXPECT_THAT(read("ville;ca\nLyon;20,3\n"),
              ElementsAre("1:1 text ville | 1:2 text ca", "2:1 text Lyon | 2:2 text 20,3"));
}

TEST(Csv, KeepsSeparatorsQuotesAndLineEndsInsideQuotes) {
  EXPECT_THAT(read("a,b\n\"x,y\",\"say \"\"hi\"\"\nthere\"\nlast,1\n"),
              ElementsAre("1:1 text a | 1:2 text b", "2:1 text x,y | 2:2 text say \"hi\"\nthere",
                          "4:1 text last | 4:2 text 1"));
}

TEST(Csv, TellsAnEmptyTextFromABlank) {
  EXPECT_THAT(read("a,b,c\n,\"\",z\n"),
              ElementsAre("1:1 text a | 1:2 text b | 1:3 text c", "2:2 text  | 2:3 text z"));
}

TEST(Csv, SaysWhereAQuoteIsNotClosed) {
  EXPECT_EQ(refusal("a,b\n1,\"two\nthree\n"), "stores.csv:2:3: a quote that is never closed");
}

TEST(Csv, SaysWhereTextFollowsAClosingQuote) {
  EXPECT_EQ(refusal("a,b\n\"1\"x,2\n"), "stores.csv:2:4: text behind a closing quote");
}

TEST(Csv, SaysWhereBytesAreNotUtf8) {
  EXPECT_EQ(refusal("a,b\nmarch\xE9,2\n"), "stores.csv:2:6: bytes that are not UTF-8");
  EXPECT_EQ(refusal(std::string_view("\xFF\xFE"
                                     "a\0",
                                     4)),
            "stores.csv:1: UTF-16 text; save it as UTF-8");
}

TEST(Csv, ReadsOnlyTheRangeItIsAskedFor) {
  EXPECT_THAT(read("a,b,c\n1,2,3\n4,5,6\n7,8,9\n", {.range = parse_cell_range("B2:C3")}),
              ElementsAre("2:2 text 2 | 2:3 text 3", "3:2 text 5 | 3:3 text 6"));
}

TEST(Csv, IsAWorkbookOfOneSheet) {
  TemporaryFolder folder;
  const auto workbook = open_workbook(folder.put("stores.csv", "ville,caisses\nNancy,7\n"));
  ASSERT_EQ(workbook->sheets().size(), 1);
  EXPECT_EQ(workbook->sheets()[0].name, "stores");
  TableReader table(workbook->read(0, {}), {});
  SourceRow row;
  ASSERT_TRUE(table.next(row));
  EXPECT_EQ(row.at(table.column("caisses")).text, "7");
}

TEST(Csv, NamesTheNearestHeadingOfAMissingOne) {
  TemporaryFolder folder;
  const auto workbook = open_workbook(folder.put("stores.csv", "ville,caisses\n"));
  TableReader table(workbook->read(0, {}), {});
  try {
    table.column("vile");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(),
              "no column 'vile' (did you mean 'ville'?); the columns are ville, caisses");
    EXPECT_EQ(error.kind(), ErrorKind::kNotFound);
  }
}

TEST(Csv, WithoutHeadingsHasColumnsByLetter) {
  TemporaryFolder folder;
  const auto workbook = open_workbook(folder.put("stores.csv", "Nancy,7\nLyon,9\n"));
  TableReader table(workbook->read(0, {}), {.header_row = 0});
  EXPECT_EQ(table.column("B"), 2);
  SourceRow row;
  ASSERT_TRUE(table.next(row));
  EXPECT_EQ(row.at(1).text, "Nancy");
  ASSERT_TRUE(table.next(row));
  EXPECT_EQ(row.at(2).text, "9");
  EXPECT_FALSE(table.next(row));
}

}  // namespace
}  // namespace darties
