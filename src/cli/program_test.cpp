#include "cli/program.h"

#include <gmock/gmock.h>

#include <sstream>

#include "base/files.h"
#include "cli/init_template.h"
#include "fakes/temporary_folder.h"

namespace darties::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct Outcome {
  int code;
  std::string out;
  std::string err;
};

Outcome run(const std::vector<std::string>& words) {
  std::ostringstream out, err;
  const int code = run_program(words, {}, out, err);
  return {code, out.str(), err.str()};
}

TEST(Program, SaysItsVersion) {
  const Outcome outcome = run({"--version"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith("darties "));
  EXPECT_EQ(outcome.err, "");
}

TEST(Program, SaysAnErrorOnceOnStderr) {
  const Outcome outcome = run({"hlep"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err,
            "error: unknown command 'hlep' (did you mean 'help'?); `darties help` lists them\n");
}

TEST(Program, NeedsAProjectWhereOneIsNeeded) {
  const TemporaryFolder folder;
  const Outcome outcome = run({"-C", folder.path().string(), "doctor", "-o", "csv"});
  EXPECT_THAT(
      outcome.out,
      HasSubstr("project,warn,no darties.yml here or above: `darties init DIR` makes a project\n"));
}

TEST(Init, MakesAProjectWhoseConfigurationIsSound) {
  const TemporaryFolder folder;
  const std::string shop = (folder / "my_shop").string();
  EXPECT_EQ(run({"init", shop, "-q"}).code, 0);
  for (const TemplateFile& file : template_files()) {
    EXPECT_TRUE(
        std::filesystem::exists(std::filesystem::path(shop) / fill_template(file.path, "my_shop")))
        << file.path;
  }
  const Outcome outcome = run({"-C", shop, "config", "show", "lake", "-o", "csv"});
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out, "key,value\nlake.buckets.my-shop,data\n");
}

TEST(Program, SaysWhichOptionLacksItsValue) {
  EXPECT_EQ(run({"config", "show", "--set"}).err, "error: --set needs a value\n");
  EXPECT_EQ(run({"config", "show", "-C"}).err, "error: --project needs a value\n");
  EXPECT_EQ(run({"init", ""}).code, 2);
}

TEST(Init, OverwritesNothing) {
  const TemporaryFolder folder;
  folder.put("shop/mine.txt", "1");
  const Outcome outcome = run({"init", (folder / "shop").string()});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("is there already and is not an empty folder"));
  EXPECT_EQ(run({"init", (folder / "other").string(), "--dry-run"}).code, 0);
  EXPECT_FALSE(std::filesystem::exists(folder / "other"));
  EXPECT_THAT(run({"init", (folder / "Ça").string()}).err, HasSubstr("give --name"));
}

TEST(ConfigShow, MasksCredentialsAndTellsOrigins) {
  const TemporaryFolder folder;
  folder.put("darties.yml", "name: x\n");
  folder.put("dwh.cfg", "[AWS]\nSECRET=wJalrXUtnFEMI\n[S3]\nLOG_DATA='s3://b/k'\n");
  const Outcome outcome = run(
      {"-C", folder.path().string(), "config", "show", "--origin", "-o", "csv", "--set", "a=1"});
  EXPECT_THAT(outcome.out, HasSubstr("variables.a,1,flag,--set\n"));
  EXPECT_THAT(outcome.out, HasSubstr("variables.aws.secret,********,dwh.cfg,"));
  EXPECT_THAT(outcome.out, HasSubstr("dwh.cfg:4:1\n"));
  EXPECT_THAT(outcome.out + outcome.err, testing::Not(HasSubstr("wJalr")));
}

TEST(ConfigShow, SuggestsTheNearestKey) {
  const Outcome outcome = run({"config", "show", "lock_timout"});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_EQ(outcome.err,
            "error: no setting is called 'lock_timout' (did you mean 'lock_timeout'?)\n");
}

}  // namespace
}  // namespace darties::cli
