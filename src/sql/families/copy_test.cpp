#include <gtest/gtest.h>

#include "sql/parse.h"

// Expected values: Redshift's COPY grammar, its defaults and exclusions.

namespace darties::sql {
namespace {

CopyStatement copy(const std::string& text) {
  return std::get<CopyStatement>(parse({text, 0, {"", 1, 1}}));
}

std::string error_of(const std::string& text) {
  try {
    parse({text, 0, {"a.sql", 1, 1}});
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
    return error.what();
  }
  return "no error";
}

TEST(Copy, HasRedshiftsDefaults) {
  const auto statement = copy("COPY public.Stores FROM 's3://test/stores'");
  EXPECT_EQ(statement.table, (QualifiedName{"public", "stores"}));
  EXPECT_EQ(statement.source, "s3://test/stores");
  EXPECT_EQ(std::get<DelimitedFormat>(statement.format).delimiter, "|");
  EXPECT_EQ(statement.max_error, 0);
  EXPECT_FALSE(statement.null_as);
  EXPECT_EQ(statement.authorization.form, Authorization::Form::kNone);
}

TEST(Copy, TakesTheFormatInEverySpelling) {
  for (const auto* text :
       {"FORMAT AS JSON 'auto'", "FORMAT JSON 'auto'", "JSON 'auto'", "JSON AS 'auto'", "JSON"}) {
    const auto statement = copy(std::string("COPY t FROM 's3://b/x' ") + text);
    EXPECT_EQ(std::get<JsonFormat>(statement.format).mapping, JsonFormat::Mapping::kAuto) << text;
  }
  for (const auto* text : {"CSV", "FORMAT CSV", "FORMAT AS CSV"}) {
    EXPECT_EQ(
        std::get<CsvFormat>(copy(std::string("COPY t FROM 's3://b/x' ") + text).format).delimiter,
        ",");
  }
  EXPECT_TRUE(std::holds_alternative<ParquetFormat>(
      copy("COPY t FROM 's3://b/x' FORMAT AS PARQUET").format));
}

TEST(Copy, TakesParametersInAnyOrderAroundTheFormat) {
  const auto statement = copy(
      "copy staging_events from 's3://udacity-dend/log_data' timeformat as 'epochmillisecs' "
      "maxerror as 10 "
      "iam_role 'arn:aws:iam::123456789012:role/dwh,arn:aws:iam::123456789012:role/next' "
      "json 's3://udacity-dend/log_json_path.json' region 'us-west-2' compupdate off statupdate on "
      "emptyasnull gzip");
  EXPECT_EQ(std::get<JsonFormat>(statement.format).jsonpaths_url,
            "s3://udacity-dend/log_json_path.json");
  EXPECT_EQ(statement.time_format, "epochmillisecs");
  EXPECT_EQ(statement.max_error, 10);
  EXPECT_EQ(statement.authorization.role_arns.size(), 2U);
  EXPECT_EQ(statement.region, "us-west-2");
  EXPECT_EQ(statement.comp_update, "OFF");
  EXPECT_EQ(statement.stat_update, "ON");
  EXPECT_TRUE(statement.empty_as_null);
  EXPECT_EQ(statement.compression, Compression::kGzip);
}

TEST(Copy, ReadsCsvWithItsOptions) {
  const auto statement = copy(
      "COPY t (a, b) FROM 's3://b/x' CSV QUOTE AS '%' DELIMITER ';' IGNOREHEADER 1 NULL AS '\\N' "
      "DATEFORMAT 'auto' "
      "ACCEPTINVCHARS AS '^' TRUNCATECOLUMNS BLANKSASNULL FILLRECORD");
  const auto& csv = std::get<CsvFormat>(statement.format);
  EXPECT_EQ(csv.quote, '%');
  EXPECT_EQ(csv.delimiter, ";");
  EXPECT_EQ(statement.columns, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(statement.ignore_header, 1);
  EXPECT_EQ(statement.null_as, "\\N");
  EXPECT_EQ(statement.replace_invalid_chars, '^');
}

TEST(Copy, ResolvesDelimitersWrittenAsEscapes) {
  EXPECT_EQ(
      std::get<DelimitedFormat>(copy("COPY t FROM 's3://b/x' DELIMITER '\\t'").format).delimiter,
      "\t");
  EXPECT_EQ(
      std::get<DelimitedFormat>(copy("COPY t FROM 's3://b/x' DELIMITER '\\001'").format).delimiter,
      "\1");
  EXPECT_EQ(
      std::get<DelimitedFormat>(copy("COPY t FROM 's3://b/x' DELIMITER '|~|'").format).delimiter,
      "|~|");
}

TEST(Copy, ReadsFixedWidths) {
  const auto format =
      std::get<FixedWidthFormat>(copy("COPY t FROM 's3://b/x' FIXEDWIDTH 'id:3,name:25'").format);
  ASSERT_EQ(format.fields.size(), 2U);
  EXPECT_EQ(format.fields[1].label, "name");
  EXPECT_EQ(format.fields[1].width, 25);
}

TEST(Copy, TakesKeysIntoSecrets) {
  const auto keys =
      copy("COPY t FROM 's3://b/x' ACCESS_KEY_ID 'AK' SECRET_ACCESS_KEY 'SK' SESSION_TOKEN 'T'");
  EXPECT_EQ(keys.authorization.secret_access_key.reveal(), "SK");
  const auto text = copy(
      "COPY t FROM 's3://b/x' CREDENTIALS 'aws_access_key_id=AK;aws_secret_access_key=SK;token=T'");
  EXPECT_EQ(text.authorization.access_key_id.reveal(), "AK");
  EXPECT_EQ(text.authorization.session_token.reveal(), "T");
}

TEST(Copy, RefusesCredentialsOfTheWrongShapeWithoutShowingThem) {
  const auto message = error_of("COPY t FROM 's3://b/x' CREDENTIALS 'secretsecret'");
  EXPECT_NE(message.find("Invalid credentials"), std::string::npos);
  EXPECT_EQ(message.find("secretsecret"), std::string::npos);
}

TEST(Copy, RefusesTwoFormsOfCredentials) {
  EXPECT_NE(error_of("COPY t FROM 's3://b/x' IAM_ROLE default CREDENTIALS "
                     "'aws_iam_role=arn:aws:iam::1:role/a'")
                .find("a.sql:1:41: credentials are given twice"),
            std::string::npos);
}

TEST(Copy, RefusesParametersThatExcludeOneAnother) {
  EXPECT_NE(error_of("COPY t FROM 's3://b/x' CSV ESCAPE").find("ESCAPE is not compatible with CSV"),
            std::string::npos);
  EXPECT_NE(error_of("COPY t FROM 's3://b/x' JSON DELIMITER ','").find("not compatible with JSON"),
            std::string::npos);
  EXPECT_NE(error_of("COPY t FROM 's3://b/x' MAXERROR 5 IGNOREALLERRORS")
                .find("MAXERROR is not compatible"),
            std::string::npos);
  EXPECT_NE(error_of("COPY t FROM 's3://b/x' FORMAT PARQUET GZIP")
                .find("GZIP is not compatible with PARQUET"),
            std::string::npos);
  EXPECT_NE(error_of("COPY t FROM 's3://b/x' CSV JSON 'auto'").find("COPY takes one format"),
            std::string::npos);
  EXPECT_NE(error_of("COPY t FROM 's3://b/x' GZIP ZSTD").find("given twice"), std::string::npos);
}

TEST(Copy, RefusesNumbersOutOfRange) {
  EXPECT_EQ(error_of("COPY t FROM 's3://b/x' MAXERROR 100001"),
            "a.sql:1:33: MAXERROR takes a whole number between 0 and 100000");
  EXPECT_NE(error_of("COPY t FROM 's3://b/x' COMPROWS 10").find("between 1000 and"),
            std::string::npos);
}

TEST(Copy, SuggestsTheParameterThatWasMeant) {
  EXPECT_NE(error_of("COPY t FROM 's3://b/x' IGNOREHEADR 1").find("did you mean 'IGNOREHEADER'"),
            std::string::npos);
}

TEST(Copy, ReadsFromS3AndNotFromFiles) {
  EXPECT_NE(error_of("COPY t FROM '/tmp/x.csv'").find("lake.buckets"), std::string::npos);
  EXPECT_NE(error_of("COPY t TO 's3://b/x'").find("expected FROM"), std::string::npos);
  EXPECT_NE(error_of("COPY (SELECT 1) TO 'x'").find("expected a table name"), std::string::npos);
}

UnloadStatement unload(const std::string& text) {
  return std::get<UnloadStatement>(parse({text, 0, {"", 1, 1}}));
}

TEST(Unload, HasRedshiftsDefaults) {
  const auto statement = unload("UNLOAD ('select ''a'' from t') TO 's3://b/x_' IAM_ROLE DEFAULT");
  EXPECT_EQ(statement.query, "select 'a' from t");
  EXPECT_EQ(statement.query_offset, 9U);
  EXPECT_TRUE(statement.parallel);
  EXPECT_EQ(statement.format, UnloadStatement::Format::kText);
  EXPECT_EQ(statement.max_file_size_bytes, 6657199308U);
}

TEST(Unload, TakesOptionsInAnyOrder) {
  const auto statement = unload(
      "unload ($$select * from t$$) to 's3://b/x/' parallel off format as csv header delimiter as "
      "';' null as 'NA' "
      "iam_role default gzip allowoverwrite manifest verbose maxfilesize 100 mb partition by "
      "(ville, mois) include");
  EXPECT_FALSE(statement.parallel);
  EXPECT_EQ(statement.format, UnloadStatement::Format::kCsv);
  EXPECT_TRUE(statement.header);
  EXPECT_EQ(statement.null_as, "NA");
  EXPECT_TRUE(statement.manifest_verbose);
  EXPECT_EQ(statement.max_file_size_bytes, 104857600U);
  EXPECT_EQ(statement.partition_by.size(), 2U);
  EXPECT_TRUE(statement.partition_include);
}

TEST(Unload, RefusesOptionsThatExcludeOneAnother) {
  EXPECT_NE(
      error_of("UNLOAD ('select 1') TO 's3://b/x' CSV ADDQUOTES").find("not compatible with CSV"),
      std::string::npos);
  EXPECT_NE(
      error_of("UNLOAD ('select 1') TO 's3://b/x' CLEANPATH ALLOWOVERWRITE").find("not compatible"),
      std::string::npos);
  EXPECT_NE(error_of("UNLOAD ('select 1') TO 's3://b/x' MAXFILESIZE 1 MB")
                .find("between 5 MB and 6.2 GB"),
            std::string::npos);
}

}  // namespace
}  // namespace darties::sql
