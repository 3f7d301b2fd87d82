#include "lake/lake.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

std::string complaint_about(std::string_view url) {
  try {
    parse_object_url(url);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
    return error.what();
  }
  return "(accepted)";
}

TEST(ObjectUrl, ReadsBucketAndKey) {
  EXPECT_EQ(parse_object_url("s3://udacity-dend/log_data/2018"),
            (ObjectUrl{"udacity-dend", "log_data/2018"}));
  EXPECT_EQ(parse_object_url("s3://b"), (ObjectUrl{"b", ""}));
  EXPECT_EQ(parse_object_url("s3://b/"), (ObjectUrl{"b", ""}));
  EXPECT_EQ(to_string(ObjectUrl{"b", "k/x"}), "s3://b/k/x");
}

TEST(ObjectUrl, RefusesWhatIsNone) {
  EXPECT_EQ(complaint_about("data/log"), "expected s3://bucket/key, found: data/log");
  EXPECT_EQ(complaint_about("s3:///k"), "not a bucket name: '' in s3:///k");
  EXPECT_EQ(complaint_about("s3://a b/k"), "not a bucket name: 'a b' in s3://a b/k");
}

TEST(Lake, ABucketIsAFolder) {
  const TemporaryFolder folder;
  Lake lake({{"udacity-dend", folder.path()}});
  lake.bucket("udacity-dend").write("a", "1");
  EXPECT_EQ(&lake.bucket("udacity-dend"), &lake.bucket("udacity-dend"));
  EXPECT_EQ(lake.bucket("udacity-dend").describe("a"), "s3://udacity-dend/a");
  EXPECT_TRUE(std::filesystem::exists(folder / "a"));
}

TEST(Lake, SaysHowToMapABucketThatIsNot) {
  const std::map<std::string, std::filesystem::path> folders = {{"udacity-dend", "data"}};
  Lake lake(folders);
  try {
    lake.bucket("udacity-den");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kNotFound);
    EXPECT_STREQ(
        error.what(),
        "bucket 'udacity-den' is not mapped to a folder (did you mean 'udacity-dend'?); mapped: "
        "udacity-dend. Add to darties.yml: lake: { buckets: { udacity-den: FOLDER } }");
  }
}

}  // namespace
}  // namespace darties
