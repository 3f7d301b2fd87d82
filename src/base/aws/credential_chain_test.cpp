#include "base/aws/credential_chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>

#include "base/error.h"
#include "fakes/fake_clock.h"
#include "fakes/http_fixture.h"
#include "fakes/temporary_folder.h"

namespace darties::aws {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kRoles = "/latest/meta-data/iam/security-credentials/";

/// A machine with a home, an environment, and one server that plays STS, a container's agent and instance metadata.
class CredentialChainTest : public ::testing::Test {
 protected:
  CredentialChainTest() {
    server_.server.Post("/", [this](const httplib::Request& request, httplib::Response& response) {
      const std::lock_guard lock(mutex_);
      sts_calls_.push_back(request);
      const auto role = request.get_param_value("RoleArn");
      response.set_content(
          fmt::format("<R><{0}Result><Credentials><AccessKeyId>key of {1}</AccessKeyId>"
                      "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                      "<Expiration>2018-11-30T01:00:00Z</Expiration></Credentials></{0}Result></R>",
                      request.get_param_value("Action"), role),
          "text/xml");
    });
    server_.server.Put("/latest/api/token", [](const auto& request, auto& response) {
      response.status = request.has_header("x-aws-ec2-metadata-token-ttl-seconds") ? 200 : 400;
      response.set_content("session", "text/plain");
    });
    const auto metadata = [this](const std::string& content) {
      return [this, content](const auto& request, auto& response) {
        const bool asked_well = request.get_header_value("x-aws-ec2-metadata-token") == "session";
        response.status = asked_well && has_role_ ? 200 : asked_well ? 404 : 401;
        response.set_content(content, "text/plain");
      };
    };
    const std::string keys =
        R"("SecretAccessKey":"s","Token":"t","Expiration":"2018-11-30T06:00:00Z"})";
    server_.server.Get(kRoles, metadata("loader\n"));
    server_.server.Get(kRoles + "loader",
                       metadata(R"({"Code":"Success","AccessKeyId":"instance",)" + keys));
    server_.server.Get("/container", [keys](const auto& request, auto& response) {
      if (request.get_header_value("Authorization") != "agent-token") response.status = 403;
      response.set_content(R"({"AccessKeyId":"container",)" + keys, "application/json");
    });
    server_.start();
    environment_ = {{"HOME", folder_.path().string()}, {"AWS_EC2_METADATA_DISABLED", "true"}};
  }

  void set(const std::string& name, const std::string& value) { environment_[name] = value; }
  void with_instance() {
    set("AWS_EC2_METADATA_DISABLED", "false");
    set("AWS_EC2_METADATA_SERVICE_ENDPOINT", server_.url("/"));
  }
  void config(const std::string& text) { folder_.put(".aws/config", text); }
  void credentials(const std::string& text) { folder_.put(".aws/credentials", text); }

  Credentials find() {
    options_.environment = environment_;
    options_.endpoint_urls = {{"sts", server_.url("")}};
    if (!environment_["AWS_PROFILE"].empty()) options_.profile = environment_["AWS_PROFILE"];
    access_ = std::make_unique<Access>(options_, clock_);
    return access_->credentials()->get();
  }
  std::string key() { return find().access_key_id.reveal(); }
  std::string refusal() {
    try {
      find();
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr("CANARY")));
      return error.what();
    }
    return "found";
  }
  /// Who signed the calls of STS, in order: "key1 for role".
  std::vector<std::string> sts_calls() {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> calls;
    for (const auto& request : sts_calls_) {
      const std::string authorization = request.get_header_value("Authorization");
      const std::size_t begin = authorization.find('=') + 1;
      calls.push_back(fmt::format(
          "{} for {}",
          authorization.empty() ? "unsigned"
                                : authorization.substr(begin, authorization.find("/2018") - begin),
          request.get_param_value("RoleArn")));
    }
    return calls;
  }
  std::string sts_parameter(const char* name) {
    const std::lock_guard lock(mutex_);
    return sts_calls_.back().get_param_value(name);
  }

  FakeClock clock_;
  TemporaryFolder folder_;
  std::mutex mutex_;  // guards sts_calls_
  std::vector<httplib::Request> sts_calls_;
  std::atomic<bool> has_role_{true};
  fakes::HttpServer server_;
  std::map<std::string, std::string> environment_;
  AccessOptions options_;
  std::unique_ptr<Access> access_;
};

TEST_F(CredentialChainTest, AsksItsSourcesInOrder) {
  with_instance();
  EXPECT_EQ(key(), "instance");
  set("AWS_CONTAINER_CREDENTIALS_FULL_URI", server_.url("/container"));
  set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "agent-token");
  EXPECT_EQ(key(), "container");
  credentials("[default]\naws_access_key_id = profile\naws_secret_access_key = s\n");
  EXPECT_EQ(key(), "profile");
  set("AWS_WEB_IDENTITY_TOKEN_FILE", folder_.put("token", "jwt\n").string());
  set("AWS_ROLE_ARN", "arn:web");
  EXPECT_EQ(key(), "key of arn:web");
  set("AWS_ACCESS_KEY_ID", "environment");
  set("AWS_SECRET_ACCESS_KEY", "s");
  EXPECT_EQ(key(), "environment");
  options_.profile_is_said = true;
  EXPECT_EQ(key(), "profile");
  options_.access_key_id = Secret("project");
  options_.secret_access_key = Secret("s");
  EXPECT_EQ(key(), "project");
}

TEST_F(CredentialChainTest, NamesEverySourceWhenNoneHasAny) {
  EXPECT_THAT(refusal(),
              AllOf(HasSubstr("put KEY and SECRET into [AWS] of dwh.cfg"),
                    HasSubstr("AWS_ACCESS_KEY_ID (not set)"), HasSubstr("profile default of "),
                    HasSubstr("/.aws/credentials (not there)"),
                    HasSubstr("instance metadata (switched off")));
}

TEST_F(CredentialChainTest, SaysWhereTheyComeFromAndWhenTheyEnd) {
  credentials("[default]\naws_access_key_id = profile\naws_secret_access_key = s\n");
  EXPECT_THAT(find().source, AllOf(HasSubstr("profile default"), HasSubstr("credentials:2")));
  credentials("");
  with_instance();
  const Credentials found = find();
  EXPECT_EQ(found.source, "role loader of this instance");
  EXPECT_EQ(found.session_token, Secret("t"));
  EXPECT_EQ(found.expires, clock_.now() + std::chrono::hours(6));
}

TEST_F(CredentialChainTest, HalfAPairOfTheEnvironmentIsRefused) {
  set("AWS_ACCESS_KEY_ID", "CANARY");
  EXPECT_THAT(refusal(), HasSubstr("AWS_SECRET_ACCESS_KEY is not"));
}

TEST_F(CredentialChainTest, AProfileThatIsNotThereIsRefusedWithTheNearestName) {
  credentials("[work]\naws_access_key_id = k\naws_secret_access_key = s\n");
  set("AWS_PROFILE", "wrok");
  EXPECT_THAT(refusal(), HasSubstr("(did you mean 'work'?)"));
}

TEST_F(CredentialChainTest, AProfileWithHalfAPairOfKeysIsRefusedWithItsPlace) {
  credentials("[default]\naws_access_key_id = CANARY\n");
  EXPECT_THAT(refusal(), HasSubstr("credentials:2: profile default needs both"));
}

TEST_F(CredentialChainTest, ARoleIsAssumedWithTheKeysOfItsSourceProfile) {
  config(
      "[profile load]\nrole_arn = arn:load\nsource_profile = base\nexternal_id = x1\n"
      "role_session_name = nightly\nduration_seconds = 900\n");
  credentials("[base]\naws_access_key_id = base\naws_secret_access_key = s\n");
  set("AWS_PROFILE", "load");
  const Credentials found = find();
  EXPECT_EQ(found.access_key_id, Secret("key of arn:load"));
  EXPECT_EQ(found.expires, clock_.now() + std::chrono::hours(1));
  EXPECT_THAT(found.source, AllOf(HasSubstr("role arn:load, assumed with profile base")));
  EXPECT_THAT(sts_calls(), ElementsAre("base for arn:load"));
  EXPECT_EQ(sts_parameter("ExternalId"), "x1");
  EXPECT_EQ(sts_parameter("RoleSessionName"), "nightly");
  EXPECT_EQ(sts_parameter("DurationSeconds"), "900");
  EXPECT_EQ(sts_parameter("Version"), "2011-06-15");
}

TEST_F(CredentialChainTest, RolesAreFollowedOneThroughTheOther) {
  config(
      "[profile c]\nrole_arn = arn:c\nsource_profile = b\n"
      "[profile b]\nrole_arn = arn:b\nsource_profile = b\n"
      "aws_access_key_id = own\naws_secret_access_key = s\n");
  set("AWS_PROFILE", "c");
  EXPECT_EQ(key(), "key of arn:c");
  EXPECT_THAT(sts_calls(), ElementsAre("own for arn:b", "key of arn:b for arn:c"));
}

TEST_F(CredentialChainTest, RolesInACircleAreRefused) {
  config(
      "[profile a]\nrole_arn = arn:a\nsource_profile = b\n"
      "[profile b]\nrole_arn = arn:b\nsource_profile = a\n");
  set("AWS_PROFILE", "a");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("config:6: "), HasSubstr("circle: a -> b -> a")));
  EXPECT_THAT(sts_calls(), ElementsAre());
}

TEST_F(CredentialChainTest, ARoleNamesOneSourceOfItsKeys) {
  set("AWS_PROFILE", "a");
  config("[profile a]\nrole_arn = arn:a\n");
  EXPECT_THAT(refusal(), HasSubstr("needs one of source_profile"));
  config("[profile a]\nrole_arn = arn:a\nsource_profile = b\ncredential_source = Environment\n");
  EXPECT_THAT(refusal(), HasSubstr("needs one of source_profile"));
  config("[profile a]\nrole_arn = arn:a\ncredential_source = Cloud\n");
  EXPECT_THAT(refusal(), HasSubstr("config:3: credential_source must be Environment"));
  config("[profile a]\nrole_arn = arn:a\ncredential_source = Ec2InstanceMetadata\n");
  EXPECT_THAT(refusal(), HasSubstr("gives no credentials here"));
  config("[profile a]\nrole_arn = arn:a\nsource_profile = b\nmfa_serial = arn:mfa\n");
  EXPECT_THAT(refusal(), HasSubstr("MFA"));
  with_instance();
  config("[profile a]\nrole_arn = arn:a\ncredential_source = Ec2InstanceMetadata\n");
  EXPECT_EQ(key(), "key of arn:a");
  EXPECT_THAT(sts_calls(), ElementsAre("instance for arn:a"));
}

TEST_F(CredentialChainTest, SingleSignOnIsLeftToTheCommandLineOfAws) {
  config("[default]\nsso_session = s\n");
  EXPECT_THAT(refusal(), HasSubstr("aws configure export-credentials --profile default"));
}

TEST_F(CredentialChainTest, AWebIdentityIsSentUnsigned) {
  set("AWS_PROFILE", "w");
  config("[profile w]\nrole_arn = arn:w\nweb_identity_token_file = " +
         folder_.put("token", " jwt\n").string() + "\n");
  EXPECT_EQ(key(), "key of arn:w");
  EXPECT_THAT(sts_calls(), ElementsAre("unsigned for arn:w"));
  EXPECT_EQ(sts_parameter("WebIdentityToken"), "jwt");
  EXPECT_EQ(sts_parameter("Action"), "AssumeRoleWithWebIdentity");
}

TEST_F(CredentialChainTest, AProcessIsRunWithoutAShell) {
  folder_.put("answer.json",
              R"({"Version":1,"AccessKeyId":"process","SecretAccessKey":"s","SessionToken":"t"})");
  config("[default]\ncredential_process = cat " + (folder_ / "answer.json").string() + "\n");
  EXPECT_EQ(key(), "process");
  config("[default]\ncredential_process = echo CANARY ; touch " + (folder_ / "made").string() +
         "\n");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("config:2: "), HasSubstr("credential_process")));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "made"));
}

TEST_F(CredentialChainTest, AContainerIsAskedWithTheTokenOfItsFile) {
  set("AWS_CONTAINER_CREDENTIALS_FULL_URI", server_.url("/container"));
  EXPECT_THAT(refusal(), HasSubstr("asking the container for credentials"));
  set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", folder_.put("token", "agent-token\n").string());
  EXPECT_EQ(key(), "container");
  set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container");
  options_.http.connect_to = {fmt::format("169.254.170.2:80:127.0.0.1:{}", server_.port())};
  EXPECT_EQ(key(), "container");
}

TEST_F(CredentialChainTest, AContainersAddressThatOthersCanOverhearIsRefused) {
  for (const std::string url :
       {"http://example.org/", "http://127.0.0.1.example.org/", "http://localhost@example.org/",
        "http://127.0.0.1:80@example.org/", "ftp://localhost/"}) {
    set("AWS_CONTAINER_CREDENTIALS_FULL_URI", url);
    EXPECT_THAT(refusal(), HasSubstr("must be https")) << url;
  }
}

TEST_F(CredentialChainTest, AnInstanceWithoutARoleHasNone) {
  with_instance();
  has_role_ = false;
  EXPECT_THAT(refusal(), HasSubstr("no credentials for AWS"));
}

TEST_F(CredentialChainTest, TheProjectsRoleIsAssumedWithWhatTheChainGives) {
  set("AWS_ACCESS_KEY_ID", "environment");
  set("AWS_SECRET_ACCESS_KEY", "s");
  options_.role_arn = "arn:project";
  EXPECT_EQ(key(), "key of arn:project");
  EXPECT_EQ(access_->assume_role("arn:copy")->get().access_key_id, Secret("key of arn:copy"));
  EXPECT_EQ(access_->assume_role("arn:copy"), access_->assume_role("arn:copy"));
  EXPECT_THAT(sts_calls(),
              ElementsAre("environment for arn:project", "key of arn:project for arn:copy"));
}

}  // namespace
}  // namespace darties::aws
