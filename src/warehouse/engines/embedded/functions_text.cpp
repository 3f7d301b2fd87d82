// Texts cut or refused by their bytes, as VARCHAR(n) and CHAR(n) demand, and text functions that DuckDB lacks.
#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/scalar_functions.h"

namespace darties {

void register_texts(duckdb_connection connection) {
  using duck::overload;
  duck::register_overloads(connection, "darties_cut", {overload<sql::cut_bytes>()});
  duck::register_overloads(connection, "initcap", {overload<sql::initial_capitals>()});
  duck::register_overloads(connection, "strtol", {overload<sql::parse_number_of_base>()});
}

}  // namespace darties
