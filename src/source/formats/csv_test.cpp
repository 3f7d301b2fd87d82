#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "fakes/row_dump.h"
#include "fakes/temporary_folder.h"
#include "source/table_reader.h"

namespace darties {
namespace {

using testing::ElementsAre;

std::vector<std::string> read(std::string_view text, const TextOptions& options = {},
                              const ReadOptions& what = {}) {
  TemporaryFolder folder;
  const auto workbook = open_workbook(folder.put("stores.csv", text), options);
  return dump(*workbook->read(0, what));
}

std::string refusal(std::string_view text, const TextOptions& options = {}) {
  try {
    read(text, options);
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

TEST(Csv, SaysWhereBytesAreNotOfTheEncoding) {
  EXPECT_EQ(refusal("a,b\nmarch\xE9,2\n", {.encoding = "utf-8"}),
            "stores.csv:2:6: bytes that are not UTF-8");
  EXPECT_EQ(refusal("a,b\né,2\nmarch\xE9,2\n"),
            "stores.csv:3:6: bytes that are not UTF-8, though others before them are; say which "
            "`encoding` it is, or mend the file");
  EXPECT_EQ(refusal("a,b\nmarch\xE9,2\nété,2\n"),
            "stores.csv:3:1: bytes of UTF-8, though others before them are Windows-1252; say which "
            "`encoding` it is, or mend the file");
  EXPECT_THAT(refusal("a,b\n\x81,2\n"), testing::HasSubstr("stores.csv:2:1: bytes that are not"));
  EXPECT_THAT(refusal("a", {.encoding = "latin-99"}), testing::HasSubstr("no such encoding"));
}

TEST(Csv, ReadsWhatExcelWritesInOtherEncodings) {
  const auto rows = ElementsAre("1:1 text ville | 1:2 text coût", "2:1 text Évry | 2:2 text 5 €");
  EXPECT_THAT(read("ville;co\xFBt\n\xC9vry;5 \x80\n"), rows);
  EXPECT_THAT(read("ville;co\x96t\n\x90vry;5 E\n", {.encoding = "cp850"}),
              ElementsAre("1:1 text ville | 1:2 text coût", "2:1 text Évry | 2:2 text 5 E"));
  const std::u16string_view wide = u"ville;coût\nÉvry;5 €\n";
  std::string little;
  std::string big;
  for (const char16_t unit : wide) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    little.append({low, high});
    big.append({high, low});
  }
  EXPECT_THAT(read("\xFF\xFE" + little), rows);
  EXPECT_THAT(read("\xFE\xFF" + big), rows);
  EXPECT_THAT(read("\xFF\xFE" + little, {.encoding = "utf-16"}), rows);
}

TEST(Csv, SaysWhichEncodingItTook) {
  TemporaryFolder folder;
  const auto note = [&](std::string_view text) {
    const auto workbook = open_workbook(folder.put("stores.csv", text));
    dump(*workbook->read(0, {}));
    return workbook->notes();
  };
  EXPECT_THAT(note("a\n\xE9\n"), ElementsAre(testing::StartsWith("read as Windows-1252")));
  EXPECT_THAT(note("\xFF\xFE" + std::string("a\0", 2)),
              ElementsAre("read as UTF-16LE, as its byte order mark says"));
  EXPECT_THAT(note("a\né\n"), ElementsAre());
}

TEST(Csv, ReadsLinesOfOldMacs) {
  EXPECT_THAT(read("a,b\r1,2\r3,\"x\ny\"\r"),
              ElementsAre("1:1 text a | 1:2 text b", "2:1 text 1 | 2:2 text 2",
                          "3:1 text 3 | 3:2 text x\ny"));
  EXPECT_THAT(read("a,b\n1,x\ry\n"),
              ElementsAre("1:1 text a | 1:2 text b", "2:1 text 1 | 2:2 text x\ry"));
}

std::string second_field(std::string_view text) {
  const auto rows = read(text);
  return rows.empty() ? "" : rows.back();
}

TEST(Csv, FindsTheSeparatorInSeveralRecords) {
  EXPECT_EQ(second_field("Montant (k€, HT), TVA;Ville\n12,5;Nancy\n"),
            "2:1 text 12,5 | 2:2 text Nancy");
  EXPECT_EQ(second_field("Ventes 2021, en k€\n\nville;ca\nNancy;12,5\n"),
            "4:1 text Nancy | 4:2 text 12,5");
  EXPECT_EQ(second_field("\"a;\nb;\",c\n1,2\n"), "3:1 text 1 | 3:2 text 2");
  EXPECT_EQ(second_field("x;y\n1,5;2,5\n"), "2:1 text 1,5 | 2:2 text 2,5");
  EXPECT_EQ(second_field("name\tnote\nNancy\ta, b, c\n"), "2:1 text Nancy | 2:2 text a, b, c");
  EXPECT_EQ(second_field("ville\nNancy\n"), "2:1 text Nancy");
  EXPECT_THAT(refusal("a,b;c\nd,e;f\n"),
              testing::HasSubstr("both ',' and ';' may separate the fields; say which"));
}

TEST(Csv, TakesTheSignsItIsTold) {
  EXPECT_THAT(read("a,b;c\nd,e;f\n", {.separator = ','}),
              ElementsAre("1:1 text a | 1:2 text b;c", "2:1 text d | 2:2 text e;f"));
  EXPECT_THAT(read("'a,b',c\n", {.separator = ',', .quote = '\''}),
              ElementsAre("1:1 text a,b | 1:2 text c"));
  EXPECT_THAT(read("\"a,b\",c\n", {.separator = ',', .quote = '\0'}),
              ElementsAre("1:1 text \"a | 1:2 text b\" | 1:3 text c"));
  EXPECT_THAT(read("a\\,b,\"x\\\"y\"\n", {.escape = '\\'}),
              ElementsAre("1:1 text a,b | 1:2 text x\"y"));
  EXPECT_THAT(read("Rapport \"2021\nle 3, ou le 4\nville;ca\nNancy;12,5\n", {.skip_rows = 2}),
              ElementsAre("3:1 text ville | 3:2 text ca", "4:1 text Nancy | 4:2 text 12,5"));
}

TEST(Csv, PassesOverBlanksBesideQuotesAsCopyDoes) {
  EXPECT_THAT(read("a,b\n3, \"x, y\" \n"),
              ElementsAre("1:1 text a | 1:2 text b", "2:1 text 3 | 2:2 text x, y"));
}

TEST(Csv, BoundsItsColumns) {
  std::string wide(16'384, ',');
  EXPECT_EQ(refusal(wide + "\n"), "stores.csv:1:16385: more than 16384 fields in a record");
  wide.pop_back();
  EXPECT_EQ(refusal(wide + "\n"), "");
}

TEST(Csv, ReadsOnlyTheRangeItIsAskedFor) {
  EXPECT_THAT(read("a,b,c\n1,2,3\n4,5,6\n7,8,9\n", {}, {.range = parse_cell_range("B2:C3")}),
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
  TableReader table(workbook->read(0, {}), {.header_rows = {}});
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
