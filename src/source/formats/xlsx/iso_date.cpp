#include "source/formats/xlsx/iso_date.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>

#include "source/formats/xlsx/serial_date.h"

namespace darties::xlsx {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kDayMs = 24 * kHourMs;
constexpr int kFirstDayOf1900 = -25567;  // days since 1970

/// Takes pieces from the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }
  std::string_view rest() const { return text_; }

  bool take(char c) {
    if (!text_.starts_with(c)) return false;
    text_.remove_prefix(1);
    return true;
  }

  /// A number of `least` to `most` digits.
  std::optional<std::int64_t> digits(std::size_t least, std::size_t most) {
    const auto length =
        std::min(std::min(text_.find_first_not_of("0123456789"), text_.size()), most);
    if (length < least) return std::nullopt;
    std::int64_t number = 0;
    std::from_chars(text_.data(), text_.data() + length, number);
    text_.remove_prefix(length);
    return number;
  }

  /// The milliseconds of ".5" or ",5", rounded; 0 when there is no fraction.
  std::int64_t fraction_ms() {
    if (text_.empty() || (text_.front() != '.' && text_.front() != ',')) return 0;
    const auto length = std::min(text_.find_first_not_of("0123456789", 1), text_.size());
    std::int64_t ms = 0;
    for (std::size_t i = 1; i <= 3; ++i) ms = ms * 10 + (i < length ? text_[i] - '0' : 0);
    if (length > 4 && text_[4] >= '5') ++ms;
    text_.remove_prefix(length);
    return ms;
  }

 private:
  std::string_view text_;
};

std::optional<sys_days> read_day(Scanner& text) {
  const auto y = text.digits(4, 4);
  if (!y || !text.take('-')) return std::nullopt;
  const auto m = text.digits(2, 2);
  if (!m || !text.take('-')) return std::nullopt;
  const auto d = text.digits(2, 2);
  if (!d) return std::nullopt;
  const year_month_day date(year(static_cast<int>(*y)), month(static_cast<unsigned>(*m)),
                            day(static_cast<unsigned>(*d)));
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

/// The milliseconds since midnight of "16:00", "16:00:00" and "16:00:00.5"; 24:00:00 is the next midnight.
std::optional<std::int64_t> read_time(Scanner& text) {
  const auto hours = text.digits(2, 2);
  if (!hours || *hours > 24 || !text.take(':')) return std::nullopt;
  const auto minutes = text.digits(2, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  std::int64_t ms = *hours * kHourMs + *minutes * 60'000;
  if (text.take(':')) {
    const auto seconds = text.digits(2, 2);
    if (!seconds || *seconds > 59) return std::nullopt;
    ms += *seconds * 1000 + text.fraction_ms();
  }
  if (ms > kDayMs) return std::nullopt;
  return ms;
}

/// The milliseconds of "P1DT2H3M4.5S" behind its P. Years and months have no length.
std::optional<std::int64_t> read_duration(Scanner& text) {
  struct Unit {
    char letter;
    std::int64_t ms;
  };
  constexpr Unit kDays[] = {{'D', kDayMs}};
  constexpr Unit kTimes[] = {{'H', kHourMs}, {'M', 60'000}, {'S', 1000}};
  std::int64_t total = 0;
  bool found = false;
  const auto take_units = [&](auto& units) {
    for (const Unit& unit : units) {
      Scanner ahead = text;
      const auto number = ahead.digits(1, 9);
      const auto fraction = ahead.fraction_ms();
      if (!number || !ahead.take(unit.letter)) continue;
      total += *number * unit.ms + fraction * unit.ms / 1000;
      text = ahead;
      found = true;
    }
  };
  take_units(kDays);
  if (text.take('T')) take_units(kTimes);
  if (!found || !text.at_end()) return std::nullopt;
  return total;
}

/// "", "Z" or "+02:00": what may follow a time.
bool is_zone(std::string_view zone) {
  if (zone.empty() || zone == "Z") return true;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-')) return false;
  Scanner text(zone.substr(1));
  return text.digits(2, 2) && text.take(':') && text.digits(2, 2) && text.at_end();
}

/// The number that Excel shows as this day, of whose calendar 1900 is a leap year; 0 for the days that programs give to a time without
/// one, and less than 0 for earlier days.
std::int64_t serial_of(sys_days date, bool since_1904) {
  const auto since = [&](int y, unsigned m, unsigned d) {
    return static_cast<std::int64_t>((date - sys_days(year(y) / month(m) / day(d))).count());
  };
  if (since_1904 && since(1904, 1, 1) >= 0) return since(1904, 1, 1);
  if (since(1900, 3, 1) >= 0) return since(1899, 12, 30);
  return since(1899, 12, 30) == 0 ? 0 : since(1899, 12, 31);
}

std::string text_of_day(sys_days date) {
  const year_month_day ymd(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

}  // namespace

std::optional<std::string> iso_date_text(std::string_view text, DateFormat format,
                                         bool since_1904) {
  Scanner scanner(text);
  if (scanner.take('P')) {
    const auto ms = read_duration(scanner);
    return ms ? std::optional(time_text(*ms)) : std::nullopt;
  }
  auto date = read_day(scanner);
  std::int64_t ms = 0;
  const bool has_time = !date || scanner.take('T') || scanner.take(' ');
  if (has_time) {
    scanner.take('T');
    const auto time = read_time(scanner);
    if (!time) return std::nullopt;
    ms = *time;
  }
  if (!is_zone(scanner.rest())) return std::nullopt;
  const std::string zone = scanner.rest() == "Z" ? "" : std::string(scanner.rest());
  if (!date) return time_text(ms) + zone;
  *date += days(ms / kDayMs);
  ms %= kDayMs;
  const auto serial = serial_of(*date, since_1904);
  if (format == DateFormat::kElapsed && serial >= 0) return time_text(serial * kDayMs + ms) + zone;
  const bool is_1904_day = since_1904 && date->time_since_epoch().count() > kFirstDayOf1900;
  if (format == DateFormat::kNone) format = DateFormat::kDate;
  return moment_text({.day = text_of_day(*date),
                      .has_day = serial != 0 || (is_1904_day && format != DateFormat::kTime),
                      .ms = ms},
                     format) +
         zone;
}

}  // namespace darties::xlsx
