#include "base/aws/access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/config.h"
#include "fakes/temporary_folder.h"

namespace darties::aws {
namespace {

using ::testing::HasSubstr;

using Variables = std::map<std::string, std::string>;

class AccessOptionsTest : public ::testing::Test {
 protected:
  void project(const std::string& yaml, const std::string& ini = "") {
    folder_.put("darties.yml", yaml);
    if (!ini.empty()) folder_.put("dwh.cfg", ini);
  }
  void home_file(const std::string& name, const std::string& text) {
    folder_.put(".aws/" + name, text);
  }
  AccessOptions options(Variables aws = {}, Variables darties = {}) {
    aws["HOME"] = folder_.path().string();
    return access_options(
        load_config({.project_folder = folder_.path(), .environment = std::move(darties)}), aws);
  }
  std::string refusal(Variables aws = {}, Variables darties = {}) {
    try {
      options(std::move(aws), std::move(darties));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
      return error.what();
    }
    return "accepted";
  }

  TemporaryFolder folder_;
};

TEST_F(AccessOptionsTest, TakesKeysAndRegionFromTheIniFileOfTheReplacedStack) {
  project("name: p", "[AWS]\nKEY=AKIDEXAMPLE\nSECRET=hidden\n[DWH]\nDWH_REGION=eu-west-3\n");
  const auto found = options({{"AWS_REGION", "us-east-2"}});
  EXPECT_EQ(found.access_key_id, Secret("AKIDEXAMPLE"));
  EXPECT_EQ(found.secret_access_key, Secret("hidden"));
  EXPECT_THAT(found.keys_place, HasSubstr("dwh.cfg:2:1"));
  EXPECT_EQ(found.region, "eu-west-3");
}

TEST_F(AccessOptionsTest, EmptyKeysOfATemplateAreNone) {
  project("name: p", "[AWS]\nKEY=\nSECRET=\n[DWH]\nDWH_REGION=\n");
  EXPECT_TRUE(options().access_key_id.empty());
  EXPECT_EQ(options().region, "");
}

TEST_F(AccessOptionsTest, TheEnvironmentWinsOverTheIniFile) {
  project("name: p", "[AWS]\nKEY=old\nSECRET=old\n");
  const auto found = options({}, {{"DARTIES_AWS__KEY", "new"}, {"DARTIES_AWS__SECRET", "newer"}});
  EXPECT_EQ(found.access_key_id, Secret("new"));
  EXPECT_EQ(found.secret_access_key, Secret("newer"));
}

TEST_F(AccessOptionsTest, RefusesHalfAPairOfKeysAndKeysInTheSharedFile) {
  project("name: p", "[AWS]\nKEY=AKIDEXAMPLE\n");
  EXPECT_THAT(refusal(), HasSubstr("both KEY and SECRET"));
  project("aws: { key: a, secret: b }", "[AWS]\n");
  EXPECT_THAT(refusal(), HasSubstr("put aws.key into [AWS] of dwh.cfg"));
}

TEST_F(AccessOptionsTest, FindsTheRegionInTheNearestPlace) {
  project("name: p");
  home_file("config", "[default]\nregion = ca-central-1\n[profile work]\nregion = eu-north-1\n");
  EXPECT_EQ(options().region, "ca-central-1");
  EXPECT_EQ(options({{"AWS_PROFILE", "work"}}).region, "eu-north-1");
  EXPECT_EQ(options({{"AWS_DEFAULT_REGION", "us-west-1"}}).region, "us-west-1");
  EXPECT_EQ(options({{"AWS_REGION", "us-west-2"}, {"AWS_DEFAULT_REGION", "us-west-1"}}).region,
            "us-west-2");
  project("aws: { region: eu-west-1, profile: work }");
  EXPECT_EQ(options({{"AWS_REGION", "us-west-2"}}).region, "eu-west-1");
  EXPECT_EQ(options().profile, "work");
  EXPECT_TRUE(options().profile_is_said);
}

TEST_F(AccessOptionsTest, TakesEndpointsFromTheNearestPlace) {
  project("name: p");
  home_file("config", "[default]\nendpoint_url = http://localhost:1/\n");
  EXPECT_EQ(options().endpoint_urls, (Variables{{"", "http://localhost:1"}}));
  EXPECT_EQ(options({{"AWS_ENDPOINT_URL", "http://localhost:2"},
                     {"AWS_ENDPOINT_URL_REDSHIFT_DATA", "http://localhost:3"}})
                .endpoint_urls,
            (Variables{{"", "http://localhost:2"}, {"redshift-data", "http://localhost:3"}}));
  project("aws: { endpoints: { s3: 'http://localhost:4/' } }");
  EXPECT_EQ(options({{"AWS_ENDPOINT_URL", "http://localhost:2"}}).endpoint_urls,
            (Variables{{"s3", "http://localhost:4"}}));
  EXPECT_TRUE(options().path_style);
  project("aws: { endpoint_url: 'localhost:4' }");
  EXPECT_THAT(refusal(), HasSubstr("darties.yml:1:8: expected an endpoint such as https://"));
}

// In the order of botocore's ConfiguredEndpointProvider.
TEST_F(AccessOptionsTest, TakesEachServicesEndpointFromTheNearestPlace) {
  project("name: p");
  home_file("config",
            "[default]\nendpoint_url = http://localhost:1\nservices = local\n[services local]\n"
            "s3 =\n  endpoint_url = http://localhost:2/\nsecrets_manager =\n"
            "  endpoint_url = http://localhost:3\n");
  EXPECT_EQ(options().endpoint_urls, (Variables{{"", "http://localhost:1"},
                                                {"s3", "http://localhost:2"},
                                                {"secretsmanager", "http://localhost:3"}}));
  EXPECT_EQ(options({{"AWS_ENDPOINT_URL_S3", "http://localhost:4"}}).endpoint_urls,
            (Variables{{"", "http://localhost:1"},
                       {"s3", "http://localhost:4"},
                       {"secretsmanager", "http://localhost:3"}}));
  EXPECT_EQ(options({{"AWS_ENDPOINT_URL", "http://localhost:5"}}).endpoint_urls,
            (Variables{{"", "http://localhost:5"}}));
  home_file("config", "[default]\nservices = lokal\n[services local]\n");
  EXPECT_THAT(refusal(), HasSubstr("no section [services lokal]"));
}

TEST_F(AccessOptionsTest, IgnoresConfiguredEndpointsWhenToldTo) {
  project("name: p");
  home_file("config",
            "[default]\nendpoint_url = http://localhost:1\n"
            "ignore_configured_endpoint_urls = TRUE\n");
  EXPECT_EQ(options().endpoint_urls, Variables{});
  EXPECT_EQ(options({{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "false"}}).endpoint_urls,
            (Variables{{"", "http://localhost:1"}}));
  home_file("config", "[default]\nendpoint_url = http://localhost:1\n");
  EXPECT_EQ(options({{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"},
                     {"AWS_ENDPOINT_URL", "http://localhost:2"}})
                .endpoint_urls,
            Variables{});
  project("aws: { endpoint_url: 'http://localhost:3' }");
  EXPECT_EQ(options({{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"}}).endpoint_urls,
            (Variables{{"", "http://localhost:3"}}));
}

TEST_F(AccessOptionsTest, ReadsHowToConnect) {
  project(
      "aws: { path_style: false, endpoint_url: 'https://h', timeout: 2s, allow_http: true,\n"
      "  ca_bundle: ca.pem, connect_to: ['a:443:127.0.0.1:1', 'b:443:127.0.0.1:2'] }");
  const auto found = options();
  EXPECT_FALSE(found.path_style);
  EXPECT_TRUE(found.http.allow_http);
  EXPECT_EQ(found.http.ca_bundle, "ca.pem");
  EXPECT_EQ(found.http.connect_to,
            (std::vector<std::string>{"a:443:127.0.0.1:1", "b:443:127.0.0.1:2"}));
  EXPECT_EQ(found.limits.silence, std::chrono::seconds(2));
  project("aws: { timeout: soon }");
  EXPECT_THAT(refusal(), HasSubstr("such as 20s"));
}

struct EndpointCase {
  std::string service;
  std::string region;
  std::string url;
  std::string signed_for;
};

TEST(Endpoint, FollowsServiceRegionAndPartition) {
  const EndpointCase cases[] = {
      {"redshift", "eu-west-1", "https://redshift.eu-west-1.amazonaws.com", "eu-west-1"},
      {"s3", "us-east-1", "https://s3.us-east-1.amazonaws.com", "us-east-1"},
      {"iam", "eu-west-1", "https://iam.amazonaws.com", "us-east-1"},
      {"iam", "", "https://iam.amazonaws.com", "us-east-1"},
      {"sts", "eu-west-1", "https://sts.eu-west-1.amazonaws.com", "eu-west-1"},
      {"sts", "", "https://sts.amazonaws.com", "us-east-1"},
      {"redshift-serverless", "eu-west-1", "https://redshift-serverless.eu-west-1.amazonaws.com",
       "eu-west-1"},
      {"ec2", "cn-north-1", "https://ec2.cn-north-1.amazonaws.com.cn", "cn-north-1"},
      {"iam", "cn-northwest-1", "https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1"},
      {"iam", "us-gov-east-1", "https://iam.us-gov.amazonaws.com", "us-gov-west-1"},
  };
  for (const auto& [service, region, url, signed_for] : cases) {
    const Endpoint endpoint = endpoint_of({.region = region}, service);
    EXPECT_EQ(endpoint.url, url) << service << " " << region;
    EXPECT_EQ(endpoint.region, signed_for) << service << " " << region;
    EXPECT_FALSE(endpoint.custom);
  }
}

TEST(Endpoint, OfTheUsersOwnWinsAndNeedsNoRegion) {
  const AccessOptions options{
      .endpoint_urls = {{"", "http://localhost:1"}, {"s3", "http://localhost:2"}}};
  EXPECT_EQ(endpoint_of(options, "s3").url, "http://localhost:2");
  EXPECT_EQ(endpoint_of(options, "ec2").url, "http://localhost:1");
  EXPECT_EQ(endpoint_of(options, "ec2").region, "us-east-1");
  EXPECT_EQ(endpoint_of(options, "ec2", "eu-west-1").region, "eu-west-1");
  EXPECT_TRUE(endpoint_of(options, "ec2").custom);
}

TEST(Endpoint, NeedsARegionThatCanBeOne) {
  EXPECT_THROW(endpoint_of({}, "redshift"), Error);
  EXPECT_THROW(endpoint_of({}, "s3", "evil.example.org/"), Error);
  try {
    endpoint_of({}, "redshift");
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("DWH_REGION"));
  }
}

}  // namespace
}  // namespace darties::aws
