#pragma once

#include <cstdint>
#include <string_view>

namespace darties::xlsx {

/// What a number format makes of a number.
enum class DateFormat : std::uint8_t {
  kNone,      ///< a number
  kDate,      ///< year, month or day
  kDateTime,  ///< both
  kTime,      ///< hours, minutes or seconds
  kElapsed,   ///< a duration: [h]:mm
};

/// Of a format that Excel has built in (ids below 164).
DateFormat date_format_of(int built_in_id);

/// Of a format code: "dd/mm/yyyy" is a date; `0.00 "day"`, `[Red]0`, `\d0` and `General` are not.
DateFormat date_format_of(std::string_view code);

}  // namespace darties::xlsx
