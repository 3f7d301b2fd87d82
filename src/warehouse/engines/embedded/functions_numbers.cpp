// TO_CHAR and TO_NUMBER of numbers, which come and go as texts of any length.
#include <cmath>

#include "sql/functions/number_format.h"
#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/scalar_functions.h"

namespace darties {
namespace {

// The C library misses whole roots by the last digit; a step of Newton's finds them.
double cube_root(double number) noexcept {
  const double root = std::cbrt(number);
  if (root == 0 || !std::isfinite(root)) return root;
  return root - (root * root * root - number) / (3 * root * root);
}

}  // namespace

void register_number_formats(duckdb_connection connection) {
  using duck::overload;
  duck::register_overloads(connection, "darties_number_to_char", {overload<sql::format_number>()});
  duck::register_overloads(connection, "darties_to_number", {overload<sql::parse_number>()});
  duck::register_overloads(connection, "darties_teradata_number",
                           {overload<sql::parse_teradata_number>()});
  duck::register_overloads(connection, "darties_cbrt", {overload<cube_root>()});
}

}  // namespace darties
