#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/house.h"
#include "cli/named_query.h"

namespace darties::cli {

/// Throws kNotFound, saying what to run, when the project's warehouse has not been made yet.
void require_warehouse(House& house);

/// Puts a named query to the warehouse and prints the question, then its rows or what to say when there are none.
/// Returns the exit code.
int ask(const NamedQuery& query, const sql::ParameterValues& values, House& house);

}  // namespace darties::cli
