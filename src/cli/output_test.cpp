#include "cli/output.h"

#include <gmock/gmock.h>

#include <sstream>

#include "base/error.h"

namespace darties::cli {
namespace {

using testing::HasSubstr;
using Kind = OutputColumn::Kind;

std::string written(OutputFormat format, const std::vector<OutputColumn>& columns,
                    const std::vector<Row>& rows) {
  std::ostringstream out;
  const auto table = make_table_writer(out, columns, {.format = format});
  for (const Row& row : rows) table->row(row);
  table->finish();
  return out.str();
}

const std::vector<OutputColumn> kColumns = {
    {"ville"}, {"ca", Kind::kNumber}, {"actif", Kind::kTruth}};
const std::vector<Row> kRows = {
    {"Besançon", "20.3", "t"}, {"a|\"b\"\nc", std::nullopt, "f"}, {"", "NaN", std::nullopt}};

TEST(Output, AlignsTablesByCharactersAndNumbersToTheRight) {
  EXPECT_EQ(written(OutputFormat::kTable, kColumns, kRows),
            "ville       ca  actif\n"
            "--------  ----  -----\n"
            "Besançon  20.3  t\n"
            "a|\"b\"\\nc  NULL  f\n"
            "           NaN  NULL\n");
}

TEST(Output, WritesJsonThatKeepsNumbersTruthsAndNull) {
  EXPECT_EQ(written(OutputFormat::kJson, kColumns, kRows),
            "[\n"
            "  {\"ville\": \"Besançon\", \"ca\": 20.3, \"actif\": true},\n"
            "  {\"ville\": \"a|\\\"b\\\"\\nc\", \"ca\": null, \"actif\": false},\n"
            "  {\"ville\": \"\", \"ca\": \"NaN\", \"actif\": null}\n"
            "]\n");
  EXPECT_EQ(written(OutputFormat::kJson, kColumns, {}), "[]\n");
}

TEST(Output, WritesOneJsonObjectALineAndNumbersEqualNames) {
  EXPECT_EQ(written(OutputFormat::kJsonLines, {{"a"}, {"a"}}, {{"1", "2"}}),
            "{\"a\": \"1\", \"a_2\": \"2\"}\n");
}

TEST(Output, KeepsSuperAsJson) {
  EXPECT_EQ(written(OutputFormat::kJsonLines, {{"s", Kind::kJson}}, {{"{\"k\":[1]}"}, {"no json"}}),
            "{\"s\": {\"k\":[1]}}\n{\"s\": \"no json\"}\n");
}

TEST(Output, CsvTellsNullFromTheEmptyText) {
  EXPECT_EQ(written(OutputFormat::kCsv, kColumns, kRows),
            "ville,ca,actif\nBesançon,20.3,t\n\"a|\"\"b\"\"\nc\",,f\n\"\",NaN,\n");
}

TEST(Output, MarkdownEscapesBars) {
  EXPECT_EQ(written(OutputFormat::kMarkdown, {{"a"}, {"n", Kind::kNumber}}, {{"x|y", "1"}}),
            "| a | n |\n|---|---:|\n| x\\|y | 1 |\n");
}

TEST(Output, DataCanNotTakeOverTheTerminal) {
  EXPECT_THAT(written(OutputFormat::kTable, {{"a"}}, {{"\033[2J\x07"}}),
              HasSubstr("\\x1b[2J\\x07"));
}

TEST(Output, StreamsRowsOnceTheWidthsAreKnown) {
  std::ostringstream out;
  const auto table = make_table_writer(out, {{"n", Kind::kNumber}}, {.row_count = true});
  for (int i = 0; i < 1000; ++i) table->row({"1"});
  EXPECT_NE(out.str(), "");
  table->row({"1234"});
  table->finish();
  EXPECT_THAT(out.str(), HasSubstr("\n1234\n(1,001 rows)\n"));
}

TEST(Output, ASinkBeginsANewTableForEachStatement) {
  std::ostringstream out;
  OutputSink sink(out, {.format = OutputFormat::kCsv});
  sink.columns({{"a", {.id = sql::TypeId::kInteger}}});
  sink.row({"1"});
  sink.columns({{"b", {}}});
  sink.finish();
  EXPECT_EQ(out.str(), "a\n1\nb\n");
  EXPECT_EQ(sink.rows(), 1);
}

}  // namespace
}  // namespace darties::cli
