#include "clean/calendar_date.h"

#include <fmt/core.h>

#include <charconv>
#include <chrono>
#include <vector>

#include "base/text.h"
#include "clean/accents.h"
#include "clean/clock_time.h"
#include "clean/month_names.h"

namespace darties {
namespace {

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// The words of a date, at blanks, commas and the separators / - . between figures.
std::vector<std::string_view> date_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(" ,/-."), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

Cleaned assemble(std::string_view year, std::string_view month, std::string_view day,
                 std::string_view time) {
  const auto y = whole_number(year);
  const auto m = month_number(month);
  const auto d = whole_number(day);
  if (!y || !m || !d) return Cleaned::refuse("no date");
  if (year.size() != 4) return Cleaned::refuse("a date whose year has not four digits");
  const std::chrono::year_month_day date(std::chrono::year(*y),
                                         std::chrono::month(static_cast<unsigned>(*m)),
                                         std::chrono::day(static_cast<unsigned>(*d)));
  if (!date.ok()) return Cleaned::refuse("a day that is not in the calendar");
  auto text = fmt::format("{:04}-{:02}-{:02}", *y, *m, *d);
  if (!time.empty()) text.append(" ").append(time);
  return Cleaned::value(std::move(text));
}

Cleaned date_of(std::string_view text, std::string_view time) {
  const auto words = date_words(text);
  const bool is_compact = words.size() == 1 && text.size() == 8 && whole_number(text);
  if (is_compact && (text.starts_with("19") || text.starts_with("20")))
    return assemble(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2), time);
  if (words.size() != 3) return Cleaned::refuse("no date");
  if (words[0].size() == 4 && whole_number(words[0]))
    return assemble(words[0], words[1], words[2], time);
  if (!whole_number(words[0])) return assemble(words[2], words[0], words[1], time);
  return assemble(words[2], words[1], words[0], time);
}

/// Takes the offset off the end of a text with a time.
std::string take_offset(std::string_view& text) {
  const auto colon = text.find(':');
  if (colon == text.npos) return "";
  const auto start = text.find_first_of("+-Z", colon);
  if (start == text.npos) return "";
  const auto offset = utc_offset(text.substr(start));
  if (offset) text = trim_blanks(text.substr(0, start));
  return offset.value_or("");
}

}  // namespace

std::optional<std::string> utc_offset(std::string_view text) {
  if (text == "Z") return "+00:00";
  if (text.size() < 3 || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  std::string digits(text.substr(1));
  if (digits.size() == 5 && digits[2] == ':') digits.erase(2, 1);
  if (digits.size() == 2) digits += "00";
  const auto number = whole_number(digits);
  if (digits.size() != 4 || !number || *number < 0 || *number > 1559 || *number % 100 > 59)
    return std::nullopt;
  return fmt::format("{}{}:{}", text.front(), digits.substr(0, 2), digits.substr(2));
}

Cleaned clean_date(std::string_view text) {
  text = trim_blanks(text);
  const std::string offset = take_offset(text);
  std::string time;
  const auto colon = text.find(':');
  const auto blank = colon == text.npos ? text.npos : text.find_last_of(" T", colon);
  if (blank != text.npos) {
    const auto cleaned = clean_time(text.substr(blank + 1));
    if (!cleaned.ok()) return cleaned;
    time = cleaned.text;
    text = trim_blanks(text.substr(0, blank));
  }
  auto date = date_of(text, time);
  if (date.ok()) date.text += offset;
  return date;
}

}  // namespace darties
