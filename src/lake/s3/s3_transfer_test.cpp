// Uploads and downloads where the bucket is not as usual: KMS hides the MD5, a user may only write, keys are no file names.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <array>

#include "base/aws/access.h"
#include "base/error.h"
#include "fakes/cloud/fake_cloud.h"
#include "fakes/http_fixture.h"
#include "fakes/temporary_folder.h"
#include "lake/lake.h"
#include "lake/transfer.h"

namespace darties {
namespace {

using fakes::FakeCloud;
using fakes::FaultKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> keys(const std::vector<TransferItem>& items) {
  std::vector<std::string> found;
  for (const auto& item : items) found.push_back(item.key);
  return found;
}

aws::AccessOptions options_for(const std::string& url) {
  aws::AccessOptions options;
  options.region = "us-east-1";
  options.endpoint_urls[""] = url;
  options.path_style = true;
  options.access_key_id = Secret(FakeCloud::kTestKeyId);
  options.secret_access_key = Secret(FakeCloud::kTestSecret);
  options.retries.first_wait = std::chrono::milliseconds(1);
  return options;
}

class S3Transfer : public testing::Test {
 protected:
  S3Transfer() {
    cloud_.s3.make_bucket("lake");
    access_ = std::make_shared<aws::Access>(options_for(cloud_.url()), system_clock());
    lake_ = std::make_unique<Lake>(std::map<std::string, std::filesystem::path>(),
                                   LakeInTheCloud{.access = [this] { return access_; }});
    store_ = &lake_->bucket("lake");
  }

  void deny(const std::string& operation) {
    cloud_.faults.add({.operation = operation,
                       .kind = FaultKind::kError,
                       .times = -1,
                       .status = 403,
                       .code = "AccessDenied",
                       .message = "Access Denied"});
  }

  FakeCloud cloud_;
  TemporaryFolder here_;
  TemporaryFolder back_;
  std::shared_ptr<aws::Access> access_;
  std::unique_ptr<Lake> lake_;
  Store* store_ = nullptr;
};

TEST_F(S3Transfer, MovesOnlyWhatDiffersWhereKmsHidesTheMd5) {
  cloud_.s3.kms = true;
  here_.put("small", "same");
  here_.put("large", std::string(9 << 20, 'x'));
  here_.put("changed", "old!");
  upload(plan_upload(here_.path(), *store_, "in"), *store_);
  EXPECT_THAT(keys(plan_upload(here_.path(), *store_, "in").moves), IsEmpty());
  here_.put("changed", "new!");
  EXPECT_THAT(keys(plan_upload(here_.path(), *store_, "in").moves), ElementsAre("in/changed"));
  here_.put("large", std::string((9 << 20) - 1, 'x') + "y");
  EXPECT_THAT(keys(plan_upload(here_.path(), *store_, "in").moves),
              ElementsAre("in/changed", "in/large"));
  download(plan_download(*store_, "in", back_.path()), *store_);
  EXPECT_THAT(keys(plan_download(*store_, "in", back_.path()).moves), IsEmpty());
}

TEST_F(S3Transfer, TellsByItsTimeAFileThatNoChecksumTells) {
  cloud_.s3.kms = true;
  cloud_.s3.put("lake", "in/plain", "1234");  // with neither MD5 nor checksum
  const std::array<timespec, 2> other = {timespec{1, 0}, timespec{1, 0}};
  const auto file = back_.put("other", "1234");
  ASSERT_EQ(::utimensat(AT_FDCWD, file.c_str(), other.data(), 0), 0);
  EXPECT_THAT(keys(plan_download(*store_, "in/plain", back_ / "other").moves),
              ElementsAre("in/plain"));
  download(plan_download(*store_, "in", back_.path()), *store_);
  EXPECT_THAT(keys(plan_download(*store_, "in", back_.path()).moves), IsEmpty());
  ASSERT_EQ(::utimensat(AT_FDCWD, (back_ / "plain").c_str(), other.data(), 0), 0);
  EXPECT_THAT(keys(plan_download(*store_, "in", back_.path()).moves), ElementsAre("in/plain"));
}

TEST_F(S3Transfer, LetsAUserUploadWhoMayOnlyWrite) {
  here_.put("a", "1");
  here_.put("b", "2");
  for (const char* operation : {"ListObjectsV2", "HeadObject", "GetObject"}) deny(operation);
  const auto plan = plan_upload(here_.path(), *store_, "in");
  EXPECT_THAT(keys(plan.moves), ElementsAre("in/a", "in/b"));
  ASSERT_TRUE(plan.not_compared);
  EXPECT_THAT(plan.not_compared->what(), HasSubstr("Access Denied"));
  upload(plan, *store_);
  EXPECT_EQ(cloud_.s3.get("lake", "in/b"), "2");
  const auto one = plan_upload(here_ / "a", *store_, "one/");
  EXPECT_THAT(keys(one.moves), ElementsAre("one/a"));
  upload(one, *store_);
  EXPECT_EQ(cloud_.s3.get("lake", "one/a"), "1");
}

TEST_F(S3Transfer, SaysWhichObjectCanBeNoFile) {
  cloud_.s3.put("lake", "in/empty/", "");
  cloud_.s3.put("lake", "in/full/", "bytes");
  cloud_.s3.put("lake", "in/file", "bytes");
  const auto plan = plan_download(*store_, "in", back_.path());
  EXPECT_THAT(keys(plan.moves), ElementsAre("in/file"));
  EXPECT_THAT(plan.left_out, ElementsAre("s3://lake/in/full/"));
  EXPECT_THAT(plan_download(*store_, "in/full", back_.path()).left_out,
              ElementsAre("s3://lake/in/full/"));
}

TEST_F(S3Transfer, OffersToPayForRequestsOnlyWhenItIsSaid) {
  for (const bool pays : {false, true}) {
    fakes::HttpServer server;
    std::string said = "nothing";
    server.server.Get("/.*", [&](const auto& request, auto& response) {
      if (request.has_header("x-amz-request-payer"))
        said = request.get_header_value("x-amz-request-payer");
      EXPECT_EQ(request.get_header_value("Authorization").find("x-amz-request-payer") !=
                    std::string::npos,
                pays);
      response.set_content("<ListBucketResult/>", "application/xml");
    });
    server.start();
    aws::AccessOptions options = options_for(server.url(""));
    options.requester_pays = pays;
    const auto access = std::make_shared<aws::Access>(std::move(options), system_clock());
    Lake lake({}, LakeInTheCloud{.access = [&] { return access; }});
    EXPECT_THAT(lake.bucket("lake").list(""), IsEmpty());
    EXPECT_EQ(said, pays ? "requester" : "nothing");
  }
}

}  // namespace
}  // namespace darties
