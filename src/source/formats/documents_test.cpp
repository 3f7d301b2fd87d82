#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "source/charset.h"
#include "source/formats/registry.h"
#include "source/memory_object.h"
#include "source/workbook.h"

namespace darties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::unique_ptr<Workbook> open(std::string_view format, std::string text) {
  return find_format(format)->open(open_bytes(std::move(text)), "page");
}

std::vector<std::string> sheets(const Workbook& workbook) {
  std::vector<std::string> names;
  for (const auto& sheet : workbook.sheets()) names.push_back(sheet.name);
  return names;
}

std::vector<std::string> rows(Workbook& workbook, std::size_t sheet = 0) {
  const auto reader = workbook.read(sheet, {});
  std::vector<std::string> lines;
  for (SourceRow row; reader->next(row);) {
    std::string line;
    for (std::uint32_t column = 1; column <= row.cells.back().column; ++column) {
      line += (column == 1 ? "" : "|") + std::string(row.at(column).text);
    }
    lines.push_back(line);
  }
  return lines;
}

std::string fault_of(std::string_view format, std::string text) {
  try {
    open(format, std::move(text));
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(Html, TakesEachTableAsASheetCalledByCaptionOrId) {
  const auto page = open(
      "html",
      "<h1>Cities</h1><table id=t1><tr><td>a</table>"
      "<table><caption> Rates of <b>today</b></caption><tr><th>x</table><table><tr><td>1</table>");
  EXPECT_THAT(sheets(*page), ElementsAre("t1", "Rates of today", "table"));
}

TEST(Html, ReadsCellsAsABrowserShowsThem) {
  const auto page = open("html",
                         "<table><thead><tr><th>City<th>Note</thead>"
                         "<tr><td> Le\n Mans <td>a&nbsp;&amp; b<br>c<sup>1</sup><script>x</script>"
                         "<tr><td>&Eacute;vry<td></table>");
  EXPECT_THAT(rows(*page), ElementsAre("City|Note", "Le Mans|a & b c", "Évry"));
}

TEST(Html, RepeatsACellThatSpansColumnsAndRows) {
  const auto page = open("html",
                         "<table><tr><th rowspan=2>city<th colspan=2>rate"
                         "<tr><th>2020<th>2021<tr><td>Nancy<td>1<td>2</table>");
  EXPECT_THAT(rows(*page), ElementsAre("city|rate|rate", "city|2020|2021", "Nancy|1|2"));
}

TEST(Html, BoundsASpan) {
  const auto page = open("html", "<table><tr><td colspan=99999999>x<td colspan=-3>y</table>");
  EXPECT_EQ(rows(*page).front().size(), 1000U * 2 + 1);
}

TEST(Html, SaysThatAPageHasNoTable) {
  EXPECT_THAT(fault_of("html", "<p>nothing"), HasSubstr("no <table>"));
}

TEST(Xml, MakesRecordsOfElementsThatRepeatWithWhatStandsAboveThem) {
  const auto document =
      open("xml",
           "<e:Envelope xmlns:e='u'><subject>rates</subject><Cube><Cube time='2020-01-02'>"
           "<Cube currency='USD' rate='1.1193'/><Cube currency='GBP' rate='0.84828'/></Cube></Cube>"
           "</e:Envelope>");
  EXPECT_THAT(sheets(*document), ElementsAre("Cube/Cube/Cube"));
  EXPECT_THAT(rows(*document),
              ElementsAre("currency|rate|time", "USD|1.1193|2020-01-02", "GBP|0.84828|2020-01-02"));
}

TEST(Xml, TakesElementsAsColumnsToo) {
  const auto document = open("xml", "<c><v id='1'><n>Lyon</n></v><v><n>Metz</n><p>FR</p></v></c>");
  EXPECT_THAT(rows(*document), ElementsAre("id|n|p", "1|Lyon", "|Metz|FR"));
}

TEST(Json, FindsListsOfObjectsByPath) {
  const auto document =
      open("json", R"({"data":{"cities":[{"n":"Lyon","x":20.30},{"n":null,"y":true}]},"k":1})");
  EXPECT_THAT(sheets(*document), ElementsAre("data/cities"));
  EXPECT_THAT(rows(*document), ElementsAre("n|x|y", "Lyon|20.30", "||true"));
}

TEST(Json, TakesAnObjectOfValuesAsNamesAndValues) {
  const auto document = open("json", R"({"base":{"x":[]},"rates":{"USD":1.1193,"GBP":0.84828}})");
  EXPECT_THAT(rows(*document), ElementsAre("name|value", "USD|1.1193", "GBP|0.84828"));
}

TEST(Json, SaysWhereADocumentIsNone) {
  EXPECT_THAT(fault_of("json", "{\"a\": oops}"), HasSubstr("at byte"));
  EXPECT_THAT(fault_of("json", std::string(100000, '[')), HasSubstr("levels"));
}

TEST(Charset, BecomesUtf8) {
  EXPECT_EQ(charset_of("text/csv; Charset=\"ISO-8859-1\""), "iso-8859-1");
  EXPECT_EQ(to_utf8("\xC9vry", "iso-8859-1"), "Évry");
  EXPECT_EQ(to_utf8("\xEF\xBB\xBF"
                    "a",
                    ""),
            "a");
  EXPECT_EQ(to_utf8(std::string_view("\xFF\xFE"
                                     "a\0",
                                     4),
                    ""),
            "a");
  EXPECT_THROW(to_utf8("\xC9vry", ""), Error);
  EXPECT_THROW(to_utf8("a", "no-such-charset"), Error);
}

}  // namespace
}  // namespace darties
