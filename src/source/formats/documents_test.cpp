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

std::unique_ptr<Workbook> open(std::string_view format, std::string text,
                               const TextOptions& options = {}) {
  return find_format(format)->open(open_bytes(std::move(text)), "page", options);
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

TEST(Html, BoundsWhatAPageBecomes) {
  const std::string span = "<td colspan=1000 rowspan=1000>" + std::string(200, 'x');
  const auto page = [&](const std::string& cells, int rows) {
    std::string text = "<table><tr>" + cells;
    for (int i = 0; i < rows; ++i) text += "<tr>";
    return text + "</table>";
  };
  EXPECT_THAT(fault_of("html", page(span, 1000)), HasSubstr("more than"));
  std::string many;
  for (int i = 0; i < 17; ++i) many += "<td colspan=1000 rowspan=1000>";
  EXPECT_THAT(fault_of("html", page(many, 0)), HasSubstr("more than 16384 columns"));
  EXPECT_THAT(fault_of("html", page(many.substr(0, many.size() / 17 * 16), 1000)),
              HasSubstr("more than 4000000 cells"));
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  EXPECT_THAT(fault_of("html", deep + "<table><tr><td>1</table>"), HasSubstr("deep"));
}

std::vector<std::string> visible(const Workbook& workbook) {
  std::vector<std::string> names;
  for (const auto& sheet : workbook.sheets()) {
    if (!sheet.hidden) names.push_back(sheet.name);
  }
  return names;
}

std::vector<std::string> rows_of(Workbook& workbook, std::string_view sheet) {
  for (const auto& found : workbook.sheets()) {
    if (found.name == sheet) return rows(workbook, found.index);
  }
  return {"no such sheet"};
}

TEST(Xml, MakesRecordsOfElementsWithWhatStandsAboveThem) {
  const auto document =
      open("xml",
           "<e:Envelope xmlns:e='u'><subject>rates</subject><Cube><Cube time='2020-01-02'>"
           "<Cube currency='USD' rate='1.1193'/><Cube currency='GBP' rate='0.84828'/></Cube></Cube>"
           "</e:Envelope>");
  EXPECT_THAT(visible(*document), ElementsAre("Cube/Cube", "Cube/Cube/Cube"));
  EXPECT_THAT(rows_of(*document, "Cube/Cube/Cube"),
              ElementsAre("currency|rate|time", "USD|1.1193|2020-01-02", "GBP|0.84828|2020-01-02"));
}

TEST(Xml, TakesElementsAsColumnsToo) {
  const auto document = open("xml", "<c><v id='1'><n>Lyon</n></v><v><n>Metz</n><p>FR</p></v></c>");
  EXPECT_THAT(rows_of(*document, "v"), ElementsAre("id|n|p", "1|Lyon", "|Metz|FR"));
}

TEST(Xml, HasTheSameShapeForOneRecordAndForMany) {
  const auto order = [](int id, int lines) {
    std::string text = "<order><id>" + std::to_string(id) + "</id>";
    for (int i = 1; i <= lines; ++i) text += "<line><sku>s" + std::to_string(i) + "</sku></line>";
    return text + "</order>";
  };
  for (const auto& orders : {order(1, 1), order(1, 1) + order(2, 1), order(1, 2) + order(2, 2)}) {
    const auto document = open("xml", "<orders>" + orders + "</orders>");
    EXPECT_THAT(visible(*document), ElementsAre("order", "order/line")) << orders;
    EXPECT_THAT(rows_of(*document, "order").front(), "id");
    EXPECT_EQ(rows_of(*document, "order/line").front(), "sku|id");
    EXPECT_EQ(rows_of(*document, "order/line")[1], "s1|1");
  }
}

TEST(Xml, TellsAnAttributeOfTheRecordFromOneAboveIt) {
  const auto document =
      open("xml", "<r><o id='7'><l id='1'/><l q='2'/></o></r>", {.records = "o/l"});
  EXPECT_THAT(sheets(*document), ElementsAre("o/l"));
  EXPECT_THAT(rows(*document), ElementsAre("id|o/id|q", "1|7", "|7|2"));
}

TEST(Xml, LosesNoElementThatStandsTwiceInARecord) {
  const auto document = open("xml", "<r><o><tag>a</tag><tag>b</tag></o><o><tag>c</tag></o></r>");
  EXPECT_THAT(rows_of(*document, "o"), ElementsAre("tag", "a, b", "c"));
  EXPECT_THAT(rows_of(*document, "o/tag"), ElementsAre("tag", "a", "b", "c"));
}

TEST(Xml, IsItselfTheRecordWhenItHoldsTextsOnly) {
  const auto document = open("xml", "<rates on='d'><usd>1.1</usd><gbp>0.8</gbp></rates>");
  EXPECT_THAT(visible(*document), ElementsAre("/"));
  EXPECT_THAT(rows_of(*document, "/"), ElementsAre("on|usd|gbp", "d|1.1|0.8"));
}

TEST(Xml, IsReadInTheEncodingItDeclares) {
  const auto city = [](std::string text, const TextOptions& options = {}) {
    return rows_of(*open("xml", std::move(text), options), "v").back();
  };
  EXPECT_EQ(city("<?xml version='1.0' encoding='windows-1252'?><c><v n='\xC9vry 5 \x80'/></c>"),
            "Évry 5 €");
  EXPECT_EQ(city("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<c><v n='\xC9vry'/></c>"),
            "Évry");
  EXPECT_EQ(city("<?xml version='1.0'?><c><v n='Évry'/></c>"), "Évry");
  EXPECT_EQ(city("<c><v n='\xC9vry'/></c>", {.encoding = "iso-8859-1"}), "Évry");
  EXPECT_THAT(fault_of("xml", "<c><v n='\xC9vry'/></c>"), HasSubstr("is not UTF-8"));
}

TEST(Xml, BoundsItsPaths) {
  const std::string name(5'000, 'a');
  EXPECT_THAT(fault_of("xml", "<r><" + name + "/></r>"), HasSubstr("more than 4096 bytes"));
  EXPECT_THAT(fault_of("json", "{\"" + name + "\":{\"x\":[{}]}}"),
              HasSubstr("more than 4096 bytes"));
}

TEST(Xml, BoundsWhatItBecomes) {
  std::string wide;
  for (int i = 0; i < 17'000; ++i) wide += "<r a" + std::to_string(i) + "='1'/>";
  const auto document = open("xml", "<l>" + wide + "</l>");
  try {
    document->read(0, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), HasSubstr("more than 16384 columns in the records of 'r'"));
  }
  std::string paths;
  for (int i = 0; i < 1'001; ++i) paths += "<p" + std::to_string(i) + "/>";
  EXPECT_THAT(fault_of("xml", "<l>" + paths + "</l>"), HasSubstr("more than 1000 paths"));
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
