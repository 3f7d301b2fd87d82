#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/files.h"
#include "fakes/test_project.h"

namespace darties {
namespace {

using testing::HasSubstr;

class ExtractTask : public testing::Test {
 protected:
  ExtractTask() {
    test_.fake = true;
    test_.folder.put("ventes_2021.csv", "Villes;O_Janvier;R_Février\nLyon;20,3;7\nNancy;;2O\n");
  }

  /// A task with these parameters beside the workbook and the target.
  RunSummary run(const std::string& more) {
    test_.pipeline(
        "  e:\n    extract:\n      workbook: ventes_2021.csv\n      to: "
        "s3://test/{annee}/ventes.json\n"
        "      file_pattern: \"{nature}_{annee}\"\n      months: mois\n"
        "      unpivot: { columns: \"{kind:O|R}_{mois}\", value: valeur }\n" +
        more);
    return test_.run();
  }
  std::string object() { return read_file(test_.folder / "data/2021/ventes.json"); }

  TestProject test_;
};

TEST_F(ExtractTask, GivesTheSameObjectWhenRunTwice) {
  const auto summary = run("      max_rejects: 1\n");
  ASSERT_EQ(summary.exit_code(), 0) << summary.tasks[0].error;
  EXPECT_EQ(summary.tasks[0].figures.rows_read, 4);
  EXPECT_EQ(summary.tasks[0].figures.rows_loaded, 2);
  EXPECT_EQ(summary.tasks[0].figures.rows_rejected, 1);
  const auto once = object();
  EXPECT_THAT(once, HasSubstr(R"("kind":"O","mois":1,"valeur":20.3,"cell":"2:2"})"));
  ASSERT_EQ(run("      max_rejects: 1\n").exit_code(), 0);
  EXPECT_EQ(object(), once);
}

TEST_F(ExtractTask, FailsOnABadCellAndNamesIt) {
  const auto summary = run("");
  EXPECT_EQ(summary.exit_code(), 1);
  EXPECT_THAT(summary.tasks[0].error,
              HasSubstr("cell 3:3 (R_Février): '2O': the letter 'O' in a number"));
  EXPECT_FALSE(std::filesystem::exists(test_.folder / "data/2021/ventes.json"));
}

TEST_F(ExtractTask, SaysWhereTheYamlIsWrongBeforeAnythingRuns) {
  const auto refusal = [&](const std::string& more) -> std::string {
    try {
      run(more);
    } catch (const Error& error) {
      return error.what();
    }
    return "nothing was wrong";
  };
  EXPECT_THAT(refusal("      range: B:7\n"),
              HasSubstr("pipelines/p.yml:11:14: 'B:7' is no range of cells"));
  EXPECT_THAT(refusal("      header_rows: [2, 1]\n"),
              HasSubstr("pipelines/p.yml:11:20: heading rows must rise: 1 comes after 2"));
  EXPECT_THAT(refusal("      header_row: 1\n      header_rows: [1, 2]\n"),
              HasSubstr("pipelines/p.yml:12:20: header_row and header_rows are both given"));
}

}  // namespace
}  // namespace darties
