// The store over an S3 that fails as told: what was written comes back equal, or an error says why; never other bytes.
#include <gmock/gmock.h>

#include <random>
#include <set>

#include "base/aws/access.h"
#include "base/error.h"
#include "fakes/cloud/fake_cloud.h"
#include "lake/lake.h"

namespace darties {
namespace {

using fakes::FakeCloud;
using fakes::FaultKind;
using fakes::FaultRule;

class S3Faults : public testing::Test {
 protected:
  S3Faults() {
    cloud_.s3.make_bucket("lake");
    aws::AccessOptions options;
    options.region = "us-east-1";
    options.endpoint_urls[""] = cloud_.url();
    options.path_style = true;
    options.access_key_id = Secret(FakeCloud::kTestKeyId);
    options.secret_access_key = Secret(FakeCloud::kTestSecret);
    options.retries.first_wait = std::chrono::milliseconds(1);
    access_ = std::make_shared<aws::Access>(std::move(options), system_clock());
    lake_ = std::make_unique<Lake>(std::map<std::string, std::filesystem::path>(),
                                   LakeInTheCloud{.access = [this] { return access_; }});
    store_ = &lake_->bucket("lake");
  }

  FakeCloud cloud_;
  std::shared_ptr<aws::Access> access_;
  std::unique_ptr<Lake> lake_;
  Store* store_ = nullptr;
};

struct Misfortune {
  const char* name;
  FaultRule rule;
};

const Misfortune kMisfortunes[] = {
    {"slow down", {.operation = "*Object", .kind = FaultKind::kError, .times = 2}},
    {"500",
     {.operation = "*Object",
      .kind = FaultKind::kError,
      .times = 2,
      .status = 500,
      .code = "InternalError"}},
    {"cut body", {.operation = "GetObject", .kind = FaultKind::kCut, .times = 2}},
    {"reset", {.operation = "*Object", .kind = FaultKind::kReset, .times = 2}},
    {"reset after it was done",
     {.operation = "PutObject", .kind = FaultKind::kReset, .after = true}},
    {"corrupt body", {.operation = "GetObject", .kind = FaultKind::kCorrupt, .times = 2}},
    {"late answer", {.operation = "*Object", .kind = FaultKind::kDelay, .milliseconds = 30}},
};

TEST_F(S3Faults, WhatPassesIsTriedAgainAndTheBytesAreRight) {
  const std::string bytes(100'000, 'x');
  for (const auto& [name, rule] : kMisfortunes) {
    cloud_.faults.clear();
    cloud_.faults.add(rule);
    store_->write("k", bytes);
    EXPECT_TRUE(store_->read("k") == bytes) << name;
    EXPECT_GT(cloud_.faults.rules().at(0).struck, 0) << name;
  }
}

TEST_F(S3Faults, ABodyThatStaysWrongIsNeverGivenOut) {
  store_->write("k", std::string(100'000, 'x'));
  for (const FaultKind kind : {FaultKind::kCorrupt, FaultKind::kCut, FaultKind::kWrongEtag}) {
    cloud_.faults.clear();
    cloud_.faults.add({.operation = "GetObject", .kind = kind, .times = -1});
    EXPECT_THROW(store_->read("k"), Error) << int(kind);
  }
}

TEST_F(S3Faults, APageOfHtmlIsAnErrorThatEnds) {
  store_->write("k", "1");
  cloud_.faults.add({.operation = "GetObject", .kind = FaultKind::kHtml, .times = -1});
  EXPECT_THROW(store_->read("k"), Error);
  EXPECT_LT(cloud_.count("GetObject"), 20);
}

TEST_F(S3Faults, AnErrorIn200DoesNotPassForACompletedUpload) {
  const std::string bytes(20'000'000, 'x');
  cloud_.faults.add({.operation = "CompleteMultipartUpload",
                     .kind = FaultKind::kErrorIn200,
                     .code = "InternalError"});
  const auto writer = store_->create("large");
  writer->write(bytes);
  writer->commit();
  EXPECT_TRUE(cloud_.s3.get("lake", "large") == bytes);
  EXPECT_EQ(cloud_.s3.unfinished_uploads(), 0u);
}

std::set<std::string> random_keys(std::size_t count) {
  constexpr std::array<const char*, 12> kPieces = {
      "a", " ", "+", "%", "/", "//", "\xc3\xa9", "\xf0\x9f\x8e\xb5", "&=", "?#", "'\"<>", "%2F"};
  std::mt19937_64 random(11);
  std::set<std::string> keys = {"a", "a/b", "a//b", "a/"};
  while (keys.size() < count) {
    std::string key = "k";
    for (auto pieces = random() % 12 + 1; pieces > 0; --pieces)
      key += kPieces[random() % kPieces.size()];
    keys.insert(key + std::to_string(random() % 100));
  }
  return keys;
}

TEST_F(S3Faults, TenThousandOddKeysGoUpAndComeBackEqual) {
  cloud_.keeps_log = false;
  const auto keys = random_keys(10'000);
  for (const auto& key : keys) store_->write(key, key);
  const auto listed = store_->list("");
  ASSERT_EQ(listed.size(), keys.size());
  auto expected = keys.begin();
  for (const auto& object : listed) {
    ASSERT_EQ(object.key, *expected++);
    ASSERT_EQ(store_->read(object.key), object.key);
  }
}

TEST_F(S3Faults, NothingSecretAndNoAclIsEverSent) {
  store_->write("k", "1");
  store_->read("k");
  store_->list("");
  ASSERT_FALSE(cloud_.log().empty());
  for (const auto& request : cloud_.log()) {
    EXPECT_EQ(request.target.find(FakeCloud::kTestSecret), std::string::npos);
    for (const auto& [name, value] : request.headers) {
      EXPECT_EQ(value.find(FakeCloud::kTestSecret), std::string::npos) << name;
      EXPECT_NE(fakes::lower(name), "x-amz-acl");
    }
  }
}

}  // namespace
}  // namespace darties
