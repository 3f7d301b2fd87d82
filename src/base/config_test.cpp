#include "base/config.h"

#include <gmock/gmock.h>

#include "fakes/temporary_folder.h"

namespace darties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr std::string_view kProject =
    "name: sparkify\n"
    "targets: { embedded: { warehouse: .darties/warehouse.duckdb } }\n"
    "lake: { buckets: { udacity-dend: data/sparkify } }\n"
    "variables:\n"
    "  s3:\n"
    "    log_data: s3://udacity-dend/log_data\n"
    "  months: [Janvier, Mars]\n";

class ConfigTest : public testing::Test {
 protected:
  void SetUp() override { folder.put("darties.yml", kProject); }

  Config load(std::vector<std::string> flags = {},
              std::map<std::string, std::string> environment = {}) {
    return load_config({.project_folder = folder.path(),
                        .user_file = folder / "user.yml",
                        .environment = std::move(environment),
                        .flags = std::move(flags)});
  }

  std::string complaint_about(std::string_view project, std::vector<std::string> flags = {}) {
    folder.put("darties.yml", project);
    try {
      load(std::move(flags));
    } catch (const Error& error) {
      const std::string text = error.what();
      const std::string prefix = folder.path().string() + "/";
      return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
    }
    return "(accepted)";
  }

  TemporaryFolder folder;
};

TEST_F(ConfigTest, KnowsTheValueAndItsPlace) {
  const Config config = load();
  const ConfigEntry* entry = config.find("variables.s3.log_data");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->value, "s3://udacity-dend/log_data");
  EXPECT_EQ(entry->layer, ConfigLayer::kProject);
  EXPECT_EQ(entry->place, (Place{(folder / "darties.yml").string(), 6, 5}));
  EXPECT_EQ(config.find("target")->layer, ConfigLayer::kDefault);
  EXPECT_THAT(config.list("variables.months"), ElementsAre("Janvier", "Mars"));
}

TEST_F(ConfigTest, EachLayerWinsOverTheWeakerOnes) {
  folder.put("user.yml", "variables: { s3: { log_data: user } }\ntarget: user\n");
  EXPECT_EQ(load().text("target"), "user");  // stronger than the default
  EXPECT_EQ(load().text("variables.s3.log_data"), "s3://udacity-dend/log_data");
  folder.put("dwh.cfg", "[S3]\nLOG_DATA='ini'\n");
  EXPECT_EQ(load().text("variables.s3.log_data"), "ini");
  const std::map<std::string, std::string> environment = {{"DARTIES_S3__LOG_DATA", "env"}};
  EXPECT_EQ(load({}, environment).text("variables.s3.log_data"), "env");
  const Config config = load({"s3.log_data=flag"}, environment);
  EXPECT_EQ(config.text("variables.s3.log_data"), "flag");
  std::vector<std::string> layers;
  for (const auto& entry : config.layers("variables.s3.log_data")) {
    layers.emplace_back(to_string(entry.layer));
  }
  EXPECT_THAT(layers, ElementsAre("flag", "environment", "dwh.cfg", "project", "user"));
}

TEST_F(ConfigTest, FoldsDashesSoThatTheEnvironmentCanNameABucket) {
  const Config config = load({}, {{"DARTIES_LAKE__BUCKETS__UDACITY_DEND", "/elsewhere"}});
  const auto buckets = config.below("lake.buckets");
  ASSERT_EQ(buckets.size(), 1u);
  EXPECT_EQ(buckets.at("udacity-dend").value, "/elsewhere");
}

TEST_F(ConfigTest, ABucketMayHaveDotsInItsName) {
  const auto buckets = load({"lake.buckets.my.own.bucket=/x"}).below("lake.buckets");
  EXPECT_EQ(buckets.at("my.own.bucket").value, "/x");
}

TEST_F(ConfigTest, KeepsCredentialsApart) {
  folder.put("dwh.cfg", "[AWS]\nKEY=AKIA\nSECRET=wJal\n[CLUSTER]\nDB_PASSWORD=p\nHOST=h\n");
  const Config config = load();
  for (const auto* key :
       {"variables.aws.key", "variables.aws.secret", "variables.cluster.db_password"}) {
    EXPECT_EQ(config.find(key)->shown(), "********") << key;
    EXPECT_EQ(config.find(key)->value, "") << key;
    EXPECT_THROW(config.text(key), Error) << key;
  }
  EXPECT_EQ(config.secret("variables.aws.secret").reveal(), "wJal");
  EXPECT_EQ(config.text("variables.cluster.host"), "h");
}

TEST_F(ConfigTest, RefusesUnknownKeysWithPlaceAndSuggestion) {
  EXPECT_THAT(complaint_about("name: x\nlkae: { buckets: { b: d } }\n"),
              HasSubstr("darties.yml:2:1: unknown key 'lkae' (did you mean 'lake'?"));
  EXPECT_EQ(
      complaint_about("targets:\n  embedded: { warehous: x }\n"),
      "darties.yml:2:15: unknown key 'warehous' (did you mean 'warehouse'?); known here: kind, "
      "warehouse, memory_limit, threads");
  EXPECT_EQ(complaint_about("lake: here\n"),
            "darties.yml:1:1: 'lake' is not one value but has keys: buckets");
  EXPECT_EQ(complaint_about("name: { first: x }\n"),
            "darties.yml:1:9: 'name' is one value and has nothing below it, found: first");
}

TEST_F(ConfigTest, RefusesWhatIsNoProjectFile) {
  EXPECT_EQ(complaint_about("name: x\nname: y\n"), "darties.yml:2:1: key 'name' is given twice");
  EXPECT_THAT(complaint_about("a: [1\n"), HasSubstr("darties.yml:2:1: not valid YAML: "));
  EXPECT_THAT(complaint_about("just text\n"), HasSubstr("expected `key: value` lines"));
  EXPECT_THAT(complaint_about("name: \xC3\n"), HasSubstr("not UTF-8 text"));
  EXPECT_THAT(complaint_about("format_version: 2\n"), HasSubstr("install a newer darties"));
  EXPECT_THAT(complaint_about("a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                              "variables: { c: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b] }\n"),
              HasSubstr("unknown key 'a'"));
}

TEST_F(ConfigTest, RefusesFlagsThatMeanNothing) {
  EXPECT_EQ(complaint_about(kProject, {"nothing"}), "--set needs key=value, found: nothing");
  EXPECT_EQ(complaint_about(kProject, {"lak.buckets.b=d"}),
            "--set: unknown key 'lak' (did you mean 'lake'?)");
  EXPECT_EQ(complaint_about(kProject, {"s3..x=d"}),
            "--set: not a key: 's3..x' (expected names joined by dots)");
}

TEST_F(ConfigTest, ReadsNumbersAndTruths) {
  const Config config = load({"n=12", "yes=on", "bad=1x"});
  EXPECT_EQ(config.number("variables.n", 0), 12);
  EXPECT_EQ(config.number("variables.absent", 7), 7);
  EXPECT_TRUE(config.flag("variables.yes", false));
  EXPECT_THROW(config.number("variables.bad", 0), Error);
  EXPECT_THROW(config.flag("variables.bad", false), Error);
}

TEST_F(ConfigTest, AMissingProjectIsNotFound) {
  try {
    load_config({.project_folder = folder / "absent"});
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kNotFound);
  }
}

}  // namespace
}  // namespace darties
