#include "sql/statement.h"

#include <gtest/gtest.h>

namespace darties::sql {
namespace {

std::vector<std::string> texts(std::string_view script) {
  std::vector<std::string> all;
  for (const auto& statement : split(script)) all.push_back(statement.text);
  return all;
}

using Texts = std::vector<std::string>;

TEST(Split, LeavesOutEmptyStatementsAndTheCommentsAround) {
  EXPECT_EQ(texts(";; -- nothing\n SELECT 1 ; /* ; */ SELECT 2"), (Texts{"SELECT 1", "SELECT 2"}));
}

TEST(Split, IsNotFooledBySemicolonsInQuotes) {
  EXPECT_EQ(texts(R"(SELECT ';', 'it''s;', 'a\';b', ";", $$;$$, $x$ ; $$ ; $x$; SELECT 2)").size(),
            2U);
}

TEST(Split, IsNotFooledByNestedComments) {
  EXPECT_EQ(texts("SELECT 1 /* a /* ; */ ; */ + 2").size(), 1U);
}

TEST(Split, SaysWhereEachStatementBegins) {
  const auto statements = split("SELECT 'é';\n  SELECT 2; SELECT 3", "a.sql", 10);
  ASSERT_EQ(statements.size(), 3U);
  EXPECT_EQ(to_string(statements[0].start), "a.sql:10:1");
  EXPECT_EQ(to_string(statements[1].start), "a.sql:11:3");
  EXPECT_EQ(to_string(statements[2].start), "a.sql:11:13");
  EXPECT_EQ(statements[1].offset, 15U);
}

TEST(Split, NamesThePlaceOfALiteralThatIsNeverClosed) {
  try {
    split("SELECT 1;\nSELECT 'abc", "a.sql");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
    EXPECT_EQ(to_string(error.place().value()), "a.sql:2:8");
  }
}

TEST(PlaceOf, CountsCharactersAndNotBytes) {
  const auto statements = split("SELECT 'café', x", "a.sql");
  EXPECT_EQ(to_string(place_of(statements[0], statements[0].text.find('x'))), "a.sql:1:16");
}

TEST(IsComplete, WaitsForTheSemicolonOutsideOfQuotes) {
  EXPECT_FALSE(is_complete("SELECT 1"));
  EXPECT_FALSE(is_complete("SELECT 'a;"));
  EXPECT_FALSE(is_complete("SELECT 1; SELECT 2"));
  EXPECT_TRUE(is_complete("SELECT ';' ; -- done"));
}

TEST(BindParameters, QuotesValuesAndLeavesLiteralsAndCastsAlone) {
  EXPECT_EQ(bind_parameters("SELECT ':name', a::int, :name, /* :name */ :x",
                            {{"name", "O'Neil\\"}, {"x", std::nullopt}}),
            R"(SELECT ':name', a::int, 'O''Neil\\', /* :name */ NULL)");
}

TEST(BindParameters, NamesWhatIsMissing) {
  try {
    bind_parameters("SELECT\n :nom", {{"name", "a"}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "no value for the parameter :nom; parameters with a value: name");
    EXPECT_EQ(error.place()->line, 2);
  }
}

TEST(ParameterNames, ListsEachOnce) {
  EXPECT_EQ(parameter_names("SELECT :b, :a, ':c', :b"), (Texts{"b", "a"}));
}

TEST(MaskCredentials, HidesEveryFormOfKey) {
  EXPECT_EQ(
      mask_credentials("COPY t FROM 's3://b/x' ACCESS_KEY_ID 'AKIA' SECRET_ACCESS_KEY AS 's''k' "
                       "SESSION_TOKEN 't'"),
      "COPY t FROM 's3://b/x' ACCESS_KEY_ID '***' SECRET_ACCESS_KEY AS '***' SESSION_TOKEN '***'");
  EXPECT_EQ(mask_credentials(
                "copy t from 's3://b' with credentials as /* c */ 'aws_iam_role=x' json 'auto'"),
            "copy t from 's3://b' with credentials as /* c */ '***' json 'auto'");
}

TEST(MaskCredentials, HidesKeysInCommentsAndInTextThatDoesNotEnd) {
  EXPECT_EQ(mask_credentials("-- aws_secret_access_key=abc;x\n"),
            "-- aws_secret_access_key=***;x\n");
  EXPECT_EQ(mask_credentials("it's CREDENTIALS 'abc"), "it's CREDENTIALS '***");
}

TEST(MaskCredentials, LeavesOtherTextAlone) {
  EXPECT_EQ(mask_credentials("SELECT password FROM users WHERE a = 'x'"),
            "SELECT password FROM users WHERE a = 'x'");
}

}  // namespace
}  // namespace darties::sql
