#pragma once

#include <string>

#include "sql/translation/operand.h"
#include "sql/translation/statements.h"

namespace darties::sql {

/// What a cast from one type to another is in DuckDB.
struct Conversion {
  Coercion around;          ///< before and after the value
  std::string impossible;   ///< what Redshift says of a cast it does not have; empty: it has it
  std::string unsupported;  ///< what the embedded engine does not do yet
};

/// An explicit cast (reference: c_Supported_data_types, r_CAST_function). Of an operand that is not known yet, whatever
/// has the right type.
Conversion conversion(const Operand& from, const Type& to);

/// The same for a value that another operand or function wants as text: "1", not DuckDB's "1.0".
Coercion as_text(const Operand& from);

/// A literal as DuckDB writes it in the type its place wants; for types whose texts DuckDB reads otherwise. Empty for
/// the other types.
/// Errors: kInvalid for a text that the type can not read.
std::string literal_of_type(std::string_view text, const Type& type,
                            std::string_view qualifier = {});

/// The same; its Error tells the place.
std::string literal_in_place(const Context& context, Span place, std::string_view text,
                             const Type& type, std::string_view qualifier = {});

}  // namespace darties::sql
