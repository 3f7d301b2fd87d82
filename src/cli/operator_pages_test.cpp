#include "cli/operator_pages.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "pipeline/operators/registry.h"
#include "pipeline/pipeline.h"

namespace darties::cli {
namespace {

std::string page(const std::string& name) {
  std::ifstream file(std::filesystem::path("docs/operators") / name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(OperatorPages, AreWhatTheRecordsSay) {
  constexpr const char* remedy = "stale: run `darties operators --write docs/operators`";
  for (const Operator* op : operators())
    EXPECT_EQ(page(std::string(op->name) + ".md"), markdown_of(*op)) << remedy;
  EXPECT_EQ(page("README.md"), markdown_overview(operators())) << remedy;
}

TEST(OperatorPages, ExplainEveryParameter) {
  for (const Operator* op : operators()) {
    EXPECT_FALSE(op->summary.empty()) << op->name;
    for (const Param& param : op->params)
      EXPECT_FALSE(param.help.empty()) << op->name << "." << param.name;
  }
}

TEST(OperatorPages, ShowAnExampleThatReads) {
  for (const Operator* op : operators()) {
    ASSERT_FALSE(op->example.empty()) << op->name;
    PipelineInputs inputs;
    EXPECT_NO_THROW(read_pipeline("dag: x\ntasks:\n" + std::string(op->example), "p.yml", inputs))
        << op->name;
  }
}

}  // namespace
}  // namespace darties::cli
