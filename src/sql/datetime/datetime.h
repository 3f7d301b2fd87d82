#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace darties::sql {

/// A date and a time of day as they were read. Checked: the date exists, the time is within its day.
struct DateTime {
  int year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int microsecond = 0;
  std::optional<int> offset_seconds;  ///< east of UTC; set when the text named a zone

  std::int32_t days() const;         ///< since 1970-01-01
  std::int64_t time_of_day() const;  ///< microseconds
  std::int64_t timestamp() const;  ///< microseconds since 1970-01-01 00:00:00, the zone left aside
  std::int64_t utc_timestamp() const;  ///< the same, moved to UTC by the zone if there is one
};

/// A DATEFORMAT or TIMEFORMAT string of COPY: YYYY YY MM MON DD HH HH24 HH12 MI SS AM PM and separators.
/// A fraction of up to six digits may follow SS. A date without time may stand for a timestamp.
class DateTimeFormat {
 public:
  /// Errors: kInvalid for a format that names no part, or the parts TZ and OF, which COPY does not know.
  explicit DateTimeFormat(std::string_view format);
  std::optional<DateTime> parse(std::string_view text) const;

 private:
  enum class Part {
    kYear4,
    kYear2,
    kMonth,
    kMonthName,
    kDay,
    kHour24,
    kHour12,
    kMinute,
    kSecond,
    kHalf,
    kLiteral
  };
  struct Step {
    Part part;
    char literal = 0;
  };
  static bool read(const Step& step, std::string_view& rest, DateTime& value,
                   std::optional<bool>& afternoon);

  std::vector<Step> steps_;
  std::size_t date_steps_ = 0;  ///< where the time begins, so that it may be missing
};

/// "YYYY-MM-DD", with a time behind it that is looked at only for its shape.
std::optional<DateTime> parse_iso_date(std::string_view text);
/// "YYYY-MM-DD HH:MI:SS[.ffffff][zone]", or the date alone. `zone` is +hh, +hhmm, +hh:mm, Z, UTC or another known name.
std::optional<DateTime> parse_iso_timestamp(std::string_view text);
/// "HH:MI[:SS[.ffffff]][zone]".
std::optional<DateTime> parse_time(std::string_view text);
/// What DATEFORMAT 'auto' and TIMEFORMAT 'auto' recognise (reference: automatic-recognition). Never epoch numbers.
std::optional<DateTime> parse_auto(std::string_view text);

}  // namespace darties::sql
