#include "clean/calendar_date.h"

#include <fmt/core.h>

#include <charconv>
#include <chrono>
#include <optional>
#include <vector>

#include "base/text.h"
#include "clean/accents.h"
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

bool is_time(std::string_view text) {
  return text.size() >= 5 && text[2] == ':' && text.find_first_not_of("0123456789:.") == text.npos;
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
  if (!time.empty()) text += fmt::format(" {}{}", time, time.size() == 5 ? ":00" : "");
  return Cleaned::value(std::move(text));
}

}  // namespace

Cleaned clean_date(std::string_view text) {
  text = trim_blanks(text);
  std::string_view time;
  if (const auto blank = text.find_last_of(" T");
      blank != text.npos && is_time(text.substr(blank + 1))) {
    time = text.substr(blank + 1);
    text = trim_blanks(text.substr(0, blank));
  }
  const auto words = date_words(text);
  if (words.size() != 3) return Cleaned::refuse("no date");
  if (words[0].size() == 4 && whole_number(words[0]))
    return assemble(words[0], words[1], words[2], time);
  if (!whole_number(words[0])) return assemble(words[2], words[0], words[1], time);
  return assemble(words[2], words[1], words[0], time);
}

}  // namespace darties
