#pragma once

#include <string_view>

#include "clean/cleaned.h"

namespace darties {

/// A number that someone typed, as a plain decimal with a point. It never passes through a binary number: "20.3" stays "20.3".
///
/// "20,3" is 20.3, "1 234,5" (with any kind of blank), "1.234,5" and "1'234.5" are 1234.5, "1,234,567" is 1234567. One comma alone is the
/// decimal comma: "1,234" is 1.234. A minus may be a true one (U+2212).
/// Refused with a reason: letters, signs such as % and €, groups that are not of three digits, and empty texts.
Cleaned clean_decimal(std::string_view text);

/// The same for whole numbers of 64 bits: "27", "27.0" and "1 234" are, "27.5" is not.
Cleaned clean_integer(std::string_view text);

}  // namespace darties
