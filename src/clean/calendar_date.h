#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "clean/cleaned.h"

namespace darties {

/// A date that someone typed, as "2021-01-31", with " 08:30:00" behind it when the text has a time, and "+02:00" when it says
/// how far that is from UTC.
///
/// Understood: 2021-01-31, 31/01/2021, 31-01-2021, 31.01.2021 (day first), 20210131, 31 janvier 2021, January 31, 2021;
/// 2021-01-31T08:30:00Z. Refused with a reason: a year of two digits, a day that the month does not have, a time that no
/// clock shows.
Cleaned clean_date(std::string_view text);

/// "+02:00" of Z, +02, +0200 and +02:00; nothing for what is no offset from UTC.
std::optional<std::string> utc_offset(std::string_view text);

}  // namespace darties
