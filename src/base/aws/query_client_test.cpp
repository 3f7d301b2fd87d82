#include "base/aws/query_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/aws/json_client.h"
#include "fakes/http_fixture.h"

namespace darties::aws {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A service that keeps what it was asked and answers as told.
class Services : public testing::Test {
 protected:
  Services() {
    server_.server.Post("/", [this](const httplib::Request& request, httplib::Response& response) {
      asked_ = request;
      response.status = status_;
      response.set_content(answer_, "text/xml");
    });
    server_.start();
    AccessOptions options{.region = "eu-west-1"};
    options.endpoint_urls[""] = server_.url("");
    options.access_key_id = Secret("AKIDEXAMPLE");
    options.secret_access_key = Secret("canary-of-the-secret-key");
    access_ = std::make_unique<Access>(options, system_clock());
  }

  fakes::HttpServer server_;
  httplib::Request asked_;
  int status_ = 200;
  std::string answer_;
  std::unique_ptr<Access> access_;
};

TEST_F(Services, AreAskedInAForm) {
  QueryClient redshift(*access_, "redshift");
  redshift.call("DescribeClusters",
                {{"ClusterIdentifier", "a b"}, {"TagKeys.TagKey.1", "darties:project"}});
  EXPECT_EQ(asked_.body,
            "Action=DescribeClusters&Version=2012-12-01&ClusterIdentifier=a%20b&TagKeys.TagKey.1="
            "darties%3Aproject");
  EXPECT_THAT(asked_.get_header_value("Authorization"),
              HasSubstr("/eu-west-1/redshift/aws4_request"));
}

TEST_F(Services, AnswerBelowTheirResultElement) {
  answer_ =
      "<GetRoleResponse "
      "xmlns='u'><GetRoleResult><Role><Arn>arn:x</Arn></Role></GetRoleResult></GetRoleResponse>";
  EXPECT_EQ(QueryClient(*access_, "iam").call("GetRole", {}).result.text("Role/Arn"), "arn:x");
}

TEST_F(Services, AnswerWithoutAResultElementWhereThereIsNone) {
  answer_ =
      "<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet></"
      "DescribeVpcsResponse>";
  EXPECT_EQ(QueryClient(*access_, "ec2").call("DescribeVpcs", {}).result.text("vpcSet/item/vpcId"),
            "vpc-1");
}

TEST_F(Services, RefuseInAWayThatWasExpected) {
  status_ = 404;
  answer_ =
      "<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>none</Message></Error></"
      "ErrorResponse>";
  const auto answer = QueryClient(*access_, "iam").call("GetRole", {}, {"NoSuchEntity"});
  ASSERT_TRUE(answer.refusal);
  EXPECT_EQ(answer.refusal->message, "none");
}

TEST_F(Services, RefuseWithTheNameOfThePermission) {
  status_ = 403;
  answer_ =
      "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></"
      "ErrorResponse>";
  try {
    QueryClient(*access_, "iam").call("CreateRole", {}, {"NoSuchEntity"});
    FAIL() << "it was allowed";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kDenied);
    EXPECT_THAT(error.what(), HasSubstr("iam:CreateRole"));
    EXPECT_THAT(error.what(), Not(HasSubstr("canary")));
  }
}

TEST_F(Services, OfJsonNameTheirActionInAHeader) {
  answer_ = R"({"workgroup":{}})";
  const auto answer =
      JsonClient(*access_, kRedshiftServerless).call("GetWorkgroup", R"({"workgroupName":"w"})");
  EXPECT_EQ(asked_.get_header_value("X-Amz-Target"), "RedshiftServerless.GetWorkgroup");
  EXPECT_EQ(asked_.get_header_value("Content-Type"), "application/x-amz-json-1.1");
  EXPECT_EQ(asked_.body, R"({"workgroupName":"w"})");
  EXPECT_EQ(answer.document, answer_);
}

TEST_F(Services, OfJsonRefuseInAWayThatWasExpected) {
  status_ = 400;
  answer_ = R"({"__type":"com.amazonaws#ResourceNotFoundException","message":"none"})";
  const auto answer = JsonClient(*access_, kSecretsManager)
                          .call("GetSecretValue", "{}", {"ResourceNotFoundException"});
  ASSERT_TRUE(answer.refusal);
  EXPECT_EQ(answer.refusal->message, "none");
  EXPECT_THROW(JsonClient(*access_, kSecretsManager).call("GetSecretValue", "{}"), Error);
}

}  // namespace
}  // namespace darties::aws
