#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "source/formats/xlsx/number_format.h"

namespace darties::xlsx {

/// The ISO 8601 text of a serial number under a number format: "2021-01-31", "2021-01-31 08:30:00",
/// "08:30:00", with ".250" when there are milliseconds. `since_1904`: day 0 is 1904-01-01, as in
/// workbooks of old Macs.
///
/// Excel believes that 1900 was a leap year: serial 60 is "1900-02-29", as Excel shows it. Nothing
/// for a serial that Excel shows as ####: a negative one, or one after the year 9999.
std::optional<std::string> date_text(double serial, DateFormat format, bool since_1904);

/// A moment as both kinds of date cells have it.
struct Moment {
  std::string day;  ///< "2021-01-31"
  bool has_day =
      true;  ///< false: the day before the first one, which cells that hold a time only have
  std::int64_t ms = 0;  ///< since midnight
};

/// A moment as its number format shows it: day, time or both.
std::string moment_text(const Moment& moment, DateFormat format);

/// "36:30:00", with ".250" when there are milliseconds.
std::string time_text(std::int64_t ms);

}  // namespace darties::xlsx
