// The expected signatures are those of AWS: "Examples: Signature Calculations" of the S3 API reference, the ListUsers
// example of the IAM guide, and the files of aws-sig-v4-test-suite.
#include "base/aws/signer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "base/hash.h"

namespace darties::aws {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kEmptySha256 = sha256_hex("");

std::chrono::system_clock::time_point at_second(std::int64_t seconds) {
  return std::chrono::system_clock::time_point(std::chrono::seconds(seconds));
}
const auto kMay2013 = at_second(1369353600);     // 2013-05-24T00:00:00Z
const auto kAugust2015 = at_second(1440938160);  // 2015-08-30T12:36:00Z

const Credentials kS3Example{
    .access_key_id = Secret("AKIAIOSFODNN7EXAMPLE"),
    .secret_access_key = Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")};
const Credentials kSuite{.access_key_id = Secret("AKIDEXAMPLE"),
                         .secret_access_key = Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")};

HttpRequest request_of(std::string method, std::string url,
                       std::vector<std::pair<std::string, std::string>> headers = {}) {
  HttpRequest request{.method = std::move(method), .url = std::move(url)};
  for (auto& [name, value] : headers) request.headers.add(name, value);
  return request;
}

std::string authorization_of_s3(HttpRequest request, std::string_view body = "") {
  sign(request, kS3Example, {"us-east-1", "s3"}, kMay2013, sha256_hex(body));
  return request.headers.text("authorization");
}

std::string signature_of_suite(HttpRequest request, std::string_view body = "",
                               const Credentials& credentials = kSuite) {
  sign(request, credentials, {"us-east-1", "service"}, kAugust2015, sha256_hex(body));
  const std::string authorization = request.headers.text("authorization");
  return authorization.substr(authorization.find("SignedHeaders="));
}

TEST(Signer, SignsTheS3ExampleGetObject) {
  EXPECT_EQ(authorization_of_s3(request_of("GET", "https://examplebucket.s3.amazonaws.com/test.txt",
                                           {{"Range", "bytes=0-9"}})),
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
            "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
            "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
}

TEST(Signer, SignsTheS3ExamplePutObject) {
  EXPECT_EQ(
      authorization_of_s3(request_of("PUT", "https://examplebucket.s3.amazonaws.com/test$file.text",
                                     {{"Date", "Fri, 24 May 2013 00:00:00 GMT"},
                                      {"x-amz-storage-class", "REDUCED_REDUNDANCY"}}),
                          "Welcome to Amazon S3."),
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
      "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class, "
      "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
}

TEST(Signer, SignsTheS3ExampleGetBucketLifecycle) {
  EXPECT_THAT(
      authorization_of_s3(request_of("GET", "https://examplebucket.s3.amazonaws.com/?lifecycle")),
      HasSubstr("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"));
}

TEST(Signer, SignsTheS3ExampleListObjects) {
  EXPECT_THAT(
      authorization_of_s3(
          request_of("GET", "https://examplebucket.s3.amazonaws.com/?prefix=J&max-keys=2")),
      HasSubstr("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
}

TEST(Signer, SignsTheIamExampleListUsers) {
  auto request = request_of("GET", "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08",
                            {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}});
  sign(request, kSuite, {"us-east-1", "iam"}, kAugust2015, kEmptySha256);
  EXPECT_EQ(request.headers.text("authorization"),
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
            "SignedHeaders=content-type;host;x-amz-date, "
            "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}

struct SuiteCase {
  std::string name;
  HttpRequest request;
  std::string body;
  std::string authorization;
};

std::vector<SuiteCase> suite() {
  const std::string host = "https://example.amazonaws.com";
  const std::string bare = "SignedHeaders=host;x-amz-date, Signature=";
  const std::string with_my_header1 = "SignedHeaders=host;my-header1;x-amz-date, Signature=";
  return {
      {"get-vanilla", request_of("GET", host + "/"), "",
       bare + "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
      {"post-vanilla", request_of("POST", host + "/"), "",
       bare + "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
      {"get-vanilla-query-order-key-case",
       request_of("GET", host + "/?Param2=value2&Param1=value1"), "",
       bare + "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
      {"get-utf8", request_of("GET", host + "/\u1234"), "",
       bare + "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"},
      {"get-space", request_of("GET", host + "/example space/"), "",
       bare + "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"},
      {"get-header-key-duplicate",
       request_of("GET", host + "/",
                  {{"My-Header1", "value2"}, {"My-Header1", "value2"}, {"My-Header1", "value1"}}),
       "", with_my_header1 + "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"},
      {"get-header-value-trim",
       request_of("GET", host + "/", {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}}),
       "",
       "SignedHeaders=host;my-header1;my-header2;x-amz-date, Signature="
       "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
      {"post-header-key-sort", request_of("POST", host + "/", {{"My-Header1", "value1"}}), "",
       with_my_header1 + "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"},
      {"post-x-www-form-urlencoded",
       request_of("POST", host + "/", {{"Content-Type", "application/x-www-form-urlencoded"}}),
       "Param1=value1",
       "SignedHeaders=content-type;host;x-amz-date, Signature="
       "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"},
  };
}

TEST(Signer, SignsTheCasesOfTheTestSuite) {
  for (const auto& [name, request, body, authorization] : suite())
    EXPECT_EQ(signature_of_suite(request, body), authorization) << name;
}

TEST(Signer, SignsTheSessionToken) {
  Credentials temporary = kSuite;
  temporary.session_token = Secret(
      "AQoDYXdzEPT//////////"
      "wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfI"
      "eoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/"
      "kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0"
      "wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+"
      "scqKmlzm8FDrypN"
      "C9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==");
  // post-sts-header-before
  EXPECT_EQ(signature_of_suite(request_of("POST", "https://example.amazonaws.com/"), "", temporary),
            "SignedHeaders=host;x-amz-date;x-amz-security-token, Signature="
            "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
}

TEST(Signer, SigningAgainReplacesTheSignature) {
  Credentials temporary = kS3Example;
  temporary.session_token = Secret("token");
  auto request = request_of("GET", "https://elsewhere.s3.eu-west-1.amazonaws.com/a");
  sign(request, temporary, {"eu-west-1", "s3"}, kAugust2015, "UNSIGNED-PAYLOAD");
  request.url = "https://examplebucket.s3.amazonaws.com/test.txt";
  request.headers.set("Range", "bytes=0-9");
  EXPECT_THAT(authorization_of_s3(request),
              HasSubstr("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
}

TEST(Signer, SignsTheTimeInUtcWhereverTheMachineIs) {
  ::setenv("TZ", "America/New_York", 1);
  ::tzset();
  auto request = request_of("GET", "https://h/");
  sign(request, kSuite, {"us-east-1", "sts"}, kAugust2015, kEmptySha256);
  ::unsetenv("TZ");
  ::tzset();
  EXPECT_EQ(request.headers.text("x-amz-date"), "20150830T123600Z");
}

TEST(Signer, EncodesThePathOnceForS3AndTwiceForOthers) {
  const auto signature = [](const std::string& url, const std::string& service) {
    auto request = request_of("GET", url);
    sign(request, kSuite, {"us-east-1", service}, kAugust2015, kEmptySha256);
    return request.headers.text("authorization");
  };
  EXPECT_EQ(signature("https://h/a%20b", "s3"), signature("https://h/a b", "s3"));
  EXPECT_NE(signature("https://h/a%20b", "sts"), signature("https://h/a b", "sts"));
}

TEST(Signer, LeavesOutWhatProxiesChange) {
  auto request = request_of("GET", "https://h/", {{"User-Agent", "darties"}, {"Expect", ""}});
  sign(request, kSuite, {"us-east-1", "sts"}, kAugust2015, kEmptySha256);
  EXPECT_THAT(request.headers.text("authorization"), HasSubstr("SignedHeaders=host;x-amz-date,"));
}

TEST(Signer, NamesThePortInHostUnlessItIsTheSchemesOwn) {
  const auto host = [](std::string url) {
    auto request = request_of("GET", std::move(url));
    sign(request, kSuite, {"us-east-1", "sts"}, kAugust2015, kEmptySha256);
    return request.headers.text("host");
  };
  EXPECT_EQ(host("http://127.0.0.1:5000/"), "127.0.0.1:5000");
  EXPECT_EQ(host("https://h:443?a=b"), "h");
  EXPECT_EQ(host("http://h:80"), "h");
  EXPECT_EQ(host("http://h:443/"), "h:443");
}

TEST(UriEncode, KeepsUnreservedCharactersAlone) {
  EXPECT_EQ(uri_encode("AZaz09-_.~"), "AZaz09-_.~");
  EXPECT_EQ(uri_encode("a b+c/é%"), "a%20b%2Bc%2F%C3%A9%25");
  EXPECT_EQ(uri_encode("d//e f", true), "d//e%20f");
  EXPECT_EQ(uri_encode(std::string_view("\0\xff", 2)), "%00%FF");
}

TEST(UriDecode, UndoesEncodingAndLeavesTheRest) {
  EXPECT_EQ(uri_decode("a%20b%2bc%C3%A9"), "a b+cé");
  EXPECT_EQ(uri_decode("100%+%zz%4"), "100%+%zz%4");
  EXPECT_EQ(uri_decode("%41%"), "A%");
  EXPECT_EQ(uri_decode("%41"), "A");
}

TEST(FixedCredentials, AreAlwaysTheSameAndCanNotBeRefreshed) {
  const auto provider = fixed_credentials(kSuite);
  EXPECT_EQ(provider->get().access_key_id, kSuite.access_key_id);
  EXPECT_FALSE(provider->refresh(kSuite));
}

}  // namespace
}  // namespace darties::aws
