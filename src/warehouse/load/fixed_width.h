#pragma once

#include <string_view>
#include <vector>

#include "warehouse/load/field_splitter.h"

namespace darties::load {

/// Takes a line of fixed width apart. Widths are characters of UTF-8; a byte that begins none counts as one.
///
/// Blanks behind a value are not part of it, since they only fill the field up; a field of blanks alone stays as it is
/// when `keep_blank` is set, for BLANKSASNULL. The last field may be shorter than its width. What stands behind the
/// last field, unless it is blank, comes as one field more.
void split_fixed_width(std::string_view line, const std::vector<int>& widths, bool keep_blank,
                       std::vector<TextField>& fields);

}  // namespace darties::load
