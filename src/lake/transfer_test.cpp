#include "lake/transfer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "base/error.h"
#include "base/files.h"
#include "fakes/memory_store.h"
#include "fakes/temporary_folder.h"
#include "lake/folder_store.h"

namespace darties {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> keys(const std::vector<TransferItem>& items) {
  std::vector<std::string> found;
  for (const auto& item : items) found.push_back(item.key);
  return found;
}

std::string error_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

class Transfer : public testing::Test {
 protected:
  void send(const std::string& prefix) {
    upload(plan_upload(here_.path(), *store_, prefix), *store_);
  }

  TemporaryFolder here_;
  TemporaryFolder bucket_;
  TemporaryFolder back_;
  std::unique_ptr<Store> store_ = open_folder_store(bucket_.path(), "s3://b");
};

TEST_F(Transfer, SendsAFolderAndBringsItBackEqual) {
  here_.put("a.csv", "1\n");
  here_.put("sub/deep/b.csv", std::string(3'000'000, 'x'));
  here_.put("empty", "");
  send("lake");
  EXPECT_EQ(store_->read("lake/sub/deep/b.csv").size(), 3'000'000U);
  download(plan_download(*store_, "lake", back_.path()), *store_);
  EXPECT_EQ(read_file(back_ / "a.csv"), "1\n");
  EXPECT_EQ(read_file(back_ / "sub/deep/b.csv"), std::string(3'000'000, 'x'));
  EXPECT_EQ(read_file(back_ / "empty"), "");
}

TEST_F(Transfer, MovesOnlyWhatDiffers) {
  here_.put("a", "same");
  here_.put("b", "old!");
  send("");
  here_.put("b", "new!");
  here_.put("c", "more");
  const auto plan = plan_upload(here_.path(), *store_, "");
  EXPECT_THAT(keys(plan.moves), ElementsAre("b", "c"));
  EXPECT_THAT(keys(plan.same), ElementsAre("a"));
  EXPECT_EQ(plan.bytes(), 8U);
}

TEST_F(Transfer, KnowsWhatNoFileStandsForBelowThePrefixOnly) {
  here_.put("a", "1");
  store_->write("lake/gone", "x");
  store_->write("lake2/other", "x");
  EXPECT_THAT(plan_upload(here_.path(), *store_, "lake").surplus, ElementsAre("lake/gone"));
}

TEST_F(Transfer, CallsNoObjectSurplusWhoseFileIsHereButPassedOver) {
  here_.put(".hidden/a", "1");
  here_.put(".env", "1");
  fs::create_symlink(back_.path(), here_ / "linked");
  for (const char* key :
       {"lake/.hidden/a", "lake/.env", "lake/linked/a", "lake/.env2", "lake/linked2"}) {
    store_->write(key, "x");
  }
  EXPECT_THAT(plan_upload(here_.path(), *store_, "lake").surplus,
              ElementsAre("lake/.env2", "lake/linked2"));
}

TEST_F(Transfer, MakesFilesAsTheUmaskSays) {
  store_->write("a", "1");
  const mode_t before = ::umask(077);
  download(plan_download(*store_, "a", back_ / "a"), *store_);
  ::umask(before);
  EXPECT_EQ(fs::status(back_ / "a").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Transfer, TakesASingleFileUnderItsNameOrTheOneGiven) {
  const auto file = here_.put("a.csv", "1");
  EXPECT_THAT(keys(plan_upload(file, *store_, "lake/").moves), ElementsAre("lake/a.csv"));
  EXPECT_THAT(keys(plan_upload(file, *store_, "lake/b.csv").moves), ElementsAre("lake/b.csv"));
}

TEST_F(Transfer, LeavesOutHiddenFilesAndSaysWhatIsNoFile) {
  here_.put(".git/config", "x");
  here_.put("a", "1");
  fs::create_symlink("nowhere", here_ / "broken");
  fs::create_symlink("a", here_ / "link");
  const auto plan = plan_upload(here_.path(), *store_, "");
  EXPECT_THAT(keys(plan.moves), ElementsAre("a", "link"));
  EXPECT_EQ(plan.left_out.size(), 1U);
}

TEST_F(Transfer, TriesAllFilesBeforeItFails) {
  here_.put("a", "1");
  here_.put("b", "2");
  auto plan = plan_upload(here_.path(), *store_, "");
  fs::remove(here_ / "a");
  EXPECT_THAT(error_of([&] { upload(plan, *store_); }), HasSubstr("/a"));
  EXPECT_EQ(store_->read("b"), "2");
}

TEST_F(Transfer, DoesNotSendAFileThatChangesWhileItIsRead) {
  const auto file = here_.put("a", std::string(3'000'000, 'x'));
  MemoryStore bucket;
  bucket.before = [&](std::string_view what, std::string_view) {
    if (what == "create") std::ofstream(file, std::ios::app) << "more";
  };
  auto plan = plan_upload(here_.path(), *store_, "");
  EXPECT_THAT(error_of([&] { upload(plan, bucket); }), HasSubstr("changed while it was read"));
  bucket.before = {};
  EXPECT_TRUE(bucket.list("").empty());
}

TEST_F(Transfer, RefusesKeysThatWouldLeaveTheFolder) {
  MemoryStore bucket;
  bucket.write("x/../../etc/passwd", "x");
  EXPECT_THAT(error_of([&] { plan_download(bucket, "x", back_.path()); }), HasSubstr("'..'"));
}

TEST_F(Transfer, RefusesAnObjectThatIsAFolderToo) {
  MemoryStore bucket;
  bucket.write("x/a", "1");
  bucket.write("x/a/b", "2");
  EXPECT_THAT(error_of([&] { plan_download(bucket, "x/", back_.path()); }), HasSubstr("x/a/b"));
}

TEST_F(Transfer, BringsOneObjectToAFileOrIntoAFolder) {
  store_->write("lake/a.csv", "1");
  download(plan_download(*store_, "lake/a.csv", back_ / "b.csv"), *store_);
  download(plan_download(*store_, "lake/a.csv", back_.path()), *store_);
  EXPECT_EQ(read_file(back_ / "b.csv"), "1");
  EXPECT_EQ(read_file(back_ / "a.csv"), "1");
}

TEST_F(Transfer, LeavesNothingHalfWhenItIsStopped) {
  here_.put("a", std::string(5'000'000, 'x'));
  std::stop_source stop;
  const auto plan = plan_upload(here_.path(), *store_, "");
  stop.request_stop();
  EXPECT_THAT(error_of([&] { upload(plan, *store_, {.stop = stop.get_token()}); }),
              HasSubstr("stopped"));
  EXPECT_TRUE(store_->list("").empty());
}

TEST_F(Transfer, SaysWhatIsNotThere) {
  EXPECT_THAT(error_of([&] { plan_upload(here_ / "absent", *store_, ""); }), HasSubstr("absent"));
  EXPECT_THAT(error_of([&] { plan_download(*store_, "absent", back_.path()); }),
              HasSubstr("s3://b/absent"));
}

}  // namespace
}  // namespace darties
