// Workbooks that must load. Each is made here, of the XML that matters.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include "fakes/raw_workbook.h"
#include "fakes/row_dump.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

using testing::ElementsAre;

class XlsxOk : public testing::Test {
 protected:
  std::vector<std::string> read(const RawWorkbook& workbook, const ReadOptions& options = {}) {
    return dump(workbook.save(folder_ / "ok.xlsx"), options);
  }
  std::vector<std::string> read_rows(std::string_view rows, std::string_view behind = "",
                                     const ReadOptions& options = {}) {
    return read(
        RawWorkbook()
            .sheet(rows, behind)
            .strings("<si><t>Lyon</t></si><si><t>a&amp;b</t></si>")
            .styles("<numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/>", {0, 14, 164, 22, 46}),
        options);
  }

  TemporaryFolder folder_;
};

TEST_F(XlsxOk, ReadsTextsAndNumbers) {
  EXPECT_THAT(
      read_rows(
          R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>20.3</v></c></row>)"
          R"(<row r="2"><c r="A2" s="0" t="s"><v>1</v></c><c r="B2" s="0"><v>-7</v></c></row>)"),
      ElementsAre("A1 text Lyon | B1 number 20.3", "A2 text a&b | B2 number -7"));
}

TEST_F(XlsxOk, ReadsNumbersAsPlainDecimals) {
  EXPECT_THAT(
      read_rows(R"(<row r="1"><c r="A1"><v>20.300000000000001</v></c><c r="B1"><v>1E-3</v></c>)"
                R"(<c r="C1"><v> 5 </v></c><c r="D1" t="n"><v>6</v></c></row>)"),
      ElementsAre("A1 number 20.3 | B1 number 0.001 | C1 number 5 | D1 number 6"));
}

TEST_F(XlsxOk, ReadsBooleansErrorsAndInlineTexts) {
  EXPECT_THAT(
      read_rows(R"(<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>)"
                R"(<c r="C1" t="e"><v>#DIV/0!</v></c>)"
                R"(<c r="D1" t="inlineStr"><is><t xml:space="preserve"> été </t></is></c></row>)"),
      ElementsAre("A1 boolean true | B1 boolean false | C1 error #DIV/0! | D1 text  été "));
}

TEST_F(XlsxOk, ReadsRunsOfRichTextWithoutPhoneticHints) {
  EXPECT_THAT(
      read(
          RawWorkbook()
              .sheet(R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)")
              .strings(
                  "<si><r><rPr><b/></rPr><t>Four</t></r><r><t xml:space=\"preserve\">s </t></r>"
                  "<rPh sb=\"0\" eb=\"1\"><t>fu</t></rPh></si><si/>")),
      ElementsAre("A1 text Fours  | B1 text "));
}

TEST_F(XlsxOk, ReadsDatesByTheirNumberFormat) {
  EXPECT_THAT(
      read_rows(
          R"(<row r="1"><c r="A1" s="1"><v>44227</v></c><c r="B1" s="2"><v>44227</v></c>)"
          R"(<c r="C1" s="3"><v>44227.5</v></c><c r="D1" s="4"><v>1.5</v></c>)"
          R"(<c r="E1" s="0"><v>44227</v></c><c r="F1" t="d"><v>2021-01-31T00:00:00Z</v></c></row>)"),
      ElementsAre("A1 date 2021-01-31 | B1 date 2021-01-31 | C1 date 2021-01-31 12:00:00 | "
                  "D1 date 36:00:00 | E1 number 44227 | F1 date 2021-01-31"));
}

TEST_F(XlsxOk, ReadsDatesOfOldMacs) {
  EXPECT_THAT(
      read(
          RawWorkbook()
              .part(
                  "xl/workbook.xml",
                  R"(<workbook><workbookPr date1904="1"/><sheets><sheet name="a" id="rId1"/></sheets></workbook>)")
              .sheet(R"(<row r="1"><c r="A1" s="1"><v>42765</v></c></row>)")
              .styles("", {0, 14})),
      ElementsAre("A1 date 2021-01-31"));
}

// A workbookPr of an extension came last and had the last word, so that all dates were four years early.
TEST_F(XlsxOk, ReadsDatesOfOldMacsThroughExtensions) {
  const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const std::string strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
  const std::string extension =
      R"(<x:extLst><x:ext uri="{1}"><x15:workbookPr xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" chartTrackingRefBase="1"/></x:ext>)"
      R"(<x:ext uri="{2}"><workbookPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" date1904="0"/></x:ext></x:extLst>)";
  for (const auto& space : {main, strict}) {
    EXPECT_THAT(
        read(
            RawWorkbook()
                .part(
                    "xl/workbook.xml",
                    "<x:workbook xmlns:x=\"" + space +
                        "\"><x:workbookPr date1904=\"1\"/><x:sheets>" +
                        R"(<x:sheet xmlns:q="http://purl.oclc.org/ooxml/officeDocument/relationships" xmlns:xr="http://x" xr:id="rId9" name="a" q:id="rId1"/>)" +
                        "</x:sheets>" + extension + "</x:workbook>")
                .sheet(R"(<row r="1"><c r="A1" s="1"><v>41331</v></c></row>)")
                .styles("", {0, 14})),
        ElementsAre("A1 date 2017-02-27"))
        << space;
  }
}

TEST_F(XlsxOk, ReadsStylesWhereTheyStandAndTheFallbackOfExtensions) {
  EXPECT_THAT(
      read(
          RawWorkbook()
              .sheet(
                  R"(<row r="1"><c r="A1" s="0"><v>44227</v></c><c r="B1" s="1"><v>44227</v></c></row>)")
              .part(
                  "xl/styles.xml",
                  R"(<styleSheet xmlns="m" xmlns:e="e"><numFmts><e:numFmt numFmtId="164" formatCode="0"/>)"
                  R"(<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">)"
                  R"(<mc:Choice Requires="e"><numFmt numFmtId="164" formatCode="0"/></mc:Choice>)"
                  R"(<mc:Fallback><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></mc:Fallback></mc:AlternateContent></numFmts>)"
                  R"(<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><e:xf numFmtId="14"/><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>)"
                  R"(<dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs></styleSheet>)")),
      ElementsAre("A1 number 44227 | B1 date 2021-01-31"));
}

TEST_F(XlsxOk, PassesOverElementsAndAttributesOfOtherNamespaces) {
  EXPECT_THAT(
      read(
          RawWorkbook()
              .part(
                  "xl/worksheets/sheet1.xml",
                  R"(<worksheet xmlns="m" xmlns:same="m" xmlns:e="e"><e:sheetData><row r="1"><c r="A1"><v>9</v></c></row></e:sheetData>)"
                  R"(<sheetData><e:row r="1"><c r="A1"><v>9</v></c></e:row>)"
                  R"(<row e:r="7" r="1" e:t="x"><e:c r="A1"><v>9</v></e:c><c e:r="C1" r="A1" e:s="9" e:t="e"><e:v>9</e:v><v>1</v></c>)"
                  R"(<c xmlns="e" r="B1"><v>9</v></c><c t="s"><v>0</v></c><same:c r="D1"><same:v>4</same:v></same:c></row></sheetData>)"
                  R"(<extLst><ext><e:mergeCell ref="A1:B9"/></ext></extLst></worksheet>)")
              .part(
                  "xl/sharedStrings.xml",
                  R"(<s:sst xmlns:s="m" xmlns:e="e"><e:si><s:t>no</s:t></e:si><s:si><e:t>no</e:t><s:t>Lyon</s:t></s:si></s:sst>)"),
          {.fill_merged = true}),
      ElementsAre("A1 number 1 | B1 text Lyon | D1 number 4"));
}

TEST_F(XlsxOk, ReadsARowThatIsWrittenInPieces) {
  std::string rows =
      R"(<row r="1"><c r="B1"><v>2</v></c></row> <row r="1"><c r="A1"><v>1</v></c></row><row r="1"/><row r="2"><c><v>3</v></c></row>)";
  EXPECT_THAT(read_rows(rows), ElementsAre("A1 number 1 | B1 number 2", "A2 number 3"));
}

TEST_F(XlsxOk, TakesAReferenceThatIsNoneForNone) {
  EXPECT_THAT(
      read_rows(
          R"(<row r="1"><c r="0"><v>1</v></c><c r="1" t="s"><v>0</v></c><c r="1A"><v>3</v></c></row>)"
          R"(<row r="2"><c r="a2"><v>4</v></c></row>)"),
      ElementsAre("A1 number 1 | B1 text Lyon | C1 number 3", "A2 number 4"));
}

TEST_F(XlsxOk, ReadsDatesOfStrictWorkbooksAsOthersAre) {
  EXPECT_THAT(
      read_rows(
          R"(<row r="1"><c r="A1" s="1" t="d"><v>2021-01-31T00:00:00</v></c><c r="B1" s="3" t="d"><v>2021-01-31T00:00:00</v></c>)"
          R"(<c r="C1" s="4" t="d"><v>PT36H30M0S</v></c><c r="D1" s="4" t="d"><v>1900-01-01T12:30:00</v></c><c r="E1" t="d"/></row>)"),
      ElementsAre("A1 date 2021-01-31 | B1 date 2021-01-31 00:00:00 | C1 date 36:30:00 | D1 date "
                  "36:30:00"));
}

TEST_F(XlsxOk, ReadsTheOtherSheetsOfABookWithOneThatLeadsNowhere) {
  const auto workbook = open_workbook(
      RawWorkbook()
          .sheet("<row><c><v>1</v></c></row>")
          .part("xl/workbook.xml",
                R"(<workbook><sheets><sheet name="Module1" id=""/><sheet name="lost" id="rId9"/>)"
                R"(<sheet name="a" id="rId1"/></sheets></workbook>)")
          .save(folder_ / "ok.xlsx"));
  ASSERT_EQ(workbook->sheets().size(), 3);
  EXPECT_EQ(workbook->sheets()[0].state, SheetState::kWithoutCells);
  EXPECT_EQ(workbook->sheets()[1].state, SheetState::kBroken);
  EXPECT_THAT(dump(*workbook->read(2, {})), ElementsAre("A1 number 1"));
}

TEST_F(XlsxOk, ReadsTheKeptValuesOfFormulas) {
  EXPECT_THAT(
      read_rows(
          R"(<row r="1"><c r="A1"><f>SUM(B1:B9)</f><v>42</v></c>)"
          R"(<c r="B1" t="str"><f>"x"&amp;"y"</f><v>x&amp;y</v></c><c r="C1"><f>NOW()</f></c>)"
          R"(<c r="D1"><f t="shared" si="0"/><v>1</v></c></row>)"),
      ElementsAre("A1 number 42 | B1 text x&y | D1 number 1"));
}

TEST_F(XlsxOk, ReadsSparseRowsAndCellsWithoutAddresses) {
  EXPECT_THAT(
      read_rows(
          R"(<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row>)"
          R"(<row r="5"><c s="0"/><c><v>4</v></c></row><row r="6"/><row><c/></row><row><c><v>5</v></c></row>)"),
      ElementsAre("A1 number 1 | D1 number 2 | E1 number 3", "B5 number 4", "A8 number 5"));
}

TEST_F(XlsxOk, ReadsPrefixesQuotesAndBlanksAsXmlAllowsThem) {
  EXPECT_THAT(
      read(
          RawWorkbook()
              .part(
                  "xl/worksheets/sheet1.xml",
                  "<?xml version='1.0'?><!-- made by hand -->\n<x:worksheet "
                  "xmlns:x='m'><x:sheetData>\n"
                  "  <x:row r='1' >\n <x:c t='s'\n r='A1' ><x:v>0</x:v></x:c><!-- > -->\n"
                  "<x:c r='B1' "
                  "note='a>b'><x:v><![CDATA[7]]></x:v><x:ext><x:v>9</x:v></x:ext></x:c>\n</x:row>\n"
                  "</x:sheetData></x:worksheet>")
              .part("xl/sharedStrings.xml",
                    "<x:sst xmlns:x='m'><x:si><x:t>Lyon</x:t></x:si></x:sst>")),
      ElementsAre("A1 text Lyon | B1 number 7"));
}

TEST_F(XlsxOk, SortsCellsThatAreOutOfOrder) {
  EXPECT_THAT(read_rows(R"(<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>)"),
              ElementsAre("A1 number 1 | B1 number 2"));
}

TEST_F(XlsxOk, FindsSheetsWhereverTheyLie) {
  RawWorkbook book;
  book.part("_rels/.rels", RawWorkbook::relations({{"r", "officeDocument", "/office/book.xml"}}))
      .part(
          "office/book.xml",
          R"(<workbook><sheets><sheet name="a" id="r1"/><sheet name="b" id="r2" state="hidden"/>)"
          R"(<sheet name="chart" id="r3"/><sheet name="c" id="r4" state="veryHidden"/></sheets></workbook>)")
      .part("office/_rels/book.xml.rels",
            RawWorkbook::relations({{"r1", "worksheet", "/data/one.xml"},
                                    {"r2", "worksheet", "../data/./two.xml"},
                                    {"r3", "chartsheet", "chart.xml"},
                                    {"r4", "worksheet", "Three.XML"}}))
      .part("data/one.xml",
            R"(<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>)")
      .part("data/two.xml",
            R"(<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>)")
      .part("office/three.xml",
            R"(<worksheet><sheetData><row><c><v>3</v></c></row></sheetData></worksheet>)");
  const auto workbook = open_workbook(book.save(folder_ / "ok.xlsx"));
  ASSERT_EQ(workbook->sheets().size(), 3);
  EXPECT_EQ(workbook->sheets()[1].name, "b");
  EXPECT_FALSE(workbook->sheets()[0].hidden);
  EXPECT_TRUE(workbook->sheets()[1].hidden);
  EXPECT_TRUE(workbook->sheets()[2].hidden);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_THAT(dump(*workbook->read(i, {})), ElementsAre("A1 number " + std::to_string(i + 1)));
  }
}

TEST_F(XlsxOk, ReadsMergedCellsAtTheirTopLeftOrFillsThem) {
  const auto rows = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"/></row>)"
                    R"(<row r="2"><c r="C2"><v>5</v></c></row>)";
  const auto merged = R"(<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>)";
  EXPECT_THAT(read_rows(rows, merged), ElementsAre("A1 text Lyon", "C2 number 5"));
  EXPECT_THAT(
      read_rows(rows, merged, {.fill_merged = true}),
      ElementsAre("A1 text Lyon | B1 text Lyon", "A2 text Lyon | B2 text Lyon | C2 number 5"));
}

TEST_F(XlsxOk, FillsMergedCellsOfTheRowsAndTheRangeItIsAskedFor) {
  const auto rows =
      R"(<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="C2"><v>5</v></c></row>)";
  const auto merged =
      R"(<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C2:C1048576"/></mergeCells>)";
  EXPECT_THAT(read_rows(rows, merged, {.fill_merged_rows = 1}),
              ElementsAre("A1 text Lyon | B1 text Lyon", "C2 number 5"));
  EXPECT_THAT(read_rows(rows, merged, {.range = parse_cell_range("A1:C3"), .fill_merged = true}),
              ElementsAre("A1 text Lyon | B1 text Lyon",
                          "A2 text Lyon | B2 text Lyon | C2 number 5", "C3 number 5"));
}

TEST_F(XlsxOk, FindsMergedCellsBehindALongText) {
  std::string text(3 << 20, 'x');
  EXPECT_THAT(read(RawWorkbook()
                       .sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\" t=\"str\"><f>" +
                                  text + "</f><v>a</v></c></row>",
                              R"(<mergeCells><mergeCell ref="A1:B1"/></mergeCells>)")
                       .stored(),
                   {.fill_merged = true}),
              ElementsAre("A1 number 1 | B1 number 1 | C1 text a"));
}

TEST_F(XlsxOk, ReadsOnlyTheRangeItIsAskedFor) {
  EXPECT_THAT(read_rows(R"(<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>)"
                        R"(<row r="2"><c r="B2"><v>3</v></c><c r="C2"><v>4</v></c></row>)",
                        "", {.range = parse_cell_range("B1:B9")}),
              ElementsAre("B1 number 2", "B2 number 3"));
}

TEST_F(XlsxOk, ReadsTextsThatAreEmpty) {
  EXPECT_THAT(read_rows(R"(<row><c t="str"><v></v></c><c t="inlineStr"><is/></c></row>)"),
              ElementsAre("A1 text "));
}

TEST_F(XlsxOk, ReadsPartsThatAreNotPacked) {
  EXPECT_THAT(read(RawWorkbook().sheet("<row><c><v>1</v></c></row>").stored()),
              ElementsAre("A1 number 1"));
}

TEST_F(XlsxOk, ReadsASheetWithoutRows) {
  EXPECT_TRUE(read_rows("").empty());
  EXPECT_TRUE(
      read(RawWorkbook().part("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"))
          .empty());
  EXPECT_TRUE(read(RawWorkbook().part("xl/worksheets/sheet1.xml", "<worksheet/>")).empty());
}

TEST_F(XlsxOk, ReadsRowsAcrossManyBlocksOfTheWindow) {
  // Rows of all lengths, so that the ends of blocks fall on every kind of place.
  std::string rows;
  for (int r = 1; r <= 3000; ++r) {
    rows += "<row r=\"" + std::to_string(r) + "\">";
    for (int c = 0; c < r % 23; ++c) {
      rows += "<c r=\"" + column_letters(static_cast<std::uint32_t>(c + 1)) + std::to_string(r) +
              "\"><v>" + std::to_string(r * 100 + c) + "</v></c>";
    }
    rows += "<c t=\"inlineStr\"><is><t>" + std::string(static_cast<std::size_t>(r % 700), 'x') +
            "</t></is></c></row>";
  }
  RawWorkbook book;
  const auto workbook = open_workbook(book.sheet(rows).save(folder_ / "ok.xlsx"));
  const auto reader = workbook->read(0, {});
  SourceRow row;
  for (int r = 1; r <= 3000; ++r) {
    ASSERT_TRUE(reader->next(row));
    ASSERT_EQ(row.number, r);
    ASSERT_EQ(row.cells.size(), r % 23 + 1);
    for (int c = 0; c < r % 23; ++c) ASSERT_EQ(row.cells[c].text, std::to_string(r * 100 + c));
    ASSERT_EQ(row.cells.back().text.size(), r % 700);
  }
  EXPECT_FALSE(reader->next(row));
}

TEST_F(XlsxOk, MayBeLeftInTheMidst) {
  std::string rows;
  for (int r = 1; r <= 50000; ++r)
    rows += "<row><c><v>" + std::to_string(r) + "</v></c><c><v>1</v></c></row>";
  const auto workbook = open_workbook(RawWorkbook().sheet(rows).save(folder_ / "ok.xlsx"));
  const auto reader = workbook->read(0, {});
  SourceRow row;
  EXPECT_TRUE(reader->next(row));
}

TEST_F(XlsxOk, ReadsWhatLibxlsxwriterWrites) {
  const auto file = folder_ / "ok.xlsx";
  lxw_workbook* book = workbook_new(file.c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(book, "Données");
  lxw_format* date = workbook_add_format(book);
  format_set_num_format(date, "dd/mm/yyyy");
  worksheet_write_string(sheet, 0, 0, "été <&>", nullptr);
  worksheet_write_number(sheet, 0, 1, 20.3, nullptr);
  lxw_datetime day = {2021, 1, 31, 0, 0, 0};
  worksheet_write_datetime(sheet, 0, 2, &day, date);
  worksheet_write_boolean(sheet, 0, 3, 1, nullptr);
  worksheet_write_formula_num(sheet, 0, 4, "=6*7", nullptr, 42);
  worksheet_merge_range(sheet, 2, 0, 2, 1, "merged", date);
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
  const auto workbook = open_workbook(file);
  EXPECT_EQ(workbook->sheets()[0].name, "Données");
  EXPECT_THAT(
      dump(*workbook->read(0, {})),
      ElementsAre("A1 text été <&> | B1 number 20.3 | C1 date 2021-01-31 | D1 boolean true | "
                  "E1 number 42",
                  "A3 text merged"));
}

}  // namespace
}  // namespace darties
