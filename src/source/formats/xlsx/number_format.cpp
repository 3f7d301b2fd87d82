#include "source/formats/xlsx/number_format.h"

#include <string>

#include "base/text.h"

namespace darties::xlsx {
namespace {

/// What the letters of a format code ask for. An "m" is a month unless hours or seconds are near,
/// which is decided at the end: with a time but no year and day it counts as minutes.
struct Letters {
  bool date = false;
  bool time = false;
  bool month_or_minute = false;
  bool elapsed = false;
};

/// How long the piece at the front of `code` is that shows as it stands: "text", \c, _c, *c.
std::size_t literal_length(std::string_view code) {
  const char c = code.front();
  if (c == '\\' || c == '_' || c == '*') return code.size() < 2 ? 1 : 2;
  if (c != '"') return 0;
  const auto close = code.find('"', 1);
  return close == code.npos ? code.size() : close + 1;
}

/// [h], [mm] and [ss] are durations; [Red], [>100] and [$-40C] are not about dates.
void read_bracket(std::string_view inside, Letters& letters) {
  if (!inside.empty() && inside.find_first_not_of("hHmMsS") == inside.npos) letters.elapsed = true;
}

void read_letter(char c, Letters& letters) {
  switch (c) {
    case 'y':
    case 'd':
    case 'e':
    case 'g':
    case 'a':
    case 'j':  // jours and années, in codes that were not translated
      letters.date = true;
      break;
    case 'h':
    case 's':
      letters.time = true;
      break;
    case 'm':
      letters.month_or_minute = true;
      break;
    default:
      break;
  }
}

Letters read_letters(std::string_view code) {
  Letters letters;
  while (!code.empty()) {
    std::size_t length = literal_length(code);
    if (length == 0 && code.front() == '[') {
      const auto close = code.find(']');
      if (close == code.npos) break;
      read_bracket(code.substr(1, close - 1), letters);
      length = close + 1;
    } else if (length == 0 && (code.starts_with("am/pm") || code.starts_with("a/p"))) {
      letters.time = true;
      length = code.starts_with("am/pm") ? 5 : 3;
    } else if (length == 0) {
      read_letter(code.front(), letters);
      length = 1;
    }
    code.remove_prefix(length);
  }
  return letters;
}

}  // namespace

DateFormat date_format_of(int id) {
  if (id >= 14 && id <= 17) return DateFormat::kDate;
  if (id >= 18 && id <= 21) return DateFormat::kTime;
  if (id == 22) return DateFormat::kDateTime;
  if (id == 45 || id == 47) return DateFormat::kTime;
  if (id == 46) return DateFormat::kElapsed;
  // Dates of the East Asian editions; 32 to 35 and 55, 56 are times there.
  if ((id >= 32 && id <= 35) || id == 55 || id == 56) return DateFormat::kTime;
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return DateFormat::kDate;
  return DateFormat::kNone;
}

DateFormat date_format_of(std::string_view code) {
  // Positive numbers use the first section.
  std::string section = lower_ascii(code);
  for (std::size_t i = 0; i < section.size(); ++i) {
    if (const auto skip = literal_length(std::string_view(section).substr(i)); skip > 0)
      i += skip - 1;
    else if (section[i] == ';')
      section.resize(i);
  }
  // "E" in 0.00E+00 is an exponent and "general" is a word.
  if (section.find("general") != std::string::npos ||
      section.find("standard") != std::string::npos) {
    return DateFormat::kNone;
  }
  if (section.find("e+") != std::string::npos || section.find("e-") != std::string::npos) {
    return DateFormat::kNone;
  }
  const Letters letters = read_letters(section);
  if (letters.elapsed) return DateFormat::kElapsed;
  if (letters.date && letters.time) return DateFormat::kDateTime;
  if (letters.time) return DateFormat::kTime;
  if (letters.date || letters.month_or_minute) return DateFormat::kDate;
  return DateFormat::kNone;
}

}  // namespace darties::xlsx
