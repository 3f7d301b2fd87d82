// LIKE and ILIKE; REGEXP_SUBSTR, REGEXP_INSTR, REGEXP_COUNT and REGEXP_REPLACE with all of their arguments.
#include "sql/functions/like_pattern.h"
#include "sql/functions/patterns.h"
#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/scalar_functions.h"

namespace darties {

void register_patterns(duckdb_connection connection) {
  using duck::overload;
  duck::register_overloads(connection, "darties_like", {overload<sql::like>()});
  duck::register_overloads(connection, "darties_ilike", {overload<sql::like_ignoring_case>()});
  duck::register_overloads(connection, "darties_regexp_substr", {overload<sql::regexp_substr>()});
  duck::register_overloads(connection, "darties_regexp_instr", {overload<sql::regexp_instr>()});
  duck::register_overloads(connection, "darties_regexp_count", {overload<sql::regexp_count>()});
  duck::register_overloads(connection, "darties_regexp_replace", {overload<sql::regexp_replace>()});
}

}  // namespace darties
