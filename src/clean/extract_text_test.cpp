// Text files: signs of numbers decided by their column, options, encodings, limits.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/text.h"
#include "clean/extract.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class ExtractText : public testing::Test {
 protected:
  ExtractSpec file(std::string_view text, const std::string& name = "ventes.csv") {
    return {.workbook = folder_.put(name, text).string(), .to = "s3://lake/out.json"};
  }

  /// All values of a column, one after the other; or what was wrong.
  std::string column(const ExtractSpec& spec, const std::string& name) {
    try {
      extract(spec, lake_);
    } catch (const Error& error) {
      return error.message();
    }
    const std::string json = lake_.bucket("lake").read("out.json");
    const std::string key = "\"" + name + "\":";
    std::string values;
    for (auto at = json.find(key); at != json.npos; at = json.find(key, at + 1)) {
      const auto start = at + key.size();
      values += json.substr(start, json.find_first_of(",}", start) - start) + " ";
    }
    return values;
  }

  /// What a column of these texts (bars between them) becomes.
  std::string figures(std::string_view texts, const std::string& type,
                      const NumberStyle& numbers = {}) {
    std::string rows = "item;ca\n";
    int number = 0;
    for (const auto text : split(texts, '|')) rows += fmt::format("i{};{}\n", ++number, text);
    auto spec = file(rows);
    spec.types = {{"ca", type}};
    spec.numbers = numbers;
    return column(spec, "ca");
  }

  TemporaryFolder folder_;
  Lake lake_{{{"lake", folder_.path() / "lake"}}};
};

TEST_F(ExtractText, DecidesTheSignsOfNumbersByTheirColumn) {
  EXPECT_EQ(figures("1,234.50|1,234", "decimal"), "1234.50 1234 ");
  EXPECT_EQ(figures("1,234|1,234.50", "decimal"), "1234 1234.50 ");
  EXPECT_EQ(figures("1.234|1.234.567", "decimal"), "1234 1234567 ");
  EXPECT_EQ(figures("1.234|20.3", "decimal"), "1.234 20.3 ");
  EXPECT_EQ(figures("1,234|20,3", "decimal"), "1.234 20.3 ");
  EXPECT_EQ(figures("12,000|1,234", "integer"), "12000 1234 ");
  EXPECT_EQ(figures("1,234 %|2,5 %", "percent"), "0.01234 0.025 ");
  EXPECT_EQ(figures("$1,234|$0.50", "currency"), "1234 0.50 ");
}

TEST_F(ExtractText, RefusesANumberThatMayBeTwo) {
  EXPECT_THAT(figures("1,234", "decimal"),
              HasSubstr("cell 2:2 (ca): '1,234': either 1234 or 1.234: no other figure"));
  EXPECT_THAT(figures("12,000", "integer"), HasSubstr("either 12000 or 12.000"));
  EXPECT_THAT(figures("1.234|5.678", "decimal"), HasSubstr("bad cells: 2"));
  EXPECT_THAT(figures("20,3|20.3|1,234", "decimal"), HasSubstr("cell 4:2 (ca): '1,234': either"));
}

TEST_F(ExtractText, TakesTheSignsItIsTold) {
  EXPECT_EQ(figures("1,234|2", "decimal", {.decimal = ','}), "1.234 2 ");
  EXPECT_EQ(figures("1,234|2", "decimal", {.decimal = '.'}), "1234 2 ");
  EXPECT_EQ(figures("1,234|2", "integer", {.thousands = ','}), "1234 2 ");
  EXPECT_THAT(figures("20,3", "decimal", {.decimal = '.'}), HasSubstr("'.' is the decimal sign"));
}

TEST_F(ExtractText, DecidesAllFiguresOfAnUnpivotedSheetTogether) {
  auto spec = file("ville;O_mai;O_juin\nLyon;1,234;20,3\n");
  spec.unpivot = Unpivot{.columns = "O_{mois}"};
  EXPECT_EQ(column(spec, "value"), "1.234 20.3 ");
}

TEST_F(ExtractText, KeepsOneCurrencyInAColumn) {
  EXPECT_THAT(figures("5 €|6 $", "currency"),
              HasSubstr("cell 3:2 (ca): '6 $': $ in a column of €"));
  EXPECT_EQ(figures("5 €|6|7 €", "currency"), "5 6 7 ");
}

TEST_F(ExtractText, TakesDatesByTheirFormatAndTextsForNoValue) {
  auto spec = file("jour;heure;ca\n31.01.21;8:30;-\n01.02.21;n/a;(5,5)\n");
  spec.types = {{"jour", "date %d.%m.%y"}, {"heure", "time"}, {"ca", "decimal"}};
  spec.null_values = {"-", "N/A"};
  EXPECT_EQ(column(spec, "jour"), "\"2021-01-31\" \"2021-02-01\" ");
  EXPECT_EQ(column(spec, "heure"), "\"08:30:00\" null ");
  EXPECT_EQ(column(spec, "ca"), "null -5.5 ");
}

TEST_F(ExtractText, RefusesTimesThatNoClockShows) {
  auto spec = file("t\n2021-01-31 25:61:00\n");
  spec.types = {{"t", "date"}};
  EXPECT_THAT(column(spec, "t"), HasSubstr("cell 2:1 (t): '2021-01-31 25:61:00': a time that no"));
}

TEST_F(ExtractText, SaysWhatItTookForGranted) {
  const auto summary = extract(file("ville\n\xC9vry\n"), lake_);
  EXPECT_THAT(summary.notes, ElementsAre(StartsWith("read as Windows-1252")));
  EXPECT_EQ(column(file("ville\n\xC9vry\n"), "ville"), "\"Évry\" ");
}

TEST_F(ExtractText, ReadsDocumentsOfJsonAndXml) {
  EXPECT_EQ(column(file("[\n {\"a\": 1},\n {\"a\": 2}\n]\n", "a.json"), "a"), "1 2 ");
  auto spec = file("<orders><order id='1'><line><sku>A</sku></line></order></orders>", "a.xml");
  spec.sheets = {"order/line"};
  EXPECT_EQ(column(spec, "sku"), "\"A\" ");
  spec.sheets = {};
  spec.text.records = "order/line";
  EXPECT_EQ(column(spec, "id"), "\"1\" ");
}

// A file of some 150 KB would become gigabytes of nulls.
TEST_F(ExtractText, BoundsTheFieldsWithoutAValue) {
  std::string rows;
  for (int i = 0; i < 10'000; ++i) rows += fmt::format("{{\"k{}\":1}}\n", i);
  auto spec = file(rows, "a.jsonl");
  EXPECT_THAT(column(spec, "k0"), HasSubstr("rows that have hardly a column in common"));
  spec.columns = {"k0", "k1"};
  EXPECT_THAT(column(spec, "k1"), StartsWith("null 1 null"));
}

}  // namespace
}  // namespace darties
