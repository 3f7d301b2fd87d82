#include "base/http/http_date.h"

#include <curl/curl.h>

namespace darties {
namespace {

constexpr time_t kLastSecond = 9'214'646'400;  // end of 2261: the clock's nanoseconds end in 2262

}  // namespace

std::optional<std::chrono::system_clock::time_point> parse_http_date(const std::string& text) {
  const time_t seconds = curl_getdate(text.c_str(), nullptr);
  if (seconds < 0 || seconds > kLastSecond) return std::nullopt;
  return std::chrono::system_clock::from_time_t(seconds);
}

}  // namespace darties
