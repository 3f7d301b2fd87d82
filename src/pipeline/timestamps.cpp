#include "pipeline/timestamps.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <ctime>

namespace darties {
namespace {

std::tm utc(Clock::TimePoint time) {
  const std::time_t seconds = Clock::TimePoint::clock::to_time_t(time);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  return parts;
}

std::string formatted(const std::tm& parts, const char* format) {
  char text[64];
  return {text, std::strftime(text, sizeof text, format, &parts)};
}

}  // namespace

std::string sql_timestamp(Clock::TimePoint time) {
  const auto ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() % 1000;
  return fmt::format("{}.{:03}", formatted(utc(time), "%F %T"), ms);
}

std::string iso_date(Clock::TimePoint time) { return formatted(utc(time), "%F"); }

void expect_date(std::string_view text, std::string_view what, const Place& place) {
  const auto number = [&](std::size_t at, std::size_t length) {
    int value = 0;
    const char* const begin = text.data() + at;
    const auto [end, fault] = std::from_chars(begin, begin + length, value);
    return fault == std::errc() && end == begin + length && *begin != '-' ? value : 0;
  };
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(8, 2)))};
    if (day.ok() && day.year() > std::chrono::year(0)) return;
  }
  throw Error(ErrorKind::kInvalid,
              "{} must be a day of the calendar as YYYY-MM-DD, such as 2026-11-24, not '{}'", what,
              text)
      .at(place);
}

std::string local_time(Clock::TimePoint time) {
  const std::time_t seconds = Clock::TimePoint::clock::to_time_t(time);
  std::tm parts{};
  ::localtime_r(&seconds, &parts);
  return formatted(parts, "%F %T");
}

std::string make_run_id(Clock::TimePoint time, unsigned salt) {
  return fmt::format("{}-{:04x}", formatted(utc(time), "%Y%m%d-%H%M%S"), salt & 0xffffU);
}

}  // namespace darties
