#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "sql/lint/lint.h"

// tests/lint/*.sql: statements of every family, each with the verdict it must get; see the README there.

namespace darties::sql {
namespace {

std::string content_of(const std::filesystem::path& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

bool is_verdict(std::string_view line) {
  constexpr std::array<std::string_view, 4> kWords = {"-- runs", "-- no_effect", "-- refused",
                                                      "-- invalid"};
  return std::find(kWords.begin(), kWords.end(), line) != kWords.end();
}

/// The last verdict that stands before `offset`.
std::string expected_at(const std::string& text, std::size_t offset) {
  std::string verdict = "none";
  for (const std::string_view line : split_lines(std::string_view(text).substr(0, offset))) {
    if (is_verdict(line)) verdict = line.substr(3);
  }
  return verdict;
}

TEST(LintCorpus, GivesEveryStatementTheVerdictThatIsWrittenAboveIt) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator("tests/lint")) {
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::size_t statements = 0;
  for (const auto& file : files) {
    const std::string text = content_of(file);
    const auto findings = lint(text, file.filename().string());
    statements += findings.size();
    for (const Finding& finding : findings) {
      EXPECT_EQ(to_string(finding.verdict), expected_at(text, finding.statement.offset))
          << to_string(finding.statement.start) << ": " << finding.statement.text << "\n"
          << finding.reason;
    }
  }
  EXPECT_GT(statements, 680U);
}

}  // namespace
}  // namespace darties::sql
