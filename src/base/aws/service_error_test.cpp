#include "base/aws/service_error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace darties::aws {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

HttpResponse answer(int status, std::string body = "",
                    std::vector<std::pair<std::string, std::string>> headers = {}) {
  HttpResponse response{.status = status, .body = std::move(body)};
  for (auto& [name, value] : headers) response.headers.add(name, value);
  return response;
}

ServiceError error_of(const HttpResponse& response) {
  const auto error = find_error(response);
  return error ? *error : ServiceError{.code = "none"};
}

TEST(ServiceError, ASuccessIsNone) {
  EXPECT_FALSE(find_error(answer(200, "<ListRolesResponse/>")));
  EXPECT_FALSE(find_error(answer(204)));
  EXPECT_FALSE(find_error(answer(206, "a,b,c")));
}

TEST(ServiceError, ReadsTheXmlOfQueryServices) {
  const auto error = error_of(
      answer(404,
             "<ErrorResponse "
             "xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type>"
             "<Code>NoSuchEntity</Code><Message>no role dwhRole</Message></Error>"
             "<RequestId>ab-1</RequestId></ErrorResponse>"));
  EXPECT_EQ(error.status, 404);
  EXPECT_EQ(error.code, "NoSuchEntity");
  EXPECT_EQ(error.message, "no role dwhRole");
  EXPECT_EQ(error.request_id, "ab-1");
  EXPECT_FALSE(error.foreign);
}

TEST(ServiceError, ReadsTheXmlOfEc2AndOfMoto) {
  const std::string errors =
      "<Errors><Error><Code>AuthFailure</Code><Message>m</Message></Error></Errors>";
  const auto ec2 =
      error_of(answer(401, "<Response>" + errors + "<RequestID>r-2</RequestID></Response>"));
  EXPECT_EQ(ec2.code, "AuthFailure");
  EXPECT_EQ(ec2.request_id, "r-2");
  const auto moto = error_of(answer(403, "<ErrorResponse>" + errors + "</ErrorResponse>",
                                    {{"Content-Type", "text/html"}}));
  EXPECT_EQ(moto.code, "AuthFailure");
}

TEST(ServiceError, ReadsTheXmlOfS3) {
  const auto error = error_of(answer(
      503,
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>SlowDown</Code><Message>Please "
      "reduce your request rate.</Message><RequestId>S3R</RequestId></Error>"));
  EXPECT_EQ(error.code, "SlowDown");
  EXPECT_EQ(error.request_id, "S3R");
}

TEST(ServiceError, ReadsJsonInItsVariants) {
  struct Case {
    std::string body;
    std::string type_header;
    std::string code;
  };
  const Case cases[] = {
      {R"({"__type":"ResourceNotFoundException","message":"no workgroup"})", "",
       "ResourceNotFoundException"},
      {R"({"__type":"com.amazonaws.redshift#ConflictException","Message":"no workgroup"})", "",
       "ConflictException"},
      {R"({"message":"no workgroup"})", "ValidationException:http://internal.amazon.com/coral/",
       "ValidationException"},
      {R"({"code":"InvalidParameterException","message":"no workgroup"})", "",
       "InvalidParameterException"},
      {R"({"Error":{"Code":"NotFound","Message":"no workgroup"}})", "", "NotFound"},
  };
  for (const Case& each : cases) {
    const auto error = error_of(answer(
        400, each.body, {{"x-amzn-ErrorType", each.type_header}, {"x-amzn-RequestId", "j"}}));
    EXPECT_EQ(error.code, each.code) << each.body;
    EXPECT_EQ(error.message, "no workgroup") << each.body;
    EXPECT_EQ(error.request_id, "j");
    EXPECT_FALSE(error.foreign) << each.body;
  }
}

TEST(ServiceError, MakesACodeOfTheStatusWhenThereIsNoBody) {
  const std::pair<int, std::string> cases[] = {
      {301, "PermanentRedirect"},  {304, "NotModified"},        {307, "TemporaryRedirect"},
      {400, "BadRequest"},         {403, "AccessDenied"},       {404, "NotFound"},
      {412, "PreconditionFailed"}, {416, "InvalidRange"},       {429, "TooManyRequests"},
      {500, "InternalError"},      {503, "ServiceUnavailable"}, {599, "Http599"}};
  for (const auto& [status, code] : cases) {
    EXPECT_EQ(error_of(answer(status)).code, code);
    EXPECT_FALSE(error_of(answer(status)).foreign);
  }
}

TEST(ServiceError, TakesTheFirstLineOfAForeignPage) {
  const auto error = error_of(answer(
      500, "<!DOCTYPE html>\n<html><head><title>500 Internal Server Error</title></head><p>x</p>"));
  EXPECT_EQ(error.code, "InternalError");
  EXPECT_EQ(error.message, "500 Internal Server Error");
  EXPECT_TRUE(error.foreign);
  EXPECT_EQ(error_of(answer(502, "\n upstream gone \nmore")).message, "upstream gone");
  EXPECT_EQ(error_of(answer(502, "{\"cut\": ")).message, "{\"cut\":");
  EXPECT_EQ(error_of(answer(502, "<Error><Code>Slow")).message, "Slow");
  EXPECT_EQ(error_of(answer(502, "\xff\xfe")).message, "");
}

TEST(ServiceError, FindsTheRefusalInsideAnswer200) {
  const std::string body =
      "<?xml version=\"1.0\"?>\n\n<Error><Code>InternalError</Code><Message>m</Message></Error>";
  const auto error = error_of(answer(200, body));
  EXPECT_EQ(error.code, "InternalError");
  EXPECT_EQ(remedy_of(error), Remedy::kRetry);
  // An object that happens to hold such a text comes with its ETag.
  EXPECT_FALSE(find_error(answer(200, body, {{"ETag", "\"1\""}})));
  EXPECT_FALSE(find_error(answer(200, "<a><Error></a>")));
}

TEST(ServiceError, SaysTheRegionToAskInstead) {
  EXPECT_EQ(error_of(answer(301, "", {{"x-amz-bucket-region", "eu-west-3"}})).region, "eu-west-3");
  EXPECT_EQ(error_of(answer(400,
                            "<Error><Code>AuthorizationHeaderMalformed</Code><Message>m"
                            "</Message><Region>eu-west-2</Region></Error>"))
                .region,
            "eu-west-2");
  const auto by_endpoint = [](const std::string& host) {
    return error_of(answer(301, "<Error><Code>PermanentRedirect</Code><Endpoint>" + host +
                                    "</Endpoint></Error>"))
        .region;
  };
  EXPECT_EQ(by_endpoint("bucket.s3.eu-west-1.amazonaws.com"), "eu-west-1");
  EXPECT_EQ(by_endpoint("bucket.s3-ap-southeast-2.amazonaws.com"), "ap-southeast-2");
  EXPECT_EQ(by_endpoint("s3-ap-southeast-2.amazonaws.com"), "ap-southeast-2");
  EXPECT_EQ(by_endpoint("bucket.s3.amazonaws.com"), "");
  EXPECT_EQ(by_endpoint("files3.example.org"), "");
}

TEST(ServiceError, KeepsTokensAndSignaturesOutOfTheMessage) {
  const auto error = error_of(answer(
      403,
      "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>The request signature "
      "we calculated does not match.\n\nThe Canonical String for this request should have been\n"
      "'POST\n/\n\nhost:h\nx-amz-security-token:CANARY'</Message></Error></ErrorResponse>"));
  EXPECT_EQ(error.message, "The request signature we calculated does not match.");
  const auto incomplete = error_of(
      answer(400, R"({"__type":"IncompleteSignatureException","message":"Authorization )"
                  R"(header requires 'Signature'. Authorization=AWS4 Credential=CANARY"})"));
  EXPECT_THAT(incomplete.message, Not(HasSubstr("CANARY")));
}

TEST(Remedy, FollowsTheClassesOfRetry) {
  using enum Remedy;
  struct Case {
    int status;
    std::string code;
    Remedy remedy;
  };
  const Case cases[] = {
      {400, "Throttling", kSlowDown},
      {400, "ThrottlingException", kSlowDown},
      {400, "ThrottledException", kSlowDown},
      {400, "RequestThrottled", kSlowDown},
      {400, "RequestThrottledException", kSlowDown},
      {503, "RequestLimitExceeded", kSlowDown},
      {429, "TooManyRequestsException", kSlowDown},
      {509, "BandwidthLimitExceeded", kSlowDown},
      {400, "LimitExceededException", kSlowDown},
      {400, "ProvisionedThroughputExceededException", kSlowDown},
      {400, "PriorRequestNotComplete", kSlowDown},
      {503, "SlowDown", kSlowDown},
      {503, "EC2ThrottledException", kSlowDown},
      {400, "DependentServiceRequestThrottlingFault", kSlowDown},
      {503, "ServiceUnavailable", kSlowDown},
      {429, "TooManyRequests", kSlowDown},
      {400, "TransactionInProgressException", kRetry},
      {400, "RequestTimeout", kRetry},
      {400, "RequestTimeoutException", kRetry},
      {400, "BadDigest", kRetry},
      {500, "InternalError", kRetry},
      {409, "OperationAborted", kRetry},
      {400, "DependentServiceUnavailableFault", kRetry},
      {409, "ConcurrentModification", kRetry},
      {500, "ServiceFailure", kRetry},
      {500, "Anything", kRetry},
      {502, "BadGateway", kRetry},
      {504, "GatewayTimeout", kRetry},
      {409, "LimitExceeded", kNone},
      {403, "AccessDenied", kNone},
      {403, "UnauthorizedOperation", kNone},
      {403, "InvalidClientTokenId", kNone},
      {403, "SignatureDoesNotMatch", kNone},
      {400, "InvalidParameterValue", kNone},
      {400, "MalformedPolicyDocument", kNone},
      {400, "ClusterQuotaExceeded", kNone},
      {400, "InvalidClusterState", kNone},
      {409, "DeleteConflict", kNone},
      {400, "InsufficientClusterCapacity", kNone},
      {404, "NoSuchKey", kNone},
      {501, "NotImplemented", kNone},
      {403, "RequestTimeTooSkewed", kClock},
      {400, "RequestExpired", kClock},
      {400, "ExpiredToken", kRefresh},
      {403, "ExpiredTokenException", kRefresh},
  };
  for (const auto& [status, code, remedy] : cases)
    EXPECT_EQ(remedy_of({.status = status, .code = code}), remedy) << status << " " << code;
}

TEST(Remedy, AWrongClockMayBeCalledAWrongSignature) {
  EXPECT_EQ(remedy_of({.status = 403,
                       .code = "SignatureDoesNotMatch",
                       .message = "Signature expired: 20260101T000000Z is now earlier than …"}),
            Remedy::kClock);
  EXPECT_EQ(remedy_of({.status = 400,
                       .code = "InvalidSignatureException",
                       .message = "Signature not yet current: …"}),
            Remedy::kClock);
}

TEST(Remedy, AnotherRegionIsOnlyOneThatIsNamed) {
  const auto of = [](int status, std::string code, std::string region) {
    return remedy_of({.status = status, .code = std::move(code), .region = std::move(region)});
  };
  EXPECT_EQ(of(301, "PermanentRedirect", "eu-west-1"), Remedy::kRegion);
  EXPECT_EQ(of(307, "TemporaryRedirect", "eu-west-1"), Remedy::kRegion);
  EXPECT_EQ(of(400, "AuthorizationHeaderMalformed", "eu-west-1"), Remedy::kRegion);
  EXPECT_EQ(of(400, "BadRequest", "eu-west-1"), Remedy::kRegion);
  EXPECT_EQ(of(301, "PermanentRedirect", ""), Remedy::kNone);
  EXPECT_EQ(of(403, "AccessDenied", "eu-west-1"), Remedy::kNone);  // HeadBucket always names it
}

TEST(Remedy, AForeignPageWithStatus500IsFinal) {
  EXPECT_EQ(remedy_of(error_of(answer(500, "<html>not implemented yet</html>"))), Remedy::kNone);
  EXPECT_EQ(remedy_of(error_of(answer(502, "<html>Bad Gateway</html>"))), Remedy::kRetry);
}

TEST(ToError, GivesTheKindTheSchedulerNeeds) {
  struct Case {
    int status;
    std::string code;
    ErrorKind kind;
  };
  const Case cases[] = {
      {403, "AccessDenied", ErrorKind::kDenied},
      {400, "AccessDeniedException", ErrorKind::kDenied},
      {401, "AuthFailure", ErrorKind::kDenied},
      {400, "ExpiredToken", ErrorKind::kDenied},
      {403, "RequestTimeTooSkewed", ErrorKind::kDenied},
      {404, "NoSuchEntity", ErrorKind::kNotFound},
      {400, "InvalidGroup.NotFound", ErrorKind::kNotFound},
      {400, "ResourceNotFoundException", ErrorKind::kNotFound},
      {404, "ClusterNotFound", ErrorKind::kNotFound},
      {503, "SlowDown", ErrorKind::kUnavailable},
      {500, "InternalError", ErrorKind::kUnavailable},
      {400, "Throttling", ErrorKind::kUnavailable},
      {409, "EntityAlreadyExists", ErrorKind::kInvalid},
      {400, "InvalidParameterValue", ErrorKind::kInvalid},
      {501, "NotImplemented", ErrorKind::kInvalid},
      {412, "PreconditionFailed", ErrorKind::kInvalid},
  };
  for (const auto& [status, code, kind] : cases)
    EXPECT_EQ(to_error({.status = status, .code = code}, "x").kind(), kind) << code;
}

TEST(ToError, SaysCodeMessageRequestAndWhatWasBeingDone) {
  const Error error = to_error({.status = 409,
                                .code = "EntityAlreadyExists",
                                .message = "Role with name dwhRole already exists.",
                                .request_id = "r-1"},
                               "creating role dwhRole");
  EXPECT_STREQ(
      error.what(),
      "EntityAlreadyExists: Role with name dwhRole already exists. (HTTP 409, request r-1)\n"
      "  while creating role dwhRole");
}

TEST(ToError, SaysWhatToDo) {
  const auto text = [](int status, std::string code) {
    return std::string(to_error({.status = status, .code = std::move(code)}, "x").what());
  };
  EXPECT_THAT(text(400, "ExpiredToken"), HasSubstr("get new ones"));
  EXPECT_THAT(text(403, "RequestTimeTooSkewed"), HasSubstr("clock"));
  EXPECT_THAT(text(403, "InvalidAccessKeyId"), HasSubstr("darties doctor"));
  EXPECT_THAT(std::string(to_error(error_of(answer(500, "<html>no</html>")), "x").what()),
              AllOf(StartsWith("InternalError: no (HTTP 500)"), HasSubstr("endpoint_url")));
}

}  // namespace
}  // namespace darties::aws
