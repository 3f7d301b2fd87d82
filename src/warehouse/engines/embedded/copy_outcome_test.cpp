#include <gmock/gmock.h>

#include "warehouse/engines/embedded/copy_fixture.h"

namespace darties {
namespace {

using Rows = std::vector<std::string>;
using ::testing::HasSubstr;

class CopyOutcome : public CopyFixture {
 protected:
  LoadReject only_reject(const TableShape& shape, const std::string& text,
                         const std::string& options) {
    put("in", text);
    const auto outcome = copy(shape, "COPY t FROM 's3://test/in' " + options);
    EXPECT_TRUE(outcome.error);
    EXPECT_EQ(outcome.rejects.size(), 1u);
    return outcome.rejects.empty() ? LoadReject() : outcome.rejects[0];
  }
};

TEST_F(CopyOutcome, TellsRedshiftsCodesAndWords) {
  const auto t = table(
      {"n int", "s varchar(3)", "c char(2)", "b boolean", "k smallint not null", "d decimal(4,1)"});
  struct Case {
    std::string line;
    int code;
    std::string reason;
  };
  const Case cases[] = {
      {"a1||||1|", 1207, "Invalid digit, Value 'a', Pos 0, Type: Integer"},
      {"12.5||||1|", 1207, "Invalid digit, Value '.', Pos 2, Type: Integer"},
      {"3000000000||||1|", 1222, "Overflow (Integer valid range -2147483648 to 2147483647)"},
      {"|abcd|||1|", 1204, "String length exceeds DDL length"},
      {"||abc||1|", 1204, "Char length exceeds DDL length"},
      {"||\xc3\xa9||1|", 1220,
       "Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Invalid char: "
       "\xc3\xa9"},
      {"|\xa4|||1|", 1220,
       "String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: a4 (error "
       "3)"},
      {"|||maybe|1|", 1210, "Unknown boolean format"},
      {"|||||", 1213, "Missing data for not-null field"},
      {"||||1|1000", 1204, "Overflow, Value '1000'"},
      {"||||1|x", 1207, "Invalid digit, Value 'x', Pos 0, Type: Decimal"},
  };
  for (const auto& [line, code, reason] : cases) {
    const auto reject = only_reject(t, line + "\n", "");
    EXPECT_EQ(reject.code, code) << line;
    EXPECT_EQ(reject.reason, reason) << line;
  }
}

TEST_F(CopyOutcome, FailsOnTheFirstBadRowAndKeepsNothing) {
  const auto t = table({"n int"});
  put("in", "1\nx\n3\n");
  for (const auto* options : {"", "MAXERROR 1"}) {
    const auto outcome = copy(t, std::string("COPY t FROM 's3://test/in' ") + options);
    ASSERT_TRUE(outcome.error);
    EXPECT_EQ(outcome.error->kind(), ErrorKind::kInvalid);
    EXPECT_THAT(
        outcome.error->message(),
        HasSubstr(
            "Load into table 't' failed.  Check 'stl_load_errors' system table for details."));
    EXPECT_THAT(outcome.error->message(), HasSubstr("s3://test/in, line 2, column n"));
    EXPECT_EQ(outcome.rows_loaded, 0);
  }
  EXPECT_EQ(rows("SELECT count(*) FROM public.t"), Rows{"0"});
}

TEST_F(CopyOutcome, ToleratesFewerBadRowsThanMaxerror) {
  const auto t = table({"n int"});
  put("in", "1\nx\ny\n4\n");
  const auto tolerated = copy(t, "COPY t FROM 's3://test/in' MAXERROR 3");
  ASSERT_FALSE(tolerated.error);
  EXPECT_EQ(tolerated.rows_loaded, 2);
  EXPECT_EQ(tolerated.rows_rejected, 2);
  EXPECT_EQ(tolerated.rows_read, 4);
  EXPECT_EQ(tolerated.notices,
            (Rows{"Load into table 't' completed, 2 record(s) loaded successfully.",
                  "Load into table 't' completed, 2 record(s) could not be loaded.  Check "
                  "'stl_load_errors' system table "
                  "for details."}));
  EXPECT_TRUE(copy(t, "COPY t FROM 's3://test/in' MAXERROR 2").error);
  EXPECT_FALSE(copy(t, "COPY t FROM 's3://test/in' IGNOREALLERRORS").error);
}

/// What a load tells, in one text.
std::string told(const LoadOutcome& outcome) {
  std::string text = outcome.error ? outcome.error->message() : "no error";
  text += fmt::format(" read={} rejected={} bytes={}", outcome.rows_read, outcome.rows_rejected,
                      outcome.bytes_read);
  for (const auto& reject : outcome.rejects)
    text += fmt::format("\n{}:{} {} {}", reject.url, reject.line_number, reject.raw_line,
                        reject.fields.size());
  for (const auto& file : outcome.files)
    text += fmt::format("\n{} {} {} {}", file.url, file.rows_read, file.rows_rejected, file.failed);
  return text;
}

TEST_F(CopyOutcome, TellsTheSameFaultsWhateverItsThreadsDo) {
  const auto t = table({"n int", "s varchar(8)"});
  for (int file = 0; file < 24; ++file) {
    std::string lines;
    for (int line = 0; line < 20'000; ++line) {
      const bool is_bad = line % 4'000 == 3'999 - file * 100;
      lines += fmt::format("{}{},{}\n", is_bad ? "x" : "", line, file);
    }
    put(fmt::format("f{:02}", file), lines);
  }
  for (const char* options : {"", "MAXERROR 7", "MAXERROR 100", "IGNOREALLERRORS"}) {
    const std::string statement = fmt::format("COPY t FROM 's3://test/f' CSV {}", options);
    const std::string expected = told(copy(t, statement, 1));
    for (int i = 0; i < 5; ++i) EXPECT_EQ(told(copy(t, statement, 8)), expected) << options;
  }
  const auto seventh = copy(t, "COPY t FROM 's3://test/f' CSV MAXERROR 7", 8);
  ASSERT_EQ(seventh.rejects.size(), 7u);
  EXPECT_EQ(seventh.rejects[6].url, "s3://test/f01");
  EXPECT_EQ(seventh.rejects[6].line_number, 7'900);
  EXPECT_EQ(seventh.rows_read, 20'000 + 7'900);
  EXPECT_EQ(seventh.rows_rejected, 7);
}

TEST_F(CopyOutcome, TellsTheFirstBadValueOfParquetFiles) {
  const auto t = table({"n int", "s varchar(3)"});
  sql("CREATE TABLE public.wide AS SELECT i AS n, CASE WHEN i % 1000 = 500 THEN 'long text' ELSE "
      "'ok' END AS s FROM range(400000) r(i)");
  for (int file = 0; file < 12; ++file) {
    std::filesystem::create_directories(folder_ / "bucket/p");
    sql(fmt::format(
        "COPY (SELECT n::INTEGER AS n, s FROM public.wide WHERE n >= {} ORDER BY n) TO "
        "'{}' (FORMAT parquet, ROW_GROUP_SIZE 2048)",
        file == 0 ? 399'600 : 0, (folder_ / fmt::format("bucket/p/{:02}.parquet", file)).string()));
  }
  for (int i = 0; i < 10; ++i) {
    const auto outcome = copy(t, "COPY t FROM 's3://test/p/' PARQUET", 8);
    ASSERT_TRUE(outcome.error);
    EXPECT_THAT(outcome.error->message(), HasSubstr("Data: 9, File name: s3://test/p/01.parquet"));
  }
}

TEST_F(CopyOutcome, RollsBackAllFilesWhenOneIsBad) {
  const auto t = table({"n int"});
  put("a", "1\n");
  put("b", "x\n");
  put("c", "3\n");
  EXPECT_TRUE(copy(t, "COPY t FROM 's3://test/'", 2).error);
  EXPECT_EQ(rows("SELECT count(*) FROM public.t"), Rows{"0"});
}

TEST_F(CopyOutcome, SaysWhichPrefixHasNoObjects) {
  const auto t = table({"n int"});
  const auto outcome = copy(t, "COPY t FROM 's3://test/absent/' CSV");
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->kind(), ErrorKind::kNotFound);
  EXPECT_EQ(outcome.error->message(), "The specified S3 prefix 'absent/' does not exist");
  EXPECT_FALSE(outcome.began);
}

TEST_F(CopyOutcome, LoadsEveryKeyThatBeginsWithThePrefixInOrder) {
  const auto t = table({"n int"});
  put("x", "1\n");
  put("x.1", "2\n");
  put("x_old/deep/y", "3\n");
  put("w", "9\n");
  const auto outcome = copy(t, "COPY t FROM 's3://test/x'");
  ASSERT_FALSE(outcome.error);
  ASSERT_EQ(outcome.files.size(), 3u);
  EXPECT_EQ(outcome.files[1].url, "s3://test/x.1");
  EXPECT_EQ(outcome.files[1].rows_loaded, 1);
  EXPECT_EQ(rows("SELECT sum(n) FROM public.t"), Rows{"6"});
}

TEST_F(CopyOutcome, ReadsTheFilesOfAManifest) {
  const auto t = table({"n int"});
  put("a", "1\n");
  put("b", "2\n");
  put("m",
      R"({"entries":[{"url":"s3://test/a"},{"url":"s3://test/a","mandatory":true},{"url":"s3://test/gone"}]})");
  const auto outcome = copy(t, "COPY t FROM 's3://test/m' MANIFEST");
  ASSERT_FALSE(outcome.error) << outcome.error->what();
  EXPECT_EQ(outcome.rows_loaded, 2);
  put("m", R"({"entries":[{"url":"s3://test/gone","mandatory":true}]})");
  EXPECT_EQ(copy(t, "COPY t FROM 's3://test/m' MANIFEST").error->kind(), ErrorKind::kNotFound);
}

TEST_F(CopyOutcome, ParsesWithoutLoadingWhenToldNotTo) {
  const auto t = table({"n int"});
  put("in", "1\nx\n");
  const auto outcome = copy(t, "COPY t FROM 's3://test/in' NOLOAD MAXERROR 9");
  ASSERT_FALSE(outcome.error);
  EXPECT_EQ(outcome.rows_rejected, 1);
  EXPECT_EQ(outcome.rows_loaded, 0);
  EXPECT_EQ(rows("SELECT count(*) FROM public.t"), Rows{"0"});
}

TEST_F(CopyOutcome, ReplacesInvalidBytesWhenToldTo) {
  const auto t = table({"s varchar"});
  put("in", "a\xc3(\xe2\x82z\n");
  const auto outcome = copy(t, "COPY t FROM 's3://test/in' ACCEPTINVCHARS AS '^'");
  ASSERT_FALSE(outcome.error) << outcome.error->what();
  EXPECT_EQ(rows("SELECT s FROM public.t"), Rows{"a^(^^z"});
  ASSERT_EQ(outcome.replacements.size(), 1u);
  EXPECT_EQ(outcome.replacements[0].line_number, 1);
}

TEST_F(CopyOutcome, RecordsRejectsSoThatTheyOutliveTheRollback) {
  const auto t = table({"a varchar(5)", "n int"});
  put("in", "one|1\ntwo|x2\n");
  const auto outcome = copy(t, "COPY t FROM 's3://test/in'");
  ASSERT_TRUE(outcome.error);
  record_outcome(connection_, outcome);
  EXPECT_EQ(rows("SELECT query, filename, line_number, colname, type, position, raw_line, "
                 "raw_field_value, err_code, "
                 "err_reason, tbl, session FROM darties_internal.stl_load_errors"),
            Rows{"7|s3://test/in|2|n|int4|0|two|x2|x2|1207|Invalid digit, Value 'x', Pos 0, Type: "
                 "Integer|100123|3"});
  EXPECT_EQ(rows("SELECT field, colname, value, is_null, col_length FROM "
                 "darties_internal.stl_loaderror_detail ORDER BY 1"),
            (Rows{"0|a|two|0|5", "1|n|x2|0|0"}));
  EXPECT_EQ(rows("SELECT column_name, column_type, error_code FROM "
                 "darties_internal.sys_load_error_detail"),
            Rows{"n|int4|1207"});
  EXPECT_EQ(rows("SELECT status, table_name, loaded_rows, error_count, file_format FROM "
                 "darties_internal.sys_load_history"),
            Rows{"aborted|t|0|1|TEXT"});
  EXPECT_EQ(
      rows("SELECT filename, lines_scanned, errors, status FROM darties_internal.stl_load_commits"),
      Rows{"s3://test/in|2|1|0"});
}

TEST_F(CopyOutcome, NotesWhichColumnsGotBlanksAtTheEnd) {
  const auto t = table({"a varchar", "b varchar"});
  put("in", "x|y \n");
  EXPECT_EQ(copy(t, "COPY t FROM 's3://test/in'").columns_with_trailing_blanks, Rows{"b"});
}

TEST_F(CopyOutcome, NamesTheNearestColumnForOneThatIsNotThere) {
  const auto t = table({"artist varchar"});
  put("in", "x\n");
  const auto outcome = copy(t, "COPY t (artits) FROM 's3://test/in'");
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->kind(), ErrorKind::kNotFound);
  EXPECT_THAT(outcome.error->message(), HasSubstr("did you mean 'artist'"));
}

TEST_F(CopyOutcome, LeavesIdentityColumnsToTheTableUnlessExplicitIds) {
  auto t = table({"id bigint", "a varchar"});
  t.columns[0].identity = ColumnShape::Identity{};
  sql("CREATE SEQUENCE ids");
  sql("ALTER TABLE public.t ALTER id SET DEFAULT nextval('ids')");
  put("in", "x\ny\n");
  ASSERT_FALSE(copy(t, "COPY t FROM 's3://test/in'").error);
  EXPECT_EQ(rows("SELECT * FROM public.t"), (Rows{"1|x", "2|y"}));
  EXPECT_TRUE(copy(t, "COPY t (id, a) FROM 's3://test/in'").error);
  put("in", "70|z\n");
  ASSERT_FALSE(copy(t, "COPY t FROM 's3://test/in' EXPLICIT_IDS").error);
  EXPECT_EQ(rows("SELECT a FROM public.t WHERE id = 70"), Rows{"z"});
}

TEST_F(CopyOutcome, StopsWhenAskedTo) {
  const auto t = table({"n int"});
  put("in", "1\n");
  std::stop_source source;
  source.request_stop();
  const auto parsed = sql::parse(sql::split("COPY t FROM 's3://test/in'").at(0));
  CopyContext context{.connection = connection_, .table = t, .lake = *lake_};
  context.stop = source.get_token();
  const auto outcome = run_copy(std::get<sql::CopyStatement>(parsed), context);
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->kind(), ErrorKind::kCancelled);
}

TEST_F(CopyOutcome, LeavesOutWhatTheFilterDoesNotWant) {
  const auto t = table({"n int"});
  put("a", "1\n");
  put("b", "2\n");
  const auto parsed = sql::parse(sql::split("COPY t FROM 's3://test/'").at(0));
  CopyContext context{.connection = connection_, .table = t, .lake = *lake_};
  context.filter = [](const std::string& url, const ObjectInfo&) { return url != "s3://test/a"; };
  const auto outcome = run_copy(std::get<sql::CopyStatement>(parsed), context);
  ASSERT_FALSE(outcome.error);
  EXPECT_EQ(outcome.files.size(), 1u);
  EXPECT_EQ(rows("SELECT n FROM public.t"), Rows{"2"});
}

}  // namespace
}  // namespace darties
