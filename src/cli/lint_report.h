#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "cli/house.h"
#include "sql/lint/lint.h"

namespace darties::cli {

/// Prints the findings of `darties lint`: a line for each statement, with the source and a caret where the syntax
/// breaks; with -o, records. The count of each verdict goes to stderr.
class LintReport {
 public:
  explicit LintReport(House& house);

  /// `text` is the file the finding is of.
  void add(const sql::Finding& finding, std::string_view text);
  /// Ends the output. Returns the exit code: 1 if any statement is refused or invalid.
  int finish();

 private:
  void print(const sql::Finding& finding, std::string_view text);
  void record(const sql::Finding& finding);

  House& house_;
  std::unique_ptr<TableWriter> table_;  ///< with -o other than table
  std::array<int, 4> counts_{};         ///< by verdict
};

}  // namespace darties::cli
