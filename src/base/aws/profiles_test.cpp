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
  EXPECT_EQ(setting(profiles, "default", "s3"), "");
  EXPECT_EQ(setting(profiles, "default", "region_too"), "e");
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
