#include <algorithm>
#include <random>

#include "warehouse/engines/embedded/copy_fixture.h"

namespace darties {
namespace {

using Rows = std::vector<std::string>;

class CopyText : public CopyFixture {
 protected:
  LoadOutcome load(const TableShape& shape, const std::string& text, const std::string& options) {
    put("in", text);
    return copy(shape, "COPY t FROM 's3://test/in' " + options);
  }
  void expect_rows(const LoadOutcome& outcome, const Rows& expected) {
    ASSERT_FALSE(outcome.error) << outcome.error->what();
    EXPECT_EQ(rows("SELECT * FROM public.t"), expected);
    sql("DELETE FROM public.t");
  }
};

TEST_F(CopyText, SplitsAtPipesAndToleratesOneBehindTheLastField) {
  const auto t = table({"a int", "b varchar"});
  expect_rows(load(t, "1|x\n2|y|\n3|\n", ""), {"1|x", "2|y", "3|"});
}

TEST_F(CopyText, TakesDelimitersOfOneOrSeveralCharacters) {
  const auto t = table({"a int", "b varchar"});
  expect_rows(load(t, "1\tx\n", "DELIMITER '\\t'"), {"1|x"});
  expect_rows(load(t, "1|~|x|y\n", "DELIMITER '|~|'"), {"1|x|y"});
}

TEST_F(CopyText, ReadsQuotedFieldsOfCsv) {
  const auto t = table({"a varchar", "b varchar", "c varchar"});
  expect_rows(load(t, "x,\"y,\"\"z\"\"\", \"two\nlines\"\r\n,\"\",last", "CSV"),
              {"x|y,\"z\"|two\nlines", "||last"});
  expect_rows(load(t, "'a''b';\"c\";d\n", "CSV QUOTE '''' DELIMITER ';'"), {"a'b|\"c\"|d"});
}

TEST_F(CopyText, RejectsAQuoteThatIsNotClosedProperly) {
  const auto t = table({"a varchar", "b varchar"});
  const auto outcome = load(t, "\"x\"y,1\nz,2\n", "CSV MAXERROR 5");
  ASSERT_EQ(outcome.rejects.size(), 1u);
  EXPECT_EQ(outcome.rejects[0].code, 1216);
  expect_rows(outcome, {"z|2"});
}

TEST_F(CopyText, TellsNullsFromEmptyFields) {
  const auto t = table({"a varchar", "b int", "c varchar"});
  expect_rows(load(t, "\\N|\\N|\n||x\n  | |y\n", ""), {"~|~|", "|~|x", "  |~|y"});
  expect_rows(load(t, "NULL|NULL|a\n", "NULL AS 'NULL'"), {"~|~|a"});
  expect_rows(load(t, "|1|  \n", "EMPTYASNULL BLANKSASNULL"), {"~|1|~"});
}

TEST_F(CopyText, TrimsBlanksAndCutsLongTextsWhenTold) {
  const auto t = table({"a varchar(3)", "b char(3)"});
  expect_rows(load(t, "ab   |c  \n", "TRIMBLANKS"), {"ab|c"});
  expect_rows(load(t, "\xc3\xa9\xc3\xa9|abcdef\n", "TRUNCATECOLUMNS"), {"\xc3\xa9|abc"});
}

TEST_F(CopyText, SkipsHeadersAndBlankLinesWhenTold) {
  const auto t = table({"a int", "b int"});
  expect_rows(load(t, "a,b\nc,d\n1,2\n\n3,4\n", "CSV IGNOREHEADER 2 IGNOREBLANKLINES"),
              {"1|2", "3|4"});
}

TEST_F(CopyText, FillsWhatIsMissingAtTheEndWhenTold) {
  const auto t = table({"a int", "b varchar", "c int"});
  expect_rows(load(t, "1\n2|x\n", "FILLRECORD"), {"1||~", "2|x|~"});
  const auto outcome = load(t, "1\n", "");
  ASSERT_EQ(outcome.rejects.size(), 1u);
  EXPECT_EQ(outcome.rejects[0].code, 1214);
  EXPECT_EQ(outcome.rejects[0].reason, "Delimiter not found");
}

TEST_F(CopyText, RejectsExtraColumns) {
  const auto t = table({"a int", "b int"});
  const auto outcome = load(t, "1|2|3\n", "");
  ASSERT_EQ(outcome.rejects.size(), 1u);
  EXPECT_EQ(outcome.rejects[0].code, 1202);
  EXPECT_EQ(outcome.rejects[0].reason, "Extra column(s) found");
}

TEST_F(CopyText, EscapesTheByteBehindABackslash) {
  const auto t = table({"a varchar", "b varchar"});
  expect_rows(load(t, "x\\|y|two\\\nlines\n\\012|\\N\n", "ESCAPE"), {"x|y|two\nlines", "012|~"});
}

TEST_F(CopyText, RemovesQuotesAndKeepsTheDelimitersBetweenThem) {
  const auto t = table({"a varchar", "b varchar"});
  expect_rows(load(t, "\"x|y\"|'z'\nplain|\"q\n", "REMOVEQUOTES MAXERROR 2"), {"x|y|z"});
}

TEST_F(CopyText, LoadsListedColumnsAndFillsTheOthersByTheirDefault) {
  auto t = table({"a int", "b varchar", "c int"});
  t.columns[2].default_sql = "40 + 2";
  put("in", "x|1\n");
  expect_rows(copy(t, "COPY t (b, a) FROM 's3://test/in'"), {"1|x|42"});
}

TEST_F(CopyText, ReadsDatesByTheirFormat) {
  const auto t = table({"d date", "at timestamp"});
  expect_rows(load(t, "2018-11-21|2018-11-21 21:56:47.796\n2018-11-21 10:00:00|2018-11-21\n", ""),
              {"2018-11-21|2018-11-21 21:56:47.796", "2018-11-21|2018-11-21 00:00:00"});
  expect_rows(load(t, "03/31/2003|03.31.2003 18:45:05.123456\n",
                   "DATEFORMAT 'MM/DD/YYYY' TIMEFORMAT 'MM.DD.YYYY HH:MI:SS'"),
              {"2003-03-31|2003-03-31 18:45:05.123456"});
  expect_rows(load(t, "J2451187|2019-02-11T05:09:12.195Z\n", "DATEFORMAT 'auto' TIMEFORMAT 'auto'"),
              {"1999-01-08|2019-02-11 05:09:12.195"});
  expect_rows(load(t, "00/00/00|never\n", "DATEFORMAT 'auto' TIMEFORMAT 'auto' ACCEPTANYDATE"),
              {"~|~"});
  const auto outcome = load(t, "2018-1-1|\n2018-13-01|\n", "MAXERROR 5");
  ASSERT_EQ(outcome.rejects.size(), 2u);
  EXPECT_EQ(outcome.rejects[0].code, 1205);
  EXPECT_EQ(outcome.rejects[0].reason, "Invalid Date Format - length must be 10 or more");
}

TEST_F(CopyText, ReadsCompressedFiles) {
  const auto t = table({"a int", "b varchar"});
  put("in", "1|x\n2|y\n");
  ASSERT_FALSE(copy(t, "COPY t FROM 's3://test/in'").error);
  for (const auto* codec : {"GZIP", "BZIP2", "ZSTD"}) {
    const std::string to = std::string("s3://test/") + codec + "/";
    unload("UNLOAD ('SELECT * FROM public.t ORDER BY a') TO '" + to + "' " + codec);
    sql("DELETE FROM public.t");
    const auto outcome = copy(t, "COPY t FROM '" + to + "' " + codec);
    ASSERT_FALSE(outcome.error) << outcome.error->what();
    EXPECT_EQ(rows("SELECT * FROM public.t"), (Rows{"1|x", "2|y"}));
  }
  const auto outcome = copy(t, "COPY t FROM 's3://test/in' GZIP");
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->kind(), ErrorKind::kInvalid);
}

// An independent reader of CSV: one byte at a time, by the book.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> records(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string& field = records.back().back();
    if (quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      field += text[i++];
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[i] == ',') {
      records.back().emplace_back();
    } else if (!quoted && text[i] == '\n') {
      records.push_back({""});
    } else {
      field += text[i];
    }
  }
  records.pop_back();
  return records;
}

TEST_F(CopyText, AgreesWithASimpleReaderOfCsvOnRandomFiles) {
  const auto t = table({"a varchar", "b varchar"});
  std::mt19937 random(42);
  const auto pick = [&](int most) {
    return static_cast<int>(random() % static_cast<unsigned>(most));
  };
  std::string text;
  while (text.size() < 1'200'000) {
    for (int field = 0; field < 2; ++field) {
      const bool quoted = pick(3) == 0;
      if (quoted) text += '"';
      for (int length = pick(30); length > 0; --length) {
        const char c = "abc ,\n\"|\\"[pick(quoted ? 9 : 4)];
        text += c == '"' ? "\"\"" : std::string(1, c);
      }
      if (quoted) text += '"';
      text += field == 0 ? ',' : '\n';
    }
  }
  put("in", text);
  const auto outcome = copy(t, "COPY t FROM 's3://test/in' CSV", 4);
  ASSERT_FALSE(outcome.error) << outcome.error->what();
  EXPECT_GT(outcome.files[0].splits, 1);
  Rows expected;
  for (const auto& record : read_csv(text)) expected.push_back(record.at(0) + "|" + record.at(1));
  auto found = rows("SELECT * FROM public.t");
  std::ranges::sort(expected);
  std::ranges::sort(found);
  EXPECT_EQ(found.size(), expected.size());
  EXPECT_TRUE(found == expected);
}

}  // namespace
}  // namespace darties
