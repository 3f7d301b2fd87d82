#include "source/formats/registry.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "source/memory_object.h"

namespace darties {
namespace {

TEST(Formats, AreFoundByWhatNamesEndWith) {
  EXPECT_EQ(format_of("2020_HISTO.xlsx").name, "xlsx");
  EXPECT_EQ(format_of("A.XLSM").name, "xlsx");
  EXPECT_EQ(format_of("stores.csv").name, "csv");
  EXPECT_EQ(format_of("a.json").name, "jsonl");
}

TEST(Formats, SayWhatToDoWithAnother) { EXPECT_THROW(format_of("photo.png"), Error); }

std::string opened(std::string name, std::string bytes, const TextOptions& options = {}) {
  try {
    const auto workbook = open_format(open_bytes(std::move(bytes)), std::move(name), options);
    const auto rows = workbook->read(0, {});
    SourceRow row;
    std::string text;
    while (rows->next(row)) {
      for (const Cell& cell : row.cells) text.append(cell.text).append("|");
    }
    return text;
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Formats, LookIntoWhatIsCalledXls) {
  EXPECT_EQ(opened("a.xls", "<html><body><table><tr><td>a<td>b</table>"), "a|b|");
  EXPECT_EQ(opened("a.xls", "a\tb,c\n1\t2\n"), "a|b,c|1|2|");
  EXPECT_EQ(opened("a.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
            "a.xls is a workbook in the old binary format of Excel (.xls), which is not read; open "
            "it in Excel and save it as .xlsx");
  EXPECT_EQ(opened("a.xls",
                   "<?xml version='1.0'?><Workbook "
                   "xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>"),
            "a.xls is an XML Spreadsheet of Excel 2003, which is not read; open it in Excel and "
            "save it as .xlsx");
  EXPECT_EQ(opened("a.ods", "PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
            "a.ods is an OpenDocument sheet (.ods), which is not read; save it as .xlsx");
  EXPECT_EQ(opened("a.xls", ""), "a.xls is empty (0 bytes)");
  EXPECT_EQ(opened("a.csv", "PK\x03\x04"),
            "a.csv is no text, whatever its name: it is a zip, perhaps a workbook (.xlsx)");
}

TEST(Formats, RefuseOptionsThatMeanNothing) {
  EXPECT_EQ(opened("a.jsonl", "{}", {.separator = ';'}),
            "a.jsonl: `separator` means nothing for the format jsonl; it has encoding, records");
  EXPECT_EQ(opened("a.xlsx", "", {.records = "x"}),
            "a.xlsx: `records` means nothing for the format xlsx");
}

TEST(TextOptions, TakeOneSign) {
  EXPECT_EQ(parse_text_sign("separator", ";"), ';');
  EXPECT_EQ(parse_text_sign("separator", "tab"), '\t');
  EXPECT_EQ(parse_text_sign("quote", "none"), '\0');
  for (const auto* text : {"", "ab", "é", "none", "\n"}) {
    EXPECT_THROW(parse_text_sign("separator", text), Error) << text;
  }
}

}  // namespace
}  // namespace darties
