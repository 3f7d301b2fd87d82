// Workbooks that must be refused, and what is said then.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "base/files.h"
#include "fakes/raw_workbook.h"
#include "fakes/row_dump.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

class XlsxBad : public testing::Test {
 protected:
  std::string refusal(const std::filesystem::path& file) {
    try {
      const auto workbook = open_workbook(file);
      dump(*workbook->read(0, {.fill_merged = true}));
    } catch (const Error& error) {
      kind_ = error.kind();
      return error.message();
    }
    return "nothing was wrong";
  }
  std::string refusal(const RawWorkbook& workbook) {
    return refusal(workbook.save(folder_ / "bad.xlsx"));
  }
  std::string refusal_of_rows(std::string_view rows) {
    return refusal(RawWorkbook().sheet(rows).strings("<si><t>Lyon</t></si>"));
  }
  std::string refusal_of_bytes(std::string_view bytes) {
    return refusal(folder_.put("bad.xlsx", bytes));
  }

  TemporaryFolder folder_;
  ErrorKind kind_ = ErrorKind::kBug;
};

TEST_F(XlsxBad, NamesTheNearestFileOfAMissingOne) {
  folder_.put("Janvier_2021.xlsx", "");
  EXPECT_EQ(refusal(folder_ / "Janvie_2021.xlsx"),
            "no such file: " + (folder_ / "Janvie_2021.xlsx").string() +
                " (did you mean 'Janvier_2021.xlsx'?)");
  EXPECT_EQ(kind_, ErrorKind::kNotFound);
}

TEST_F(XlsxBad, SaysWhatTheFileIsInstead) {
  EXPECT_EQ(refusal_of_bytes(""), "bad.xlsx is empty (0 bytes)");
  EXPECT_EQ(refusal_of_bytes("ville,ca\nLyon,20.3\n"),
            "bad.xlsx is a text file, no Excel workbook; if it holds CSV, give it a name that ends "
            "with .csv");
  EXPECT_EQ(refusal_of_bytes("<!DOCTYPE html><html>"),
            "bad.xlsx is a web page or XML text, no Excel workbook");
  EXPECT_EQ(refusal_of_bytes(std::string_view("\x89PNG\r\n\x1A\n\0\0", 10)),
            "bad.xlsx is no Excel workbook: it does not begin as a zip does");
  EXPECT_EQ(kind_, ErrorKind::kInvalid);
}

/// A compound file whose directory lists one stream.
std::string compound_file(std::string_view stream) {
  std::string bytes(1024, '\0');
  bytes.replace(0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
  bytes[30] = 9;  // sectors of 512 bytes; the directory starts in sector 0
  for (std::size_t i = 0; i < stream.size(); ++i) bytes[512 + 2 * i] = stream[i];
  return bytes;
}

TEST_F(XlsxBad, KnowsAWorkbookWithAPassword) {
  EXPECT_EQ(refusal_of_bytes(compound_file("EncryptedPackage")),
            "bad.xlsx is locked with a password; open it in Excel and save it without one");
}

TEST_F(XlsxBad, KnowsAnOldWorkbook) {
  EXPECT_EQ(
      refusal_of_bytes(compound_file("Workbook")),
      "bad.xlsx is an old .xls workbook, whatever its name; open it in Excel and save it as .xlsx");
}

TEST_F(XlsxBad, KnowsAZipThatWasCutOff) {
  std::string rows;
  for (int r = 1; r <= 2000; ++r)
    rows += "<row><c><v>" + std::to_string(r * 7919 % 10007) + "</v></c></row>";
  const auto file = RawWorkbook().sheet(rows).save(folder_ / "whole.xlsx");
  const auto bytes = read_file(file);
  EXPECT_EQ(refusal_of_bytes(std::string_view(bytes).substr(0, bytes.size() / 2)).substr(0, 60),
            "bad.xlsx is damaged: its zip directory cannot be read (Not a");
}

TEST_F(XlsxBad, KnowsABitThatFlipped) {
  std::string rows;
  for (int r = 1; r <= 2000; ++r)
    rows += "<row><c><v>" + std::to_string(r * 7919 % 10007) + "</v></c></row>";
  auto bytes = read_file(RawWorkbook().sheet(rows).save(folder_ / "whole.xlsx"));
  const auto header = bytes.find("xl/worksheets/sheet1.xml");
  bytes[header + 2000] ^= 0x10;
  const auto message = refusal_of_bytes(bytes);
  const bool is_pointed =
      message.starts_with("bad.xlsx is damaged: xl/worksheets/sheet1.xml cannot be unpacked") ||
      message.starts_with("bad.xlsx: broken XML in xl/worksheets/sheet1.xml");
  EXPECT_TRUE(is_pointed) << message;
}

TEST_F(XlsxBad, StopsAZipBombAndNamesTheLimit) {
  const auto message = refusal(RawWorkbook().part(
      "xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + std::string(20 << 20, ' ')));
  EXPECT_TRUE(message.starts_with(
      "bad.xlsx looks like a zip bomb: xl/worksheets/sheet1.xml unpacks to more than "
      "500 times its size"))
      << message;
  EXPECT_TRUE(message.ends_with("the limit is 500")) << message;
}

TEST_F(XlsxBad, StopsASmallPartThatIsHuge) {
  const auto xml = "<workbook>" + std::string(65 << 20, ' ');
  EXPECT_EQ(refusal(RawWorkbook().part("xl/workbook.xml", xml).stored()),
            "bad.xlsx: xl/workbook.xml is larger than 67.1 MB, the limit for such a part");
}

TEST_F(XlsxBad, SaysWhichPartIsMissing) {
  EXPECT_EQ(refusal(RawWorkbook().remove("xl/workbook.xml")),
            "bad.xlsx is no Excel workbook: part xl/workbook.xml is missing");
  EXPECT_EQ(refusal(RawWorkbook()),
            "bad.xlsx is no Excel workbook: part xl/worksheets/sheet1.xml is missing");
  EXPECT_EQ(refusal(RawWorkbook().part("xl/_rels/workbook.xml.rels", "<Relationships/>")),
            "bad.xlsx: sheet 'Feuil1' leads nowhere: no relationship rId1");
  EXPECT_EQ(refusal(RawWorkbook().part("xl/workbook.xml", "<workbook/>")),
            "bad.xlsx has no sheet with cells");
  EXPECT_EQ(refusal(RawWorkbook().part("xl/workbook.bin", "x")),
            "bad.xlsx is a binary workbook (.xlsb); open it in Excel and save it as .xlsx");
}

TEST_F(XlsxBad, SaysWhereTheXmlOfASmallPartIsBroken) {
  EXPECT_EQ(refusal(RawWorkbook().part("xl/workbook.xml", "<workbook><sheets></workbook>")),
            "bad.xlsx: broken XML in xl/workbook.xml at byte 20: mismatched tag");
  EXPECT_EQ(
      refusal(RawWorkbook().part("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>")),
      "bad.xlsx: xl/workbook.xml has a document type declaration, which is not allowed in a "
      "workbook");
}

// "<?xml version="1.0" encoding="UTF-8"?>\n<worksheet><sheetData>" takes 61 bytes.
TEST_F(XlsxBad, SaysWhereTheXmlOfASheetIsBroken) {
  const std::string part = "bad.xlsx: broken XML in xl/worksheets/sheet1.xml at byte ";
  EXPECT_EQ(refusal_of_rows("<row r=\"1\">oops</row>"), part + "72: text between cells");
  EXPECT_EQ(refusal_of_rows("oops"), part + "61: text between rows");
  EXPECT_EQ(refusal_of_rows("</row>"), part + "61: an end tag that closes nothing");
  EXPECT_EQ(refusal_of_rows("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&foo;</v></c></row>"),
            part + "93: an unknown entity (&...;)");
  EXPECT_EQ(refusal_of_rows("<row r=\"1\"><c t=\"str\"><v>\xE9</v></c></row>"),
            part + "72: bytes that are not UTF-8");
  EXPECT_EQ(refusal(RawWorkbook().part("xl/worksheets/sheet1.xml",
                                       "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1")),
            part + "47: the text ends in row 1 of sheet Feuil1");
  EXPECT_EQ(refusal(RawWorkbook().part("xl/worksheets/sheet1.xml", "<chart/>")),
            part + "0: <chart> where <worksheet> was expected");
  EXPECT_EQ(refusal(RawWorkbook().part("xl/worksheets/sheet1.xml", "<!DOCTYPE a><worksheet/>")),
            part + "0: a document type declaration, which is not allowed in a workbook");
  EXPECT_EQ(refusal_of_rows({"<row r=\"1\"><c t=\"str\"><v>a\0b</v></c></row>", 42}),
            part + "86: a byte 0 in the text");
}

TEST_F(XlsxBad, SaysWhichCellReferenceIsWrong) {
  const std::string part = "bad.xlsx: broken XML in xl/worksheets/sheet1.xml at byte ";
  EXPECT_EQ(refusal_of_rows(R"(<row r="1"><c r="A2"><v>1</v></c></row>)"),
            part + "72: cell reference 'A2' in row 1 of sheet Feuil1");
  EXPECT_EQ(refusal_of_rows(R"(<row r="1"><c r="XFE1"><v>1</v></c></row>)"),
            part + "72: cell reference 'XFE1' in row 1 of sheet Feuil1");
  EXPECT_EQ(refusal_of_rows(R"(<row r="3"><c r="A4"><v>1</v></c></row>)"),
            part + "72: cell reference 'A4' in row 3 of sheet Feuil1");
  EXPECT_EQ(refusal_of_rows(R"(<row r="0"/>)"), part + "61: row number '0'");
  EXPECT_EQ(refusal_of_rows(R"(<row r="1048577"/>)"), part + "61: row number '1048577'");
  EXPECT_EQ(
      refusal_of_rows(R"(<row r="2"/><row r="3"/><row r="2"/>)"),
      part +
          "85: row 2 comes after row 3; open the workbook in Excel and save it, which puts its "
          "rows in order");
  EXPECT_EQ(refusal_of_rows(R"(<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>)"),
            "bad.xlsx, sheet Feuil1, cell A1: this cell comes twice");
  EXPECT_EQ(
      refusal_of_rows(
          R"(<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>)"),
      "bad.xlsx, sheet Feuil1, cell A1: this cell comes twice");
}

TEST_F(XlsxBad, CountsRowsAndCellsThatSayNoNumber) {
  EXPECT_EQ(refusal_of_rows("<row r=\"1048576\"/><row/>"),
            "bad.xlsx: broken XML in xl/worksheets/sheet1.xml at byte 79: more rows than a sheet "
            "can have");
  EXPECT_THAT(refusal_of_rows("<row r=\"1\"><c r=\"XFD1\"/><c s=\"0\"><v>1</v></c></row>"),
              ::testing::EndsWith("more columns than a sheet can have"));
}

TEST_F(XlsxBad, SaysWhichValueIsWrong) {
  EXPECT_EQ(refusal_of_rows(R"(<row r="1"><c r="A1"/><c r="B1" t="s"><v>7</v></c></row>)"),
            "bad.xlsx, sheet Feuil1, cell B1: shared string 7 is not there; the table has 1");
  EXPECT_EQ(refusal_of_rows(R"(<row r="1"><c r="A1" t="s"><v>-1</v></c></row>)"),
            "bad.xlsx, sheet Feuil1, cell A1: '-1' is no number of a shared string");
  EXPECT_EQ(refusal_of_rows(R"(<row r="1"><c r="A1"><v>2O.3</v></c></row>)"),
            "bad.xlsx, sheet Feuil1, cell A1: '2O.3' is no number");
  EXPECT_EQ(refusal_of_rows(R"(<row r="1"><c r="A1"><v>1.2.3</v></c></row>)"),
            "bad.xlsx, sheet Feuil1, cell A1: '1.2.3' is no number");
  EXPECT_EQ(refusal_of_rows(R"(<row r="1"><c r="A1" t="b"><v>2</v></c></row>)"),
            "bad.xlsx, sheet Feuil1, cell A1: '2' is no boolean");
  EXPECT_EQ(
      refusal_of_rows(R"(<row r="1"><c r="A1" t="d"><v>31/01/2021</v></c></row>)"),
      "bad.xlsx, sheet Feuil1, cell A1: '31/01/2021' is neither a date nor a time nor a duration "
      "(ISO 8601)");
  EXPECT_EQ(
      refusal_of_rows(R"(<row r="1"><c r="A1" t="zz"><v>2</v></c></row>)"),
      "bad.xlsx: broken XML in xl/worksheets/sheet1.xml at byte 72: unknown cell type t=\"zz\"");
}

TEST_F(XlsxBad, StopsAtACellThatIsTooLarge) {
  const std::string long_text(17 << 20, 'x');
  EXPECT_EQ(refusal(RawWorkbook()
                        .sheet("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" + long_text +
                               "</t></is></c></row>")
                        .stored()),
            "bad.xlsx: broken XML in xl/worksheets/sheet1.xml at byte 72: a cell in row 1 of sheet "
            "Feuil1 takes "
            "more than 16.8 MB, the limit");
  EXPECT_EQ(refusal(RawWorkbook().sheet("").strings("<si><t>" + long_text + "</t></si>").stored()),
            "bad.xlsx: one row or text of xl/sharedStrings.xml is larger than 16.8 MB, the limit");
}

TEST_F(XlsxBad, StopsAtARowThatNamesOneLongTextAThousandTimes) {
  std::string row = "<row r=\"1\">";
  for (int i = 0; i < 1000; ++i) row += "<c t=\"s\"><v>0</v></c>";
  EXPECT_EQ(
      refusal(RawWorkbook()
                  .sheet(row + "</row>")
                  .strings("<si><t>" + std::string(1 << 20, 'x') + "</t></si>")
                  .stored()),
      "bad.xlsx, sheet Feuil1, cell BM1: the texts of this row take more than 67.1 MB, the limit");
}

TEST_F(XlsxBad, RefusesOtherEncodings) {
  EXPECT_EQ(
      refusal(RawWorkbook().part("xl/worksheets/sheet1.xml",
                                 "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><worksheet/>")),
      "bad.xlsx: xl/worksheets/sheet1.xml is ISO-8859-1 text; only UTF-8 is read");
  EXPECT_EQ(refusal(RawWorkbook().part("xl/worksheets/sheet1.xml", "\xFF\xFE<")),
            "bad.xlsx: xl/worksheets/sheet1.xml is UTF-16 text; only UTF-8 is read");
}

TEST_F(XlsxBad, RefusesADeclarationThatEndsBeforeItsEncoding) {
  const auto said =
      refusal(RawWorkbook().part("xl/worksheets/sheet1.xml", "<?xml version=\"1.0\" encoding="));
  EXPECT_THAT(said, ::testing::StartsWith("bad.xlsx: broken XML in xl/worksheets/sheet1.xml"));
}

TEST_F(XlsxBad, SaysWhereASharedStringIsBroken) {
  EXPECT_EQ(refusal(RawWorkbook().sheet("").strings("<si><t>a</t></si><si><t>\xE9</t></si>")),
            "bad.xlsx: broken XML in xl/sharedStrings.xml at byte 22: bytes that are not UTF-8");
  EXPECT_EQ(refusal(RawWorkbook().sheet("").part("xl/sharedStrings.xml", "<sst><si><t>a")),
            "bad.xlsx: broken XML in xl/sharedStrings.xml at byte 13: the text ends before </sst>");
}

TEST_F(XlsxBad, SaysWhereAMergedRangeIsWrong) {
  EXPECT_EQ(
      refusal(RawWorkbook().sheet("", R"(<mergeCells><mergeCell ref="A1:"/></mergeCells>)")),
      "bad.xlsx: broken XML in xl/worksheets/sheet1.xml at byte 85: 'A1:' is no range of cells; "
      "write it as A1:Y49, A:Y, 2:49 or B2");
}

}  // namespace
}  // namespace darties
