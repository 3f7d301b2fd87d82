#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sql/functions.h"

namespace darties::sql {

/// From text to a type, as casts and literals of Redshift do it. Blanks around the text mean nothing.
/// Errors: kInvalid "invalid input syntax for …" with the text; "Overflow, Value '…'" for a number beyond 64 bits.

/// Digits with a sign; no point, no exponent.
std::int64_t integer_of(std::string_view text);
/// t, true, y, yes, 1 and f, false, n, no, 0 in any case.
bool boolean_of(std::string_view text);
/// Days since 1970 of every text that COPY's 'auto' takes, and 'epoch'. A time behind it is left aside.
std::int32_t date_of(std::string_view text);
/// Microseconds since 1970; a zone in the text is ignored.
std::int64_t timestamp_of(std::string_view text);
/// The same in UTC: a text without zone stands for UTC.
std::int64_t timestamptz_of(std::string_view text);
/// Microseconds since midnight; a zone is ignored, and so is a date before it.
std::int64_t time_of(std::string_view text);
/// "10:00:00.000000+02:00": with a zone, UTC when the text names none.
std::string timetz_of(std::string_view text);

/// The units of an interval literal's qualifier: DAY, YEAR TO MONTH, DAY TO SECOND. Empty: none.
/// "7 days, 3 hours", "1-2", "3 04:05:06", "1.5 days ago"; a number without unit has the qualifier's last unit, else
/// seconds. Parts smaller than the qualifier's last unit are cut.
IntervalParts interval_of(std::string_view text, std::string_view qualifier = {});

}  // namespace darties::sql
