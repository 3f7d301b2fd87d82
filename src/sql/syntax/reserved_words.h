#pragma once

#include <string>
#include <string_view>

#include "sql/syntax/cursor.h"

namespace darties::sql {

/// Whether Redshift takes this word (in capitals) as a name between double quotes only.
bool is_reserved_word(std::string_view word);

/// The name of a table or of a new column, folded; a reserved word without quotes is an error.
std::string expect_unreserved_name(Cursor& cursor, std::string_view what);

}  // namespace darties::sql
