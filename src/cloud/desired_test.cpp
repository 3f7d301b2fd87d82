#include "cloud/desired.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/config.h"
#include "cloud/permissions.h"
#include "cloud/prices.h"
#include "fakes/temporary_folder.h"

namespace darties::cloud {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// The dwh.cfg of the replaced stack, with some lines replaced.
class CloudDesired : public ::testing::Test {
 protected:
  Desired read(const std::string& ini, const std::string& yaml = "") {
    folder_.put("darties.yml", "name: My Shop\n" + yaml);
    folder_.put("dwh.cfg", "[DWH]\n" + ini);
    return read_desired(load_config({.project_folder = folder_.path()}));
  }
  std::string refusal(const std::string& ini, const std::string& yaml = "") {
    try {
      read(ini, yaml);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }
  TemporaryFolder folder_;
};

TEST_F(CloudDesired, ComesFromTheFileOfTheReplacedStack) {
  const Desired desired = read(
      "DWH_CLUSTER_TYPE=multi-node\nDWH_NUM_NODES=4\nDWH_NODE_TYPE=dc2.large\n"
      "DWH_IAM_ROLE_NAME=dwhRole\nDWH_CLUSTER_IDENTIFIER=dwhCluster\nDWH_DB=dwh\n"
      "DWH_DB_USER=dwhuser\nDWH_DB_PASSWORD=Passw0rd\nDWH_PORT=5440\n");
  EXPECT_EQ(desired.cluster, "dwhcluster");  // as AWS keeps it
  EXPECT_EQ(desired.role, "dwhRole");
  EXPECT_EQ(desired.security_group, "darties-dwhcluster");
  EXPECT_EQ(desired.nodes, 4);
  EXPECT_EQ(desired.node_type, "dc2.large");
  EXPECT_EQ(desired.database, "dwh");
  EXPECT_EQ(desired.user, "dwhuser");
  EXPECT_EQ(desired.port, 5440);
  EXPECT_EQ(desired.password, Secret("Passw0rd"));
}

TEST_F(CloudDesired, IsSmallPrivateAndNamedAfterTheProjectWhenNothingIsSaid) {
  const Desired desired = read("");
  EXPECT_EQ(desired.cluster, "darties-my-shop");
  EXPECT_EQ(desired.nodes, 1);
  EXPECT_FALSE(desired.publicly_accessible);
  EXPECT_TRUE(desired.password.empty());
}

TEST_F(CloudDesired, RefusesWhatAwsWouldRefuseLater) {
  EXPECT_THAT(refusal("DWH_NODE_TYPE=ra3.larg\n"), HasSubstr("did you mean 'ra3.large'?"));
  EXPECT_THAT(refusal("DWH_NODE_TYPE=ra3.larg\n"), HasSubstr("dwh.cfg:2:1"));
  EXPECT_THAT(refusal("DWH_CLUSTER_IDENTIFIER=a--b\n"), HasSubstr("letters, digits"));
  EXPECT_THAT(refusal("DWH_CLUSTER_TYPE=multi-node\nDWH_NUM_NODES=1\n"), HasSubstr("at least 2"));
  for (const std::string user : {"Admin", "1user", "public", "select", "a b", "a:b", "_a"})
    EXPECT_THAT(refusal("DWH_DB_USER=" + user + "\n"), HasSubstr("1 to 128 lower-case")) << user;
  for (const std::string user : {"awsuser", "a", "etl_1+x.y@z-w"})
    EXPECT_EQ(refusal("DWH_DB_USER=" + user + "\n"), "") << user;
  for (const std::string name : {"Dwh", "1dwh", "table", "a-b"})
    EXPECT_THAT(refusal("DWH_DB=" + name + "\n"), HasSubstr("1 to 64 lower-case")) << name;
  EXPECT_THAT(refusal("DWH_PORT=80\n"), HasSubstr("from 1150 to 65535"));
  EXPECT_THAT(refusal("", "infra: { kind: serverles }\n"), HasSubstr("provisioned or serverless"));
}

TEST_F(CloudDesired, NeverShowsAPasswordThatIsNotGoodEnough) {
  const std::string text = refusal("DWH_DB_PASSWORD=canaryonlyletters\n");
  EXPECT_THAT(text, HasSubstr("a digit"));
  EXPECT_THAT(text, Not(HasSubstr("canaryonlyletters")));
}

TEST_F(CloudDesired, CostsWhatTheTableSaysTimesItsNodes) {
  const Desired desired = read("DWH_NUM_NODES=4\nDWH_NODE_TYPE=dc2.large\n");
  EXPECT_DOUBLE_EQ(price_of(desired, "us-east-1")->hourly, 1.0);
  EXPECT_TRUE(price_of(desired, "us-east-1")->of_this_region);
  EXPECT_FALSE(price_of(desired, "eu-west-3")->of_this_region);
  EXPECT_THAT(price_text(desired, "us-east-1"), HasSubstr("1.00 USD an hour, 730 USD a month"));
  EXPECT_FALSE(price_of(read("DWH_NODE_TYPE=rg.large\n"), "us-east-1"));
}

TEST_F(CloudDesired, NeedsNoMoreRightsThanItsKind) {
  const std::string provisioned = smallest_policy(read(""), "eu-west-3");
  EXPECT_THAT(provisioned, HasSubstr("arn:aws:redshift:eu-west-3:*:cluster:darties-my-shop"));
  EXPECT_THAT(provisioned, HasSubstr("iam:PassRole"));
  EXPECT_THAT(provisioned, Not(HasSubstr("secretsmanager")));
  EXPECT_THAT(provisioned, Not(HasSubstr("\"*:*\"")));
  const std::string managed =
      smallest_policy(read("", "infra: { login_kept_by: secrets_manager }\n"), "eu-west-3");
  EXPECT_THAT(managed, HasSubstr("secretsmanager:CreateSecret"));
}

}  // namespace
}  // namespace darties::cloud
