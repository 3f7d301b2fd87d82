#include "lake/s3/s3_listing.h"

#include <gmock/gmock.h>

#include "base/error.h"
#include "lake/s3/s3_delete.h"
#include "lake/s3/s3_error.h"

namespace darties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// As AWS's reference of ListObjectsV2 shows an answer, with names in url encoding.
constexpr std::string_view kAnswer = R"(<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
  <Name>quotes</Name><Prefix>N</Prefix><KeyCount>2</KeyCount><MaxKeys>2</MaxKeys>
  <EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
  <NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken>
  <Contents><Key>N+a%2Bb%25%01/%C3%A9</Key><LastModified>2014-11-21T19:40:05.000Z</LastModified>
    <ETag>&quot;70ee1738b6b21e2c8a43f3a5ab0eee71&quot;</ETag><Size>1111</Size><StorageClass>STANDARD</StorageClass></Contents>
  <CommonPrefixes><Prefix>N%20x/</Prefix></CommonPrefixes>
</ListBucketResult>)";

TEST(S3Listing, ReadsAPage) {
  const S3ListAnswer answer = parse_list_answer(kAnswer);
  ASSERT_EQ(answer.page.objects.size(), 1u);
  const ObjectInfo& object = answer.page.objects[0];
  EXPECT_EQ(object.key, "N a+b%\x01/é");
  EXPECT_EQ(object.size_bytes, 1111u);
  EXPECT_EQ(object.version, "70ee1738b6b21e2c8a43f3a5ab0eee71");
  EXPECT_EQ(std::chrono::system_clock::to_time_t(object.modified), 1416598805);
  EXPECT_THAT(answer.page.folders, ElementsAre("N x/"));
  EXPECT_EQ(answer.next, "1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=");
}

TEST(S3Listing, NamesStayAsTheyAreWhereNothingIsSaidOfAnEncoding) {
  const auto answer = parse_list_answer(
      "<ListBucketResult><IsTruncated>false</IsTruncated><NextContinuationToken>x"
      "</NextContinuationToken><Contents><Key>a+b%20</Key><Size>1</Size></Contents>"
      "</ListBucketResult>");
  EXPECT_EQ(answer.page.objects.at(0).key, "a+b%20");
  EXPECT_EQ(answer.next, "");
}

TEST(S3Listing, RefusesAPageOfSomethingElse) {
  for (const auto* text : {"<html/>", "",
                           "<ListBucketResult><Contents><Size>x</Size></Contents>"
                           "</ListBucketResult>"}) {
    try {
      parse_list_answer(text);
      FAIL() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalid) << text;
    }
  }
}

TEST(S3Address, PutsTheBucketIntoTheHostOrThePath) {
  const S3Request request{.key = "a b/é+%", .query = {{"uploads", ""}, {"x", "1 2"}}};
  EXPECT_EQ(s3_address("https://s3.eu-west-1.amazonaws.com", false, "lake", request),
            "https://lake.s3.eu-west-1.amazonaws.com/a%20b/%C3%A9%2B%25?uploads=&x=1%202");
  EXPECT_EQ(s3_address("http://127.0.0.1:7070", true, "lake", request),
            "http://127.0.0.1:7070/lake/a%20b/%C3%A9%2B%25?uploads=&x=1%202");
  EXPECT_EQ(s3_address("http://127.0.0.1:7070", true, "lake", {.query = {{"delete", ""}}}),
            "http://127.0.0.1:7070/lake?delete=");
}

TEST(S3Address, NamesThatNoCertificateCoversStandInThePath) {
  EXPECT_FALSE(needs_path_style("udacity-dend"));
  EXPECT_TRUE(needs_path_style("my.bucket"));
  EXPECT_TRUE(needs_path_style("Upper"));
}

TEST(S3Error, IsWordedAsRedshiftDoes) {
  aws::Reply reply;
  reply.refusal = aws::ServiceError{.status = 403,
                                    .code = "AccessDenied",
                                    .message = "Access Denied",
                                    .request_id = "A1B2",
                                    .region = {}};
  const Error error = s3_error(reply, "listing s3://lake/x");
  EXPECT_EQ(error.kind(), ErrorKind::kDenied);
  EXPECT_EQ(error.message(),
            "S3ServiceException:Access Denied,Status 403,Error AccessDenied,Rid A1B2,CanRetry 0");
  EXPECT_THAT(error.what(), HasSubstr("while listing s3://lake/x"));
}

TEST(S3Delete, WritesKeysAsXmlTakesThem) {
  const std::vector<std::string> keys = {"a<b>&c", "line\nend"};
  EXPECT_THAT(delete_document(keys),
              HasSubstr("<Object><Key>a&lt;b&gt;&amp;c</Key></Object><Object><Key>line&#10;end"
                        "</Key></Object></Delete>"));
}

}  // namespace
}  // namespace darties
