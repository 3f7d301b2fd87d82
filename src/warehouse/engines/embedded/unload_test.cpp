#include <gmock/gmock.h>

#include "warehouse/engines/embedded/copy_fixture.h"

namespace darties {
namespace {

using Rows = std::vector<std::string>;
using ::testing::HasSubstr;

class Unload : public CopyFixture {
 protected:
  void SetUp() override {
    CopyFixture::SetUp();
    sql("CREATE TABLE public.t (a INTEGER, s VARCHAR, b BOOLEAN, seen TIMESTAMP)");
    sql("INSERT INTO public.t VALUES (1, 'x|y', true, '2018-11-21 21:56:47.796'), (2, NULL, false, "
        "NULL)");
  }
  std::string get(const std::string& key) { return lake_->bucket("test").read(key); }
  UnloadOutcome unload_to(const std::string& prefix, const std::string& options) {
    return unload("UNLOAD ('SELECT * FROM public.t ORDER BY a') TO 's3://test/" + prefix + "' " +
                  options);
  }
};

TEST_F(Unload, WritesTextWithPipesByDefault) {
  const auto outcome = unload_to("out/venue_", "");
  EXPECT_EQ(get("out/venue_0000_part_00"), "1|x|y|t|2018-11-21 21:56:47.796\n2||f|\n");
  EXPECT_EQ(outcome.rows, 2);
  EXPECT_EQ(outcome.notices, Rows{"UNLOAD completed, 2 record(s) unloaded successfully."});
  ASSERT_EQ(outcome.files.size(), 1u);
  EXPECT_EQ(outcome.files[0].url, "s3://test/out/venue_0000_part_00");
}

TEST_F(Unload, EscapesAndQuotesWhenTold) {
  unload_to("out/", "ESCAPE NULL AS '\\N' HEADER");
  EXPECT_EQ(get("out/0000_part_00"),
            "a|s|b|seen\n1|x\\|y|t|2018-11-21 21:56:47.796\n2|\\N|f|\\N\n");
  unload_to("quoted/", "ADDQUOTES DELIMITER ','");
  EXPECT_EQ(get("quoted/0000_part_00"),
            "\"1\",\"x|y\",\"t\",\"2018-11-21 21:56:47.796\"\n\"2\",,\"f\",\n");
}

TEST_F(Unload, QuotesFieldsOfCsvOnlyWhereNeeded) {
  sql("INSERT INTO public.t VALUES (3, 'say \"hi\", you', NULL, NULL)");
  unload_to("out/", "CSV PARALLEL OFF");
  EXPECT_EQ(get("out/000"),
            "1,x|y,t,2018-11-21 21:56:47.796\n2,,f,\n3,\"say \"\"hi\"\", you\",,\n");
}

TEST_F(Unload, WritesOneObjectALineAsJson) {
  unload_to("out/", "FORMAT JSON");
  EXPECT_EQ(get("out/0000_part_00"),
            "{\"a\":1,\"s\":\"x|y\",\"b\":\"t\",\"seen\":\"2018-11-21 21:56:47.796\"}\n"
            "{\"a\":2,\"s\":null,\"b\":\"f\",\"seen\":null}\n");
}

TEST_F(Unload, RefusesADestinationThatIsNotEmpty) {
  put("out/old", "x");
  EXPECT_THROW(unload_to("out/", ""), Error);
  unload_to("out/", "ALLOWOVERWRITE");
  EXPECT_EQ(get("out/old"), "x");
  unload_to("out/", "CLEANPATH");
  EXPECT_EQ(lake_->bucket("test").list("out/").size(), 1u);
}

TEST_F(Unload, WritesAManifestThatCopyReads) {
  unload_to("out/", "MANIFEST VERBOSE");
  EXPECT_THAT(get("out/manifest"),
              HasSubstr("{\"entries\":[{\"url\":\"s3://test/out/0000_part_00\",\"meta\":{"
                        "\"content_length\":38,\"record_count\":2}}]"));
  EXPECT_THAT(get("out/manifest"), HasSubstr("{\"name\":\"a\",\"type\":{\"base\":\"integer\"}}"));
  const auto copied =
      table({"a int", "s varchar", "x varchar", "b boolean", "seen timestamp"}, "u");
  const auto outcome =
      copy(copied, "COPY u FROM 's3://test/out/manifest' MANIFEST FILLRECORD MAXERROR 5");
  EXPECT_FALSE(outcome.error);
}

TEST_F(Unload, LeavesNothingBehindWhenTheQueryFails) {
  EXPECT_THROW(unload("UNLOAD ('SELECT CAST(s AS INTEGER) FROM public.t') TO 's3://test/out/'"),
               Error);
  EXPECT_TRUE(lake_->bucket("test").list("out/").empty());
}

TEST_F(Unload, WritesNoObjectForNoRowsOfJson) {
  sql("DELETE FROM public.t");
  EXPECT_TRUE(unload_to("json/", "JSON").files.empty());
  EXPECT_EQ(unload_to("csv/", "CSV HEADER").files.size(), 1u);
  EXPECT_EQ(get("csv/0000_part_00"), "a,s,b,seen\n");
}

TEST_F(Unload, RecordsWhatItWrote) {
  record_unload(connection_, unload_to("out/", ""));
  EXPECT_EQ(rows("SELECT path, line_count, file_format FROM darties_internal.stl_unload_log"),
            Rows{"s3://test/out/0000_part_00|2|TEXT"});
}

TEST_F(Unload, ComesBackThroughCopyUnchanged) {
  const std::string text = "a,\"b\"\n\\c|\xc3\xa9\t'd'\r";
  sql("DELETE FROM public.t");
  sql("INSERT INTO public.t VALUES (1, " + duck::literal(text) + ", true, NULL)");
  const auto copied = table({"a int", "s varchar", "b boolean", "seen timestamp"}, "u");
  for (const auto& [out, in] :
       {std::pair("CSV", "CSV"), std::pair("JSON", "JSON 'auto'"), std::pair("ESCAPE", "ESCAPE"),
        std::pair("ADDQUOTES ESCAPE", "REMOVEQUOTES ESCAPE")}) {
    unload_to("round/", std::string(out) + " CLEANPATH");
    sql("DELETE FROM public.u");
    const auto outcome = copy(copied, std::string("COPY u FROM 's3://test/round/' ") + in);
    ASSERT_FALSE(outcome.error) << out << ": " << outcome.error->what();
    EXPECT_EQ(rows("SELECT s FROM public.u"), Rows{text}) << out;
  }
}

}  // namespace
}  // namespace darties
