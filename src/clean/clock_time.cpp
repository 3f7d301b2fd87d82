#include "clean/clock_time.h"

#include <fmt/core.h>

#include <charconv>
#include <vector>

#include "base/text.h"
#include "clean/accents.h"

namespace darties {
namespace {

/// One or two digits.
std::optional<int> small_number(std::string_view text) {
  int number = 0;
  if (text.empty() || text.size() > 2 || text.find_first_not_of("0123456789") != text.npos)
    return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// Takes AM or PM off the end; 'A', 'P' or '\0'.
char take_half_of_day(std::string& text) {
  for (const std::string_view word : {"am", "pm", "a.m.", "p.m."}) {
    if (!text.ends_with(word)) continue;
    text = trim(std::string_view(text).substr(0, text.size() - word.size()));
    return word.front();
  }
  return '\0';
}

/// The hour of a whole day; nothing when a clock with this half does not show it.
std::optional<int> whole_day_hour(int hour, char half) {
  if (half == '\0') return hour;
  if (hour < 1 || hour > 12) return std::nullopt;
  return hour % 12 + (half == 'p' ? 12 : 0);
}

}  // namespace

std::optional<std::string> clock_text(int hour, int minute, std::string_view seconds) {
  const auto point = std::min(seconds.find('.'), seconds.size());
  const auto second = small_number(seconds.substr(0, point));
  const auto fraction = seconds.substr(point);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || !second || *second > 59)
    return std::nullopt;
  if (fraction == "." || fraction.find_first_not_of("0123456789", 1) != fraction.npos)
    return std::nullopt;
  return fmt::format("{:02}:{:02}:{:02}{}", hour, minute, *second, fraction);
}

Cleaned clean_time(std::string_view text) {
  constexpr auto kNoTime = "no time of day";
  std::string typed = lower_ascii(trim_blanks(text));
  const char half = take_half_of_day(typed);
  const bool french = typed.find('h') != typed.npos;
  if (french && typed.ends_with('h')) typed += "00";
  std::vector<std::string_view> words;
  for (const auto word : split(typed, french ? 'h' : ':')) words.push_back(trim(word));
  if (half != '\0' && words.size() == 1) words.emplace_back("00");
  if (words.size() < 2 || words.size() > (french ? 2U : 3U)) return Cleaned::refuse(kNoTime);
  const auto hour = small_number(words[0]);
  const auto minute = small_number(words[1]);
  if (!hour || !minute || words[1].size() != 2) return Cleaned::refuse(kNoTime);
  const std::string_view seconds = words.size() == 3 ? words[2] : "00";
  const auto whole_hour = whole_day_hour(*hour, half);
  const auto shown = whole_hour ? clock_text(*whole_hour, *minute, seconds) : std::nullopt;
  if (!shown) return Cleaned::refuse("a time that no clock shows");
  return Cleaned::value(*shown);
}

}  // namespace darties
