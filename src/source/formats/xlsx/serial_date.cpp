#include "source/formats/xlsx/serial_date.h"

#include <fmt/core.h>

#include <chrono>
#include <cmath>
#include <cstdint>

namespace darties::xlsx {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr double kLastSerial = 2958466;  // the day after 9999-12-31
constexpr int kDaysTo1904 = 1462;
constexpr std::int64_t kLeapDayThatNeverWas = 60;

std::string day_text(std::int64_t day, bool since_1904) {
  using std::chrono::days;
  using std::chrono::sys_days;
  if (!since_1904 && day == kLeapDayThatNeverWas) return "1900-02-29";
  auto start = sys_days(std::chrono::year(1899) / 12 / (day < kLeapDayThatNeverWas ? 31 : 30));
  if (since_1904) start = sys_days(std::chrono::year(1904) / 1 / 1);
  const std::chrono::year_month_day date(start + days(day));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

std::optional<std::string> date_text(double serial, DateFormat format, bool since_1904) {
  if (!(serial >= 0) || serial >= kLastSerial - (since_1904 ? kDaysTo1904 : 0)) return std::nullopt;
  const std::int64_t ms = std::llround(serial * static_cast<double>(kDayMs));
  if (format == DateFormat::kElapsed) return time_text(ms);
  const std::int64_t day = ms / kDayMs;
  return moment_text({.day = day_text(day, since_1904),
                      .has_day = day != 0 || (since_1904 && format != DateFormat::kTime),
                      .ms = ms % kDayMs},
                     format);
}

std::string moment_text(const Moment& moment, DateFormat format) {
  const bool is_day = format == DateFormat::kDate && moment.ms == 0;
  if (!moment.has_day && !is_day) return time_text(moment.ms);
  if (is_day) return moment.day;
  return moment.day + " " + time_text(moment.ms);
}

std::string time_text(std::int64_t ms) {
  auto text = fmt::format("{:02}:{:02}:{:02}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60);
  if (ms % 1000 != 0) text += fmt::format(".{:03}", ms % 1000);
  return text;
}

}  // namespace darties::xlsx
