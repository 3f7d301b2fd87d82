#pragma once

#include "sql/statements.h"
#include "sql/syntax/cursor.h"

namespace darties::sql {

/// column = value | DEFAULT, …
std::vector<Assignment> parse_assignments(Cursor& cursor);

/// FROM or USING tables and WHERE, as the body of a query; `with` brings its common tables.
void parse_tables_and_condition(Cursor& cursor, Query& rest, bool tables);

}  // namespace darties::sql
