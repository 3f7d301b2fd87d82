#include <gtest/gtest.h>

#include "pipeline/operator.h"
#include "pipeline/pipeline.h"

namespace darties {
namespace {

PipelineInputs inputs() {
  PipelineInputs result;
  result.variables.set("s3.log_data", "s3://udacity-dend/log_data");
  return result;
}

Pipeline read(std::string_view text, const PipelineInputs& with = inputs()) {
  return read_pipeline(text, "p.yml", with);
}

std::string error_of(std::string_view text, const PipelineInputs& with = inputs()) {
  try {
    read(text, with);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
    return error.what();
  }
  return "no error";
}

constexpr std::string_view kSmall = R"(dag: small
defaults: { retries: 3, retry_delay: 30s, timeout: 10m }
tasks:
  make: { sql: a.sql }
  stage:
    stage: { table: t, from: "{{ s3.log_data }}" }
    after: make
    retries: 1
)";

TEST(PipelineReader, ReadsTasksWithTheirDefaults) {
  const Pipeline pipeline = read(kSmall);
  EXPECT_EQ(pipeline.name, "small");
  ASSERT_EQ(pipeline.tasks.size(), 2U);
  const TaskSpec& stage = pipeline.tasks[1];
  EXPECT_EQ(stage.op->name, "stage");
  EXPECT_EQ(stage.params.at("from"), "s3://udacity-dend/log_data");
  EXPECT_EQ(stage.params.at("mode"), "replace");
  EXPECT_EQ(stage.after, std::vector<std::string>{"make"});
  EXPECT_EQ(stage.policy.retries, 1);
  EXPECT_EQ(stage.policy.timeout, Clock::Duration(600'000));
}

TEST(PipelineReader, ExpandsAMatrixAndLetsOthersWaitForAllOfIt) {
  const Pipeline pipeline = read(R"(dag: m
tasks:
  stage:
    matrix: { indicateur: [V, CA], famille: [Fours, Hifi] }
    stage: { table: "s_{{ indicateur }}_{{ famille }}", from: s3://b/x }
  load: { sql: a.sql, after: stage }
  one: { sql: a.sql, after: "stage[CA,Fours]" }
)");
  ASSERT_EQ(pipeline.tasks.size(), 6U);
  EXPECT_EQ(pipeline.tasks[1].name, "stage[V,Hifi]");
  EXPECT_EQ(pipeline.tasks[1].family, "stage");
  EXPECT_EQ(pipeline.tasks[1].params.at("table"), "s_V_Hifi");
  EXPECT_EQ(pipeline.tasks[4].after.size(), 4U);
  EXPECT_EQ(pipeline.tasks[5].after, std::vector<std::string>{"stage[CA,Fours]"});
}

TEST(PipelineReader, LetsAMatrixTaskWaitForItsOwnRowOfAnother) {
  const Pipeline pipeline = read(R"(dag: m
tasks:
  a: { matrix: { x: [1, 2] }, sql: a.sql }
  b: { matrix: { x: [1, 2] }, sql: a.sql, after: "a[{{ x }}]" }
)");
  EXPECT_EQ(pipeline.tasks[3].after, std::vector<std::string>{"a[2]"});
}

TEST(PipelineReader, NamesPlaceAndNearestForEveryTypo) {
  EXPECT_EQ(error_of("dag: x\ndescripton: y\ntasks: { a: { sql: a.sql } }\n"),
            "p.yml:2:1: unknown key in the pipeline: descripton (did you mean 'description'?)");
  EXPECT_EQ(error_of("dag: x\ntasks:\n  a: { sqll: a.sql }\n"),
            "p.yml:3:8: unknown key in a task: sqll (did you mean 'sql'?)");
  EXPECT_EQ(error_of("dag: x\ntasks:\n  a: { stage: { tabel: t, from: s3://b/x } }\n"),
            "p.yml:3:17: stage knows no parameter 'tabel' (did you mean 'table'?)");
  EXPECT_EQ(error_of("dag: x\ntasks:\n  load: { sql: a.sql }\n  b: { sql: b.sql, after: laod }\n"),
            "p.yml:4:27: unknown task in 'after': laod (did you mean 'load'?)");
  EXPECT_EQ(error_of("dag: x\ntasks:\n  a: { stage: { table: t, from: \"{{ s3.log_dat }}\" } }\n"),
            "p.yml:3:34: unknown variable: s3.log_dat (did you mean 's3.log_data'?)");
  EXPECT_EQ(
      error_of("dag: x\ntasks:\n  a: { load_fact: { table: t, query: q.sql, mode: mergee } }\n"),
      "p.yml:3:51: mode must be one of replace, merge, append, not 'mergee' (did you mean "
      "'merge'?)");
}

TEST(PipelineReader, ShowsACycleAsAPath) {
  EXPECT_EQ(
      error_of("dag: x\ntasks:\n  a: { sql: a.sql, after: b }\n  b: { sql: b.sql, after: a }\n"),
      "p.yml:3:3: tasks wait for each other: a → b → a");
  EXPECT_EQ(error_of("dag: x\ntasks:\n  a: { sql: a.sql, after: a }\n"),
            "p.yml:3:3: tasks wait for each other: a → a");
}

TEST(PipelineReader, SaysWhatIsMissingOrOfTheWrongKind) {
  EXPECT_NE(error_of("tasks: { a: { sql: a.sql } }\n").find("a pipeline needs the key 'dag'"),
            std::string::npos);
  EXPECT_NE(error_of("dag: x\n").find("needs 'tasks'"), std::string::npos);
  EXPECT_NE(error_of("").find("an empty file"), std::string::npos);
  EXPECT_EQ(error_of("dag: x\ntasks:\n  a: { stage: { table: t } }\n").substr(0, 48),
            "p.yml:3:15: stage needs the parameter 'from': Wh");
  EXPECT_NE(error_of("dag: x\ntasks:\n  a: { after: b }\n").find("task a has no operator"),
            std::string::npos);
  EXPECT_NE(
      error_of("dag: x\ntasks:\n  a: { sql: x, check: y }\n").find("two operators, sql and check"),
      std::string::npos);
  EXPECT_NE(error_of("dag: x\ntasks:\n  a: { sql: x, retries: many }\n")
                .find("p.yml:3:25: retries must be a whole number"),
            std::string::npos);
  EXPECT_NE(
      error_of("dag: x\ntasks:\n  a: { sql: x, timeout: soon }\n").find("not a duration: 'soon'"),
      std::string::npos);
}

constexpr std::string_view kWithParameter = R"(dag: mensuel
parameters:
  workbook: { description: The month's workbook }
  mois: "1"
tasks:
  a: { sql: { text: "SELECT '{{ workbook }}', {{ mois }}" } }
)";

TEST(PipelineReader, AsksForAParameterThatHasNoDefault) {
  EXPECT_EQ(
      error_of(kWithParameter),
      "p.yml:3:3: the pipeline needs a value for 'workbook': darties run mensuel --set workbook=…");
  PipelineInputs given = inputs();
  given.overriding.set("workbook", "a.xlsx");
  EXPECT_EQ(read(kWithParameter, given).tasks[0].params.at("text"), "SELECT 'a.xlsx', 1");
  PipelineInputs listing = inputs();
  listing.parameters_may_be_missing = true;
  EXPECT_EQ(read(kWithParameter, listing).tasks[0].params.at("text"), "SELECT '<workbook>', 1");
}

TEST(PipelineReader, LetsTheCommandLineWinOverVariablesOfTheFile) {
  constexpr std::string_view text =
      "dag: x\nvariables: { year: 2020, path: \"d/{{ year }}\" }\ntasks: { a: { sql: \"{{ path "
      "}}\" } }\n";
  EXPECT_EQ(read(text).tasks[0].params.list("file").front(), "d/2020");
  PipelineInputs given = inputs();
  given.overriding.set("path", "e");
  EXPECT_EQ(read(text, given).tasks[0].params.list("file").front(), "e");
}

}  // namespace
}  // namespace darties
