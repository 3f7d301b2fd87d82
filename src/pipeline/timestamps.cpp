#include "pipeline/timestamps.h"

#include <fmt/format.h>

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
