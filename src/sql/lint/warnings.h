#pragma once

#include <string>
#include <vector>

#include "sql/parse.h"
#include "sql/statement.h"

namespace darties::sql {

/// What of a statement that runs could surprise: results that are not determined, and points where Redshift's own
/// behaviour is not documented and this engine made a choice.
std::vector<std::string> surprises(const Statement& statement, const Parsed& parsed);

}  // namespace darties::sql
