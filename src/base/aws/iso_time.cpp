#include "base/aws/iso_time.h"

#include <fmt/chrono.h>

#include <cstdio>
#include <string_view>

namespace darties::aws {
namespace {

constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2261;  // the clock's nanoseconds end in 2262

/// How far from UTC the text behind the seconds says that it is: a fraction, then Z, +02:00, -0530 or +02.
std::optional<std::chrono::minutes> offset_of(std::string_view rest) {
  if (rest.starts_with('.')) {
    const std::size_t digits_end = rest.find_first_not_of("0123456789", 1);
    rest = digits_end == std::string_view::npos ? "" : rest.substr(digits_end);
  }
  if (rest == "Z" || rest == "z") return std::chrono::minutes(0);
  const bool is_signed = rest.starts_with('+') || rest.starts_with('-');
  std::string digits(rest.substr(is_signed ? 1 : 0));
  if (digits.size() == 5 && digits[2] == ':') digits.erase(2, 1);
  if (digits.size() == 2) digits += "00";
  const bool four =
      digits.size() == 4 && digits.find_first_not_of("0123456789") == std::string::npos;
  if (!is_signed || !four) return std::nullopt;
  const int number = std::stoi(digits);
  if (number / 100 > 23 || number % 100 > 59) return std::nullopt;
  const std::chrono::minutes ahead(number / 100 * 60 + number % 100);
  return rest.front() == '-' ? -ahead : ahead;
}

}  // namespace

std::optional<std::chrono::system_clock::time_point> parse_iso_time(const std::string& text) {
  int year = 0, length = 0;
  unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0;
  const int read = std::sscanf(text.c_str(), "%4d-%2u-%2uT%2u:%2u:%2u%n", &year, &month, &day,
                               &hour, &minute, &second, &length);
  if (read != 6) return std::nullopt;
  const auto offset = offset_of(std::string_view(text).substr(std::size_t(length)));
  if (!offset) return std::nullopt;
  if (year < kFirstYear) return std::nullopt;
  if (year > kLastYear) return std::chrono::sys_days(std::chrono::year(kLastYear) / 12 / 31);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second) - *offset;
}

std::string to_iso_time(std::chrono::system_clock::time_point time) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

}  // namespace darties::aws
