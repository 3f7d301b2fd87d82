#include "clean/date_format.h"

#include <fmt/core.h>

#include <charconv>
#include <chrono>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/text.h"
#include "clean/accents.h"
#include "clean/calendar_date.h"
#include "clean/clock_time.h"
#include "clean/month_names.h"

namespace darties {
namespace {

constexpr std::string_view kSigns = "dmbBYyHIpMSfzaA%";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// What a text says by a format.
struct Pieces {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  std::string second = "00";
  std::string fraction;
  std::string offset;
  char half = '\0';  // 'a' or 'p'
  bool has_time = false;
};

/// Walks over text and format together.
class FormatReader {
 public:
  FormatReader(std::string_view text, std::string_view format) : text_(text), format_(format) {}

  /// Nothing when the text does not fit.
  std::optional<Pieces> read() {
    while (!format_.empty()) {
      const char c = format_.front();
      format_.remove_prefix(1);
      if (c == ' ') {
        text_ = trim_front(text_);
      } else if (c == '%' && !format_.empty()) {
        const char sign = format_.front();
        format_.remove_prefix(1);
        if (!read_sign(sign)) return std::nullopt;
      } else if (!take(c)) {
        return std::nullopt;
      }
    }
    if (!text_.empty()) return std::nullopt;
    return pieces_;
  }

 private:
  static std::string_view trim_front(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    return text;
  }

  bool take(char c) {
    if (!text_.starts_with(c)) return false;
    text_.remove_prefix(1);
    return true;
  }

  bool read_sign(char sign) {
    pieces_.has_time = pieces_.has_time || sign == 'H' || sign == 'I';
    switch (sign) {
      case 'd':
        return number(1, 2, pieces_.day);
      case 'm':
        return number(1, 2, pieces_.month);
      case 'Y':
        return number(4, 4, pieces_.year);
      case 'y':
        if (!number(2, 2, pieces_.year)) return false;
        pieces_.year += pieces_.year < 69 ? 2000 : 1900;
        return true;
      case 'H':
      case 'I':
        return number(1, 2, pieces_.hour) &&
               (sign == 'H' || (pieces_.hour >= 1 && pieces_.hour <= 12));
      case 'M':
        return number(1, 2, pieces_.minute);
      case 'S':
        return digits(1, 2, pieces_.second);
      case 'f':
        return digits(1, 9, pieces_.fraction);
      case 'b':
      case 'B':
        pieces_.month = month_number(word()).value_or(0);
        return pieces_.month > 0;
      case 'p':
        pieces_.half = half_of_day(lower_ascii(word()));
        return pieces_.half != '\0';
      case 'z':
        return read_offset();
      case 'a':
      case 'A':
        return !word().empty();
      default:
        return take('%');
    }
  }

  bool digits(std::size_t least, std::size_t most, std::string& found) {
    std::size_t length = 0;
    while (length < most && length < text_.size() && is_digit(text_[length])) ++length;
    if (length < least) return false;
    found = text_.substr(0, length);
    text_.remove_prefix(length);
    return true;
  }

  bool number(std::size_t least, std::size_t most, int& value) {
    std::string found;
    if (!digits(least, most, found)) return false;
    std::from_chars(found.data(), found.data() + found.size(), value);
    return true;
  }

  std::string_view word() {
    std::size_t length = 0;
    while (length < text_.size() && is_word_byte(text_[length])) ++length;
    const auto found = text_.substr(0, length);
    text_.remove_prefix(length);
    return found;
  }

  static char half_of_day(const std::string& word) {
    if (word == "am" || word == "a.m.") return 'a';
    return word == "pm" || word == "p.m." ? 'p' : '\0';
  }

  bool read_offset() {
    std::size_t length = 0;
    while (length < text_.size() &&
           std::string_view("+-Z:0123456789").find(text_[length]) != std::string_view::npos) {
      ++length;
    }
    const auto offset = utc_offset(text_.substr(0, length));
    text_.remove_prefix(length);
    pieces_.offset = offset.value_or("");
    return offset.has_value();
  }

  std::string_view text_;
  std::string_view format_;
  Pieces pieces_;
};

std::optional<std::string> time_of(const Pieces& pieces) {
  int hour = pieces.hour;
  if (pieces.half != '\0') hour = hour % 12 + (pieces.half == 'p' ? 12 : 0);
  const std::string fraction = pieces.fraction.empty() ? "" : "." + pieces.fraction;
  return clock_text(hour, pieces.minute, pieces.second + fraction);
}

bool says(std::string_view format, std::string_view signs) {
  for (const char sign : signs) {
    if (format.find(std::string{'%', sign}) != format.npos) return true;
  }
  return false;
}

}  // namespace

void check_date_format(std::string_view format, bool is_time) {
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    if (++i == format.size() || kSigns.find(format[i]) == kSigns.npos) {
      throw Error(ErrorKind::kInvalid,
                  "'{}' in the format '{}': signs are %d %m %b %Y %y %H %I %p "
                  "%M %S %f %z %a %%",
                  format.substr(i - 1, 2), format);
    }
  }
  const bool whole =
      is_time ? says(format, "HI") : says(format, "d") && says(format, "mbB") && says(format, "Yy");
  if (whole) return;
  throw Error(ErrorKind::kInvalid, "the format '{}' says no {}", format,
              is_time ? "hour (%H)" : "whole date (%d, %m and %Y)");
}

Cleaned clean_by_format(std::string_view text, std::string_view format, bool is_time) {
  const auto pieces = FormatReader(trim_blanks(text), format).read();
  if (!pieces) return Cleaned::refuse(fmt::format("it does not fit the format '{}'", format));
  const auto time = time_of(*pieces);
  if (!time) return Cleaned::refuse("a time that no clock shows");
  if (is_time) return Cleaned::value(*time + pieces->offset);
  const std::chrono::year_month_day date(std::chrono::year(pieces->year),
                                         std::chrono::month(static_cast<unsigned>(pieces->month)),
                                         std::chrono::day(static_cast<unsigned>(pieces->day)));
  if (!date.ok()) return Cleaned::refuse("a day that is not in the calendar");
  std::string clean = fmt::format("{:04}-{:02}-{:02}", pieces->year, pieces->month, pieces->day);
  if (pieces->has_time) clean += " " + *time;
  return Cleaned::value(clean + pieces->offset);
}

}  // namespace darties
