#include "base/aws/profiles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/temporary_folder.h"

namespace darties::aws {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Kind = Profiles::Kind;

Profiles config(std::string_view text) {
  Profiles profiles;
  profiles.add(text, "config", Kind::kConfig);
  return profiles;
}

std::string setting(const Profiles& profiles, const std::string& profile, const std::string& name) {
  const Profile* found = profiles.find(profile);
  return found == nullptr ? "no profile" : found->text(name);
}

std::string refusal(std::string_view text) {
  try {
    config(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
    return error.what();
  }
  return "read";
}

TEST(Profiles, AreNamedByTheirSections) {
  const auto profiles = config(
      "[default]\nregion = a\n[profile work]\nregion = b\n[profile \"two words\"]\nregion=c\n"
      "[bare]\nregion = d\n[sso-session s]\nregion = e\n[services t]\nregion = f\n");
  EXPECT_THAT(profiles.names(), ElementsAre("default", "two words", "work"));
  EXPECT_EQ(setting(profiles, "default", "region"), "a");
  EXPECT_EQ(setting(profiles, "work", "region"), "b");
  EXPECT_EQ(setting(profiles, "two words", "region"), "c");
}

TEST(Profiles, OfTheCredentialsFileNeedNoPrefixAndWin) {
  auto profiles = config("[profile work]\nregion = a\naws_access_key_id = old\n");
  profiles.add("[work]\naws_access_key_id = new\n", "credentials", Kind::kCredentials);
  EXPECT_EQ(setting(profiles, "work", "aws_access_key_id"), "new");
  EXPECT_EQ(setting(profiles, "work", "region"), "a");
  EXPECT_EQ(profiles.find("work")->place_of("aws_access_key_id"), (Place{"credentials", 2}));
  EXPECT_EQ(profiles.find("work")->place_of("absent"), (Place{"config", 1}));
}

TEST(Profiles, LeaveOutCommentsAndNestedSettings) {
  const auto profiles = config(
      "\xEF\xBB\xBF# one\r\n; two\r\n[default] # three\r\nregion = a # four\r\noutput = b#c ;d\r\n"
      "s3 =\r\n  region = nested\r\n\tmax_queue_size = 1\r\nREGION_TOO = e\r\n");
  EXPECT_EQ(setting(profiles, "default", "region"), "a");
  EXPECT_EQ(setting(profiles, "default", "output"), "b#c");
  EXPECT_EQ(profiles.find("default")->nested("s3").at("region").text, "nested");
  EXPECT_EQ(profiles.find("default")->nested("s3").size(), 2u);
  EXPECT_EQ(setting(profiles, "default", "region_too"), "e");
}

// What Python's configparser, and so botocore, makes of these texts.
TEST(Profiles, ASettingMayBeIndentedAndOnlyADeeperLineBelongsToIt) {
  const auto profiles = config(
      "[profile a]\n  region = eu-west-1\n  role_arn: arn:aws:iam::1:role/r\n source_profile = b\n"
      "\n# note\n [profile b]\n\taws_access_key_id = KEY\n    \n\taws_secret_access_key = SECRET\n"
      "[profile c]\n  s3 =\n    endpoint_url = http://localhost:1\n\n    addressing_style = path\n"
      "  region = us-west-2\n");
  EXPECT_EQ(setting(profiles, "a", "region"), "eu-west-1");
  EXPECT_EQ(setting(profiles, "a", "role_arn"), "arn:aws:iam::1:role/r");
  EXPECT_EQ(setting(profiles, "a", "source_profile"), "b");
  EXPECT_EQ(setting(profiles, "b", "aws_access_key_id"), "KEY");
  EXPECT_EQ(setting(profiles, "b", "aws_secret_access_key"), "SECRET");
  EXPECT_EQ(setting(profiles, "c", "region"), "us-west-2");
  EXPECT_EQ(profiles.find("c")->nested("s3").at("endpoint_url").text, "http://localhost:1");
  EXPECT_EQ(profiles.find("c")->nested("s3").at("addressing_style").text, "path");
}

TEST(Profiles, RefuseASettingThatSwallowsTheNextOnes) {
  const auto profiles = config(
      "[profile a]\nregion = eu-west-1\n  role_arn = CANARY\n"
      "[profile b]\ncredential_process = keys --user\n  me\n[profile c]\nregion =\n  CANARY\n");
  for (const char* name : {"a", "c"}) {
    try {
      setting(profiles, name, "region");
      ADD_FAILURE() << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
      EXPECT_THAT(error.what(), HasSubstr("the lines below region are indented deeper"));
      EXPECT_THAT(error.what(), Not(HasSubstr("CANARY")));
    }
  }
  EXPECT_EQ(setting(profiles, "b", "credential_process"), "keys --user\nme");
}

TEST(Profiles, ASectionThatComesAgainGoesOn) {
  const auto profiles = config("[default]\na = 1\nb = 1\n[profile x]\n[default]\nb = 2\n");
  EXPECT_EQ(setting(profiles, "default", "a"), "1");
  EXPECT_EQ(setting(profiles, "default", "b"), "2");
}

TEST(Profiles, RefuseALineThatIsNoneWithoutShowingIt) {
  EXPECT_THAT(refusal("[default]\nCANARY\n"), HasSubstr("config:2: "));
  EXPECT_THAT(refusal("[default]\nCANARY\n"), Not(HasSubstr("CANARY")));
  EXPECT_THAT(refusal("[default\n"), HasSubstr("config:1: "));
  EXPECT_THAT(refusal("a = CANARY\n"), HasSubstr("before the first [SECTION]"));
  EXPECT_THAT(refusal("[default]\n= CANARY\n"), HasSubstr("config:2: "));
  EXPECT_THAT(refusal("\xff"), HasSubstr("UTF-8"));
}

TEST(Profiles, AreReadFromHomeOrWhereTheEnvironmentSays) {
  const TemporaryFolder folder;
  folder.put(".aws/config", "[default]\nregion = home\n");
  folder.put(".aws/credentials", "[keys]\nregion = home\n");
  folder.put("other", "[default]\nregion = elsewhere\n");
  const std::string home = folder.path().string();
  EXPECT_THAT(Profiles::load({{"HOME", home}}).names(), ElementsAre("default", "keys"));
  EXPECT_EQ(setting(Profiles::load({{"HOME", home}, {"AWS_CONFIG_FILE", "~/other"}}), "default",
                    "region"),
            "elsewhere");
  EXPECT_THAT(Profiles::load({{"HOME", home + "/absent"}}).names(), ElementsAre());
  EXPECT_THAT(Profiles::load({}).names(), ElementsAre());
}

}  // namespace
}  // namespace darties::aws
