#include "pipeline/selector.h"

#include <gtest/gtest.h>

namespace darties {
namespace {

/// make -> stage[a], stage[b] -> star -> checks; songs hangs on make alone.
Pipeline pipeline() {
  return read_pipeline(R"(dag: p
tasks:
  make: { sql: a.sql }
  stage: { matrix: { x: [a, b] }, stage: { table: t, from: s3://b/x }, after: make }
  star: { load_fact: { table: t, query: q.sql }, after: stage }
  songs: { load_dimension: { table: t, query: q.sql }, after: make }
  checks: { check: c.sql, after: star }
)",
                       "p.yml", {});
}

std::string chosen(const std::vector<std::string>& select,
                   const std::vector<std::string>& exclude = {}) {
  const Pipeline tasks = pipeline();
  const std::vector<bool> mask = select_tasks(tasks, select, exclude);
  std::string names;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (mask[i]) names += (names.empty() ? "" : " ") + tasks.tasks[i].name;
  }
  return names;
}

TEST(Selector, TakesAllWithoutASelector) {
  EXPECT_EQ(chosen({}), "make stage[a] stage[b] star songs checks");
}

TEST(Selector, FollowsTheGraphBothWays) {
  EXPECT_EQ(chosen({"stage+"}), "stage[a] stage[b] star checks");
  EXPECT_EQ(chosen({"+star"}), "make stage[a] stage[b] star");
  EXPECT_EQ(chosen({"1+star"}), "stage[a] stage[b] star");
  EXPECT_EQ(chosen({"make+1"}), "make stage[a] stage[b] songs");
  EXPECT_EQ(chosen({"1+star+1"}), "stage[a] stage[b] star checks");
  EXPECT_EQ(chosen({"@stage[a]"}), "make stage[a] stage[b] star checks");
}

TEST(Selector, MeansOneTaskOfAMatrixByItsFullName) { EXPECT_EQ(chosen({"stage[b]"}), "stage[b]"); }

TEST(Selector, KnowsPatternsOperatorsUnionAndIntersection) {
  EXPECT_EQ(chosen({"s*"}), "stage[a] stage[b] star songs");
  EXPECT_EQ(chosen({"operator:load_*"}), "star songs");
  EXPECT_EQ(chosen({"songs", "make"}), "make songs");
  EXPECT_EQ(chosen({"songs make"}), "make songs");
  EXPECT_EQ(chosen({"s*,operator:load_*"}), "star songs");
  EXPECT_EQ(chosen({"make+,+star"}), "make stage[a] stage[b] star");
}

TEST(Selector, LeavesOutWhatIsExcluded) {
  EXPECT_EQ(chosen({"stage+"}, {"checks"}), "stage[a] stage[b] star");
}

TEST(Selector, RefusesWhatNamesNothing) {
  try {
    chosen({"stag"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kNotFound);
    EXPECT_EQ(error.message(), "no task of p fits the selector 'stag' (did you mean 'stage'?)");
  }
  EXPECT_THROW(chosen({"+"}), Error);
  EXPECT_THROW(chosen({"a,"}), Error);
}

}  // namespace
}  // namespace darties
