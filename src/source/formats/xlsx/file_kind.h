#pragma once

#include <string>

#include "lake/store.h"

namespace darties::xlsx {

/// Looks at the first bytes of a file that is called .xlsx. Throws kInvalid when it is no zip,
/// saying what it is: an empty file, a workbook with a password, an old .xls, a web page, a text
/// file.
void refuse_what_is_no_zip(ObjectReader& bytes, const std::string& workbook);

}  // namespace darties::xlsx
