#include "warehouse/engines/embedded/copy_fixture.h"

namespace darties {
namespace {

using Rows = std::vector<std::string>;

class CopyJson : public CopyFixture {
 protected:
  LoadOutcome load(const TableShape& shape, const std::string& text,
                   const std::string& options = "JSON 'auto'") {
    put("in", text);
    return copy(shape, "COPY t FROM 's3://test/in' " + options);
  }
  void expect_rows(const LoadOutcome& outcome, const Rows& expected) {
    ASSERT_FALSE(outcome.error) << outcome.error->what();
    EXPECT_EQ(rows("SELECT * FROM public.t"), expected);
  }
};

TEST_F(CopyJson, MatchesKeysToColumnsWhateverTheirOrder) {
  const auto t = table({"id int", "name varchar"});
  expect_rows(load(t, R"({"id":1,"name":"a"}
{"name":"b","id":2}
{"other":[1,{"id":9}],"id":3})"),
              {"1|a", "2|b", "3|~"});
}

TEST_F(CopyJson, TakesRootsThatShareALineOrFillMany) {
  const auto t = table({"id int", "name varchar"});
  expect_rows(load(t, "{\"id\":1}{\"id\":2}  {\n  \"id\": 3,\n  \"name\": \"c\"\n}\n\n{\"id\":4}"),
              {"1|~", "2|~", "3|c", "4|~"});
}

TEST_F(CopyJson, MatchesLowerCaseKeysOnlyUnlessToldToIgnoreCase) {
  const auto t = table({"firstname varchar"});
  expect_rows(load(t, R"({"firstName":"Lily"})"), {"~"});
  sql("DELETE FROM public.t");
  expect_rows(load(t, R"({"firstName":"Lily"})", "JSON 'auto ignorecase'"), {"Lily"});
}

TEST_F(CopyJson, LoadsEmptyFilesByteOrderMarksAndCarriageReturns) {
  const auto t = table({"id int"});
  expect_rows(load(t, ""), {});
  expect_rows(load(t, "\xef\xbb\xbf{\"id\":1}\r\n{\"id\":2}\r\n"), {"1", "2"});
}

TEST_F(CopyJson, DecodesEscapesAndKeepsDoubleEncodedNames) {
  const auto t = table({"s varchar"});
  expect_rows(
      load(t, R"({"s":"a\n\t\"\\\/\u00e9\ud83d\ude00"}{"s":"Bj\u00c3\u0083\u00c2\u00b6rk"})"),
      {"a\n\t\"\\/\xc3\xa9\xf0\x9f\x98\x80", "Bj\xc3\x83\xc2\x83\xc3\x82\xc2\xb6rk"});
}

TEST_F(CopyJson, FollowsJsonpathsInBothNotations) {
  const auto t = table({"a int", "b varchar", "c int"});
  put("paths", R"({"jsonpaths":["$['x']['y']","$['list'][1]","$['z']"]})");
  expect_rows(load(t, R"({"x":{"y":1},"list":["p","q"],"z":3})", "JSON 's3://test/paths'"),
              {"1|q|3"});
  put("paths", R"({"jsonpaths":["$.x.y","$.list[0]","$.Z"]})");
  sql("DELETE FROM public.t");
  expect_rows(load(t, R"({"x":{"y":1},"list":["p","q"],"z":3})", "JSON 's3://test/paths'"),
              {"1|p|~"});
}

TEST_F(CopyJson, ReadsAnArrayAtTheTopByIndex) {
  const auto t = table({"a int", "b varchar"});
  put("paths", R"({"jsonpaths":["$[0]","$[1]"]})");
  expect_rows(load(t, "[1,\"x\"]\n[2,null]", "JSON 's3://test/paths'"), {"1|x", "2|~"});
}

TEST_F(CopyJson, RejectsAMissingIndexAndAStepThroughAScalar) {
  const auto t = table({"a int", "b int"});
  put("paths", R"({"jsonpaths":["$['x']['y']","$['l'][2]"]})");
  const auto outcome = load(t, "{\"x\":1,\"l\":[1,2,3]}\n{\"x\":{\"y\":1},\"l\":[1]}\n{\"x\":null}",
                            "JSON 's3://test/paths' MAXERROR 10");
  ASSERT_EQ(outcome.rejects.size(), 2u);
  EXPECT_EQ(outcome.rejects[0].reason, "Invalid JSONPath format: Member is not an object.");
  EXPECT_EQ(outcome.rejects[1].reason,
            "Invalid JSONPath format: Not an array or index out of range.");
  expect_rows(outcome, {"~|~"});
}

TEST_F(CopyJson, RefusesANumberOfPathsThatIsNotThatOfTheColumns) {
  const auto t = table({"a int", "b int"});
  put("paths", R"({"jsonpaths":["$['a']"]})");
  const auto outcome = load(t, "{}", "JSON 's3://test/paths' MAXERROR 10");
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->kind(), ErrorKind::kInvalid);
  EXPECT_TRUE(outcome.error->message().starts_with(
      "Number of jsonpaths and the number of columns should match."));
}

TEST_F(CopyJson, FallsBackToAutoWhenTheFileHasAnotherKey) {
  const auto t = table({"a int"});
  put("paths", R"({"paths":["$['b']"]})");
  expect_rows(load(t, R"({"a":1,"b":2})", "JSON 's3://test/paths'"), {"1"});
}

TEST_F(CopyJson, PutsWholeDocumentsIntoASuperColumn) {
  const auto t = table({"doc super"});
  expect_rows(load(t, R"({"a":[1, 2]} [3])", "JSON 'noshred'"), {R"({"a":[1, 2]})", "[3]"});
}

TEST_F(CopyJson, TakesWholeNumbersWrittenAsFloatsIntoIntegers) {
  const auto t = table({"n bigint", "d decimal(8,2)", "f double precision"});
  expect_rows(load(t, R"({"n":1540919166796.0,"d":1.239,"f":495.3073}{"n":"12","d":"-3","f":1e3})"),
              {"1540919166796|1.23|495.3073", "12|-3.00|1000"});
  const auto outcome = load(t, R"({"n":1.5})");
  ASSERT_EQ(outcome.rejects.size(), 1u);
  EXPECT_EQ(outcome.rejects[0].code, 1207);
  EXPECT_EQ(outcome.rejects[0].reason, "Invalid digit, Value '.', Pos 1, Type: Long");
}

TEST_F(CopyJson, RoundsDecimalsOnlyWhenToldTo) {
  const auto t = table({"d decimal(8,2)"});
  expect_rows(load(t, R"({"d":1.235}{"d":-1.235})", "JSON 'auto' ROUNDEC"), {"1.24", "-1.24"});
}

TEST_F(CopyJson, LoadsEmptyTextAsItIsAndAsNullElsewhere) {
  const auto t = table({"s varchar", "n int", "b boolean"});
  expect_rows(load(t, R"({"s":"","n":"","b":" "})"), {"|~|~"});
  sql("DELETE FROM public.t");
  expect_rows(load(t, R"({"s":"","n":1,"b":true}{"s":"  ","b":"f"})",
                   "JSON 'auto' EMPTYASNULL BLANKSASNULL"),
              {"~|1|t", "~|~|f"});
}

TEST_F(CopyJson, ReadsEpochsForTimestamps) {
  const auto t = table({"at timestamp", "z timestamptz"});
  expect_rows(load(t, R"({"at":1541105830796,"z":"1541105830796"})",
                   "JSON 'auto' TIMEFORMAT 'epochmillisecs'"),
              {"2018-11-01 20:57:10.796|2018-11-01 20:57:10.796+00"});
  const auto outcome = load(t, R"({"at":1541105830796})");
  ASSERT_EQ(outcome.rejects.size(), 1u);
  EXPECT_EQ(outcome.rejects[0].code, 1206);
  EXPECT_EQ(outcome.rejects[0].reason, "Invalid timestamp format or value [YYYY-MM-DD HH24:MI:SS]");
}

TEST_F(CopyJson, KeepsTheTextOfNestedValuesInVarchar) {
  const auto t = table({"v varchar(40)"});
  expect_rows(load(t, R"({"v":{"id": 1,"name": "Renaldo"}}{"v":12.50}{"v":true})"),
              {R"({"id": 1,"name": "Renaldo"})", "12.50", "true"});
}

TEST_F(CopyJson, RejectsALineCutInHalfAndReadsOnWithTheNext) {
  const auto t = table({"id int", "s varchar"});
  const auto outcome = load(t,
                            "{\"id\":1,\"s\":\"a\"}\n{\"id\":2,\"s\":\"b\n{\"id\":3,\"s\":\"c\"}\n{"
                            "\"id\":4,\"s\n{\"id\":5}",
                            "JSON 'auto' MAXERROR 3");
  expect_rows(outcome, {"1|a", "3|c", "5|~"});
  ASSERT_EQ(outcome.rejects.size(), 2u);
  EXPECT_EQ(outcome.rejects[0].code, 1216);
  EXPECT_EQ(outcome.rejects[0].reason, "Invalid value.");
  EXPECT_EQ(outcome.rejects[0].line_number, 2);
  EXPECT_EQ(outcome.rejects[0].raw_line, "{\"id\":2,\"s\":\"b");
  EXPECT_EQ(outcome.rejects[1].line_number, 4);
  EXPECT_EQ(outcome.rows_read, 5);
}

TEST_F(CopyJson, CountsWhatStandsBetweenRootsAsOneErrorEach) {
  const auto t = table({"id int"});
  const auto outcome = load(t, "{\"id\":1},\n{\"id\":2} junk {\"id\":3}", "JSON 'auto' MAXERROR 9");
  expect_rows(outcome, {"1", "2", "3"});
  EXPECT_EQ(outcome.rows_rejected, 2);
}

TEST_F(CopyJson, RejectsAnArrayAtTheTopWithAuto) {
  const auto t = table({"id int"});
  const auto outcome = load(t, R"([{"id":1},{"id":2}])", "JSON 'auto' MAXERROR 2");
  expect_rows(outcome, {});
  EXPECT_EQ(outcome.rows_rejected, 1);
}

TEST_F(CopyJson, NamesTheLastLineOfTheObjectThatItRejects) {
  const auto t = table({"id int"});
  const auto outcome =
      load(t, "{\"id\":1}\n{\n\"id\":\n\"x\"\n}\n{\"id\":2}", "JSON 'auto' MAXERROR 2");
  ASSERT_EQ(outcome.rejects.size(), 1u);
  EXPECT_EQ(outcome.rejects[0].line_number, 5);
}

TEST_F(CopyJson, GivesTheSameRowsHoweverALargeFileIsCut) {
  const auto t = table({"id int", "s varchar(300)"});
  std::string text;
  int good = 0;
  int bad = 0;
  for (int i = 0; text.size() < 3'000'000; ++i) {
    const std::string id = std::to_string(i);
    const std::string filler(static_cast<std::size_t>(i * 37 % 200), 'x');
    switch (i % 7) {
      case 3:  // over several lines, with lines that begin with a brace
        text += "{\"id\":" + id + ",\n\"other\":[\n{\"id\":-1},\n{\"id\":-2}\n],\"s\":\"" + filler +
                "\"}\n";
        ++good;
        break;
      case 4:
        text += "{\"id\":" + id + ",\"s\":\"cut\n";
        ++bad;
        break;
      case 5:
        text += "{\"id\":\"no number\"}\n";
        ++bad;
        break;
      default:
        text += "{\"id\":" + id + ",\"s\":\"" + filler + "\"}" + (i % 2 == 0 ? "\n" : " ");
        ++good;
    }
  }
  put("in", text);
  const auto outcome = copy(t, "COPY t FROM 's3://test/in' JSON 'auto' MAXERROR 100000", 4);
  ASSERT_FALSE(outcome.error) << outcome.error->what();
  EXPECT_GT(outcome.files[0].splits, 1);
  EXPECT_EQ(outcome.rows_loaded, good);
  EXPECT_EQ(outcome.rows_rejected, bad);
  EXPECT_EQ(rows("SELECT count(*), count(DISTINCT id), min(id) FROM public.t"),
            Rows{std::to_string(good) + "|" + std::to_string(good) + "|0"});
}

TEST_F(CopyJson, ReadsAPrettyPrintedArrayAsOneRowEvenWhenItIsLarge) {
  const auto t = table({"doc super"});
  std::string text = "[\n";
  for (int i = 0; text.size() < 1'500'000; ++i) text += "{\"id\":" + std::to_string(i) + "},\n";
  put("in", text + "{\"id\":0}\n]\n");
  const auto outcome = copy(t, "COPY t FROM 's3://test/in' JSON 'noshred'", 4);
  ASSERT_FALSE(outcome.error) << outcome.error->what();
  EXPECT_EQ(outcome.rows_loaded, 1);
}

}  // namespace
}  // namespace darties
