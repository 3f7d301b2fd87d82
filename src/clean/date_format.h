#pragma once

#include <string_view>

#include "clean/cleaned.h"

namespace darties {

/// Dates and times by a format, whose signs are those of strptime:
///
///     %d day   %m month as a number   %b or %B month by its French or English name   %Y year   %y year of two digits
///     %H hour  %I hour up to 12, with %p (AM, PM)   %M minute   %S second   %f its fraction
///     %z offset (+02:00, +0200, Z)    %a or %A a weekday, which is passed over       %% a percent sign
///
/// A blank stands for any number of blanks; every other character for itself. %y is 1969 to 2068.

/// Throws kInvalid for a sign that is not of the list, and for a format that says no whole date (or time of day).
void check_date_format(std::string_view format, bool is_time);

/// "2021-01-31", with " 08:30:00" and "+02:00" behind it when the format has them; with `is_time` the time alone.
Cleaned clean_by_format(std::string_view text, std::string_view format, bool is_time);

}  // namespace darties
