#include "base/aws/credential_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/aws/iso_time.h"
#include "base/error.h"

namespace darties::aws {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const auto kTime = std::chrono::system_clock::from_time_t(1310772513);  // 2011-07-15T23:28:33Z

TEST(IsoTime, IsReadWithAndWithoutAFraction) {
  EXPECT_EQ(parse_iso_time("2011-07-15T23:28:33Z"), kTime);
  EXPECT_EQ(parse_iso_time("2011-07-15T23:28:33.359Z"), kTime);
  EXPECT_EQ(parse_iso_time("2011-07-15T23:28:33+00:00"), kTime);
  EXPECT_EQ(parse_iso_time("2011-07-16T01:28:33+02:00"), kTime);
  EXPECT_EQ(parse_iso_time("2011-07-15T17:58:33.5-0530"), kTime);
  EXPECT_EQ(parse_iso_time("2011-07-16T00:28:33+01"), kTime);
  EXPECT_EQ(to_iso_time(kTime), "2011-07-15T23:28:33Z");
}

TEST(IsoTime, BeyondTheReachOfTheClockIsItsEnd) {
  EXPECT_EQ(to_iso_time(*parse_iso_time("9999-12-31T23:59:59Z")), "2261-12-31T00:00:00Z");
  EXPECT_EQ(parse_iso_time("0001-01-01T00:00:00Z"), std::nullopt);
}

TEST(IsoTime, OfAnotherTextIsNothing) {
  for (const std::string text :
       {"", "soon", "2011-07-15", "2011-02-30T00:00:00Z", "2011-07-15T24:00:00Z",
        "2011-07-15T23:28:33", "2011-07-15T23:28:33.", "2011-07-15T23:28:33+02:0",
        "2011-07-15T23:28:33+24:00", "2011-07-15T23:28:33 CET", "2011-07-15T23:28:33+"})
    EXPECT_EQ(parse_iso_time(text), std::nullopt) << text;
}

std::string refusal(std::string_view json, CredentialDialect dialect) {
  try {
    read_credentials(json, dialect);
  } catch (const Error& error) {
    return error.what();
  }
  return "read";
}

TEST(CredentialDocument, OfAProcess) {
  const auto read = read_credentials(
      R"({"Version":1,"AccessKeyId":"id","SecretAccessKey":"key","SessionToken":"token",
          "Expiration":"2011-07-15T23:28:33Z"})",
      CredentialDialect::kProcess);
  EXPECT_EQ(read.access_key_id, Secret("id"));
  EXPECT_EQ(read.secret_access_key, Secret("key"));
  EXPECT_EQ(read.session_token, Secret("token"));
  EXPECT_EQ(read.expires, kTime);
}

TEST(CredentialDocument, OfMetadata) {
  const auto read = read_credentials(
      R"({"Code":"Success","AccessKeyId":"id","SecretAccessKey":"key","Token":"token"})",
      CredentialDialect::kMetadata);
  EXPECT_EQ(read.session_token, Secret("token"));
  EXPECT_EQ(read.expires, std::nullopt);
}

TEST(CredentialDocument, SaysWhatIsMissingAndNeverWhatIsThere) {
  const auto process = CredentialDialect::kProcess;
  for (const std::string_view bad :
       {"", "CANARY", "[1]", R"({"Version":1,"AccessKeyId":"CANARY"})",
        R"({"Version":1,"AccessKeyId":5,"SecretAccessKey":"CANARY"})",
        R"({"AccessKeyId":"CANARY","SecretAccessKey":"CANARY"})", R"({"Version":1,"Acc"CANARY)"}) {
    EXPECT_THAT(refusal(bad, process), HasSubstr("the answer")) << bad;
    EXPECT_THAT(refusal(bad, process), Not(HasSubstr("CANARY")));
  }
  EXPECT_THAT(
      refusal(R"({"Version":1,"AccessKeyId":"a","SecretAccessKey":"b","Expiration":"x"})", process),
      HasSubstr("Expiration"));
  EXPECT_THAT(refusal(R"({"Code":"AssumeRoleUnauthorizedAccess"})", CredentialDialect::kMetadata),
              HasSubstr("AssumeRoleUnauthorizedAccess"));
}

}  // namespace
}  // namespace darties::aws
