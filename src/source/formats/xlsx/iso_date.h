#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "source/formats/xlsx/number_format.h"

namespace darties::xlsx {

/// What a cell of type "d" holds, as a cell with the same moment as a serial number would give it under this number format (serial_date.h):
/// "2021-01-31" and "2021-01-31T08:30:00Z", "16:00:00" and "1899-12-31T16:00:00", "PT36H30M0S" (36:30:00). Workbooks saved as
/// "Strict Open XML" hold dates in this way. Fractions of seconds are rounded to milliseconds: Excel writes 15:59:59.99999979 for four
/// o'clock. An offset from UTC is kept.
///
/// Nothing for a text that is no such thing.
std::optional<std::string> iso_date_text(std::string_view text, DateFormat format, bool since_1904);

}  // namespace darties::xlsx
