#pragma once

#include <string_view>

#include "clean/cleaned.h"

namespace darties {

/// A date that someone typed, as "2021-01-31", with " 08:30:00" behind it when the text has a time.
///
/// Understood: 2021-01-31, 31/01/2021, 31-01-2021, 31.01.2021 (day first), 31 janvier 2021, January 31, 2021. Refused with a reason: a year of two digits, a day that the month does
/// not have.
Cleaned clean_date(std::string_view text);

}  // namespace darties
