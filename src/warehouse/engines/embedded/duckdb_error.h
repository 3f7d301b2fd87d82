#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace darties::duck {

/// What DuckDB said, taken apart. Its connections run with errors_as_json.
struct Failure {
  std::string type;                     ///< "Binder", "Out of Range"; empty when DuckDB named none
  std::string message;                  ///< without the candidates that DuckDB appends
  std::string subtype;                  ///< "COLUMN_NOT_FOUND", "MISSING_ENTRY"; often empty
  std::string name;                     ///< of what is missing, when DuckDB tells
  std::optional<std::size_t> position;  ///< byte of the SQL text that it complains about
};

/// Reads the text of duckdb_result_error() or duckdb_prepare_error(), JSON or plain.
Failure read_failure(std::string_view text);

/// The Error of darties for it, in Redshift's words where Redshift has some. The one place where DuckDB's errors are
/// translated. The place in the user's text is added by the caller, who knows the translation.
Error from_duckdb(const Failure& failure);

/// Whether the same transaction may succeed when it is run again: another one was first at the same rows or objects.
bool is_conflict(const Failure& failure);

}  // namespace darties::duck
