#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/parse.h"
#include "sql/statement.h"

namespace darties::sql {

/// What would become of a statement on the embedded engine.
enum class Verdict {
  kRuns,
  kNoEffect,  ///< accepted; there is nothing to do here (VACUUM, GRANT)
  kRefused,   ///< read, and refused by name
  kInvalid,   ///< no statement of Redshift: the syntax is broken
};

/// "runs", "no_effect", "refused", "invalid".
std::string_view to_string(Verdict verdict);

/// The judgement of one statement.
struct Finding {
  Statement statement;
  std::string kind;  ///< "CREATE TABLE", "SELECT", "expression"
  Verdict verdict = Verdict::kRuns;
  std::string reason;                 ///< of kRefused and kInvalid
  std::optional<Place> fault;         ///< where the reason lies in the user's file
  std::vector<std::string> warnings;  ///< where the result could surprise
};

/// Judges each statement of a script, in order, without a warehouse: every table and column that is named is taken to be
/// there, and what only a column's type can tell is not seen.
///
///     for (const auto& finding : lint(script, "3_star/users.sql")) print(finding);
///
/// A bare expression is judged as SELECT <expression>. One bad statement does not end the script; an unclosed literal
/// or comment is the fault of the statement it stands in, which is then the last one. Never throws for what the script
/// says.
std::vector<Finding> lint(std::string_view script, std::string_view file = "");

}  // namespace darties::sql
