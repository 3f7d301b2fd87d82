// What the store promises, asked of a server that speaks S3: DARTIES_S3_ENDPOINT with AWS_ACCESS_KEY_ID and
// AWS_SECRET_ACCESS_KEY (see tests/servers). Without one these are skipped.
#include <gmock/gmock.h>

#include <cstdlib>
#include <random>

#include "base/aws/access.h"
#include "base/error.h"
#include "fakes/temporary_folder.h"
#include "lake/lake.h"
#include "lake/s3/bucket_admin.h"

namespace darties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::shared_ptr<aws::Access> access_to(const std::string& endpoint, const std::string& secret) {
  aws::AccessOptions options;
  options.region = "us-east-1";
  options.endpoint_urls[""] = endpoint;
  options.path_style = true;
  options.access_key_id = Secret(variable("AWS_ACCESS_KEY_ID"));
  options.secret_access_key = Secret(secret);
  return std::make_shared<aws::Access>(std::move(options), system_clock());
}

template <class Act>
std::pair<ErrorKind, std::string> complaint(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return {error.kind(), error.what()};
  }
  return {ErrorKind::kBug, "(accepted)"};
}

std::vector<std::string> keys(Store& store, std::string_view prefix) {
  std::vector<std::string> found;
  for (const auto& object : store.list(prefix)) found.push_back(object.key);
  return found;
}

std::string random_bytes(std::size_t size) {
  std::mt19937_64 random(7);
  std::string bytes(size, '\0');
  for (char& c : bytes) c = char(random());
  return bytes;
}

class S3ServerTest : public testing::Test {
 protected:
  void SetUp() override {
    endpoint_ = variable("DARTIES_S3_ENDPOINT");
    if (endpoint_.empty())
      GTEST_SKIP() << "SKIPPED: DARTIES_S3_ENDPOINT names no server that speaks S3";
    access_ = access_to(endpoint_, variable("AWS_SECRET_ACCESS_KEY"));
    bucket_ = "darties-test-" + std::to_string(std::random_device{}());
    BucketAdmin(access_).create(bucket_);
    lake_ = std::make_unique<Lake>(std::map<std::string, std::filesystem::path>(),
                                   LakeInTheCloud{.access = [this] { return access_; }});
    store_ = &lake_->bucket(bucket_);
  }

  void TearDown() override {
    if (store_ == nullptr) return;
    store_->remove_all(keys(*store_, ""));
    BucketAdmin(access_).remove(bucket_);
  }

  std::string endpoint_;
  std::string bucket_;
  std::shared_ptr<aws::Access> access_;
  std::unique_ptr<Lake> lake_;
  Store* store_ = nullptr;
};

TEST_F(S3ServerTest, ReadsWhatWasWrittenWholeAndInRanges) {
  store_->write("a/k", "0123456789");
  EXPECT_EQ(store_->read("a/k"), "0123456789");
  const auto reader = store_->open("a/k");
  std::array<char, 4> into{};
  EXPECT_EQ(reader->size_bytes(), 10u);
  EXPECT_EQ(reader->read_at(8, into), 2u);
  EXPECT_EQ(std::string_view(into.data(), 2), "89");
  store_->write("empty", "");
  EXPECT_EQ(store_->read("empty"), "");
  EXPECT_EQ(store_->open("empty")->read_at(0, into), 0u);
}

TEST_F(S3ServerTest, ALargeObjectGoesInPartsAndComesInRanges) {
  const std::string bytes = random_bytes(37'000'001);
  const auto writer = store_->create("large");
  writer->write(bytes);
  EXPECT_THAT(keys(*store_, ""), IsEmpty());
  writer->commit();
  const ObjectInfo object = store_->find("large").value();
  EXPECT_EQ(object.size_bytes, bytes.size());
  EXPECT_TRUE(object.version.ends_with("-5")) << object.version;
  const auto reader = store_->open_listed(object);
  std::string back(bytes.size() + 1, '\0');
  EXPECT_EQ(reader->read_at(0, back), bytes.size());
  back.pop_back();
  EXPECT_TRUE(back == bytes);
  std::string middle(100, '\0');
  EXPECT_EQ(store_->open_listed(object)->read_at(20'000'000, middle), 100u);
  EXPECT_EQ(middle, bytes.substr(20'000'000, 100));
}

TEST_F(S3ServerTest, WhatIsNotCommittedNeverWas) {
  { store_->create("k")->write(random_bytes(20'000'000)); }
  EXPECT_THAT(keys(*store_, ""), IsEmpty());
}

TEST_F(S3ServerTest, TellsWhetherAnObjectHoldsTheBytesOfAFile) {
  const TemporaryFolder folder;
  const std::string bytes = random_bytes(9'000'000);
  folder.put("large", bytes);
  folder.put("small", "0123");
  folder.put("other", "0124");
  store_->take("large", folder.put("moved", bytes))->commit();
  store_->write("small", "0123");
  EXPECT_TRUE(store_->holds(store_->find("large").value(), folder / "large"));
  EXPECT_TRUE(store_->holds(store_->find("small").value(), folder / "small"));
  EXPECT_FALSE(store_->holds(store_->find("small").value(), folder / "other"));
  EXPECT_FALSE(store_->holds(store_->find("small").value(), folder / "large"));
}

TEST_F(S3ServerTest, OddKeysComeBackAsTheyWere) {
  const std::vector<std::string> odd = {
      "a b/c+d", "percent%20", "quote\"'<>&", "tilde~!*()", "\xc3\xa9t\xc3\xa9/\xf0\x9f\x8e\xb5",
      "q?a=1#x"};
  for (const auto& key : odd) store_->write(key, key);
  auto sorted = odd;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(keys(*store_, ""), sorted);
  for (const auto& key : odd) EXPECT_EQ(store_->read(key), key);
  store_->copy(odd[0], "copied +");
  EXPECT_EQ(store_->read("copied +"), odd[0]);
}

TEST_F(S3ServerTest, ListsAndDeletesMoreThanAPage) {
  for (int i = 0; i < 1100; ++i) store_->write(fmt::format("many/{:04}", i), "1");
  store_->write("other", "1");
  EXPECT_EQ(keys(*store_, "many/").size(), 1100u);
  std::vector<std::string> folders;
  store_->list_pages("", "/", [&](const ListPage& page) {
    folders.insert(folders.end(), page.folders.begin(), page.folders.end());
  });
  EXPECT_THAT(folders, ElementsAre("many/"));
  store_->remove_all(keys(*store_, "many/"));
  EXPECT_THAT(keys(*store_, ""), ElementsAre("other"));
}

TEST_F(S3ServerTest, CreatesOnlyWhatIsAbsent) {
  EXPECT_TRUE(store_->create_if_absent("lock", "first"));
  EXPECT_FALSE(store_->create_if_absent("lock", "second"));
  EXPECT_EQ(store_->read("lock"), "first");
}

TEST_F(S3ServerTest, AnObjectThatChangesAfterItWasListedIsNotMixed) {
  store_->write("k", "first");
  const ObjectInfo listed = store_->list("k").at(0);
  store_->write("k", "other");
  std::array<char, 5> into{};
  const auto [kind, text] = complaint([&] { store_->open_listed(listed)->read_at(0, into); });
  EXPECT_EQ(kind, ErrorKind::kUnavailable);
  EXPECT_THAT(text, HasSubstr("the object changed after it was listed"));
}

TEST_F(S3ServerTest, SaysWhatIsMissing) {
  EXPECT_FALSE(store_->find("absent"));
  EXPECT_EQ(complaint([&] { store_->read("absent"); }).first, ErrorKind::kNotFound);
  EXPECT_EQ(complaint([&] { store_->open("absent"); }).first, ErrorKind::kNotFound);
  store_->remove("absent");
  Store& nowhere = lake_->bucket("darties-no-such-bucket");
  const auto [kind, text] = complaint([&] { nowhere.list("x"); });
  EXPECT_EQ(kind, ErrorKind::kNotFound);
  EXPECT_THAT(text, HasSubstr("S3ServiceException:The specified bucket does not exist"));
  EXPECT_THAT(text, HasSubstr(",Status 404,Error NoSuchBucket"));
  EXPECT_THAT(text, HasSubstr("lake: { buckets: { darties-no-such-bucket: FOLDER } }"));
  EXPECT_EQ(complaint([&] { nowhere.find("x"); }).first, ErrorKind::kNotFound);
  EXPECT_THAT(complaint([&] { nowhere.open("x"); }).second, HasSubstr("Error NoSuchBucket"));
}

TEST_F(S3ServerTest, KeysOfAStatementAreUsedForIt) {
  store_->write("k", "1");
  const aws::Credentials wrong{.access_key_id = Secret(variable("AWS_ACCESS_KEY_ID")),
                               .secret_access_key = Secret("wrong"),
                               .session_token = {},
                               .expires = {},
                               .source = "the statement"};
  const auto statement = lake_->for_statement({.keys = wrong});
  const auto [kind, text] = complaint([&] { statement->bucket(bucket_).list(""); });
  EXPECT_EQ(kind, ErrorKind::kDenied);
  EXPECT_THAT(text, HasSubstr(",Status 403,Error SignatureDoesNotMatch"));
  const auto [same_kind, same_text] = complaint([&] { statement->bucket(bucket_).open("k"); });
  EXPECT_EQ(same_kind, ErrorKind::kDenied);
  EXPECT_THAT(same_text, HasSubstr("SignatureDoesNotMatch"));
  EXPECT_EQ(store_->read("k"), "1");
}

TEST_F(S3ServerTest, ABucketThatIsNotEmptyStays) {
  store_->write("k", "1");
  const auto [kind, text] = complaint([&] { BucketAdmin(access_).remove(bucket_); });
  EXPECT_EQ(kind, ErrorKind::kInvalid);
  EXPECT_THAT(text, HasSubstr("is not empty"));
  BucketAdmin(access_).create(bucket_);  // ours already
  std::vector<std::string> names;
  for (const auto& each : BucketAdmin(access_).list()) names.push_back(each.name);
  EXPECT_THAT(names, testing::Contains(bucket_));
}

}  // namespace
}  // namespace darties
