#include "sql/functions/datetime_format.h"

#include <chrono>

#include "base/text.h"

namespace darties::sql {

const std::string_view kMonthNames[12] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
const std::string_view kDayNames[7] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                       "Thursday", "Friday", "Saturday"};
const std::string_view kRomanMonths[12] = {"I",   "II",   "III", "IV", "V",  "VI",
                                           "VII", "VIII", "IX",  "X",  "XI", "XII"};

namespace {

struct Keyword {
  std::string_view text;
  FormatPart part;
};

using enum FormatPart;

// A keyword stands before every shorter one that it begins with.
constexpr Keyword kKeywords[] = {
    {"Y,YYY", kYearComma},
    {"YYYY", kYear},
    {"YYY", kYear3},
    {"YY", kYear2},
    {"Y", kYear1},
    {"IYYY", kIsoYear},
    {"IYY", kIsoYear3},
    {"IY", kIsoYear2},
    {"IDDD", kIsoDayOfYear},
    {"ID", kIsoDayOfWeek},
    {"IW", kIsoWeek},
    {"I", kIsoYear1},
    {"CC", kCentury},
    {"BC", kEra},
    {"AD", kEra},
    {"B.C.", kEra},
    {"A.D.", kEra},
    {"Q", kQuarter},
    {"MONTH", kMonthName},
    {"MON", kMonthAbbreviation},
    {"MM", kMonth},
    {"MI", kMinute},
    {"MS", kMillisecond},
    {"RM", kRomanMonth},
    {"DAY", kDayName},
    {"DY", kDayAbbreviation},
    {"DDD", kDayOfYear},
    {"DD", kDay},
    {"D", kDayOfWeek},
    {"WW", kWeekOfYear},
    {"W", kWeekOfMonth},
    {"J", kJulian},
    {"HH24", kHour24},
    {"HH12", kHour12},
    {"HH", kHour12},
    {"SSSS", kSecondsOfDay},
    {"SS", kSecond},
    {"US", kMicrosecond},
    {"AM", kMeridiem},
    {"PM", kMeridiem},
    {"A.M.", kMeridiem},
    {"P.M.", kMeridiem},
    {"TZ", kZone},
    {"OF", kZoneOffset},
};

const Keyword* keyword_at(std::string_view text) {
  for (const auto& keyword : kKeywords) {
    if (equals_ignoring_case(text.substr(0, keyword.text.size()), keyword.text)) return &keyword;
  }
  return nullptr;
}

bool is_number(FormatPart part) {
  switch (part) {
    case kLiteral:
    case kEra:
    case kMonthName:
    case kMonthAbbreviation:
    case kRomanMonth:
    case kDayName:
    case kDayAbbreviation:
    case kMeridiem:
    case kZone:
    case kZoneOffset:
      return false;
    default:
      return true;
  }
}

void add_literal(std::vector<FormatToken>& tokens, char c) {
  if (tokens.empty() || tokens.back().part != kLiteral) tokens.emplace_back();
  tokens.back().text += c;
}

}  // namespace

std::vector<FormatToken> parse_datetime_format(std::string_view format) {
  std::vector<FormatToken> tokens;
  bool fill = true;
  for (std::size_t at = 0; at < format.size();) {
    const std::string_view rest = format.substr(at);
    if (rest[0] == '"') {
      for (++at; at < format.size() && format[at] != '"'; ++at) add_literal(tokens, format[at]);
      ++at;
    } else if (equals_ignoring_case(rest.substr(0, 2), "FM")) {
      fill = false;
      at += 2;
    } else if (const Keyword* keyword = keyword_at(rest)) {
      FormatToken token{keyword->part, std::string(rest.substr(0, keyword->text.size())), fill};
      fill = true;
      at += keyword->text.size();
      if (equals_ignoring_case(format.substr(at, 2), "TH") && is_number(token.part)) {
        token.ordinal = true;
        token.text += format.substr(at, 2);
        at += 2;
      }
      if (!tokens.empty() && is_number(tokens.back().part) && is_number(token.part))
        tokens.back().fixed_width = true;
      tokens.push_back(std::move(token));
    } else {
      add_literal(tokens, format[at++]);
    }
  }
  return tokens;
}

const std::vector<FormatToken>& cached_datetime_format(std::string_view format) {
  thread_local std::string last;
  thread_local std::vector<FormatToken> tokens;
  if (last != format) {
    tokens = parse_datetime_format(format);
    last = format;
  }
  return tokens;
}

std::string ordinal_suffix_of(std::string_view digits, bool upper) {
  const char last = digits.back();
  const bool teen = digits.size() > 1 && digits[digits.size() - 2] == '1';
  const std::string_view suffix = teen          ? "th"
                                  : last == '1' ? "st"
                                  : last == '2' ? "nd"
                                  : last == '3' ? "rd"
                                                : "th";
  return upper ? upper_ascii(suffix) : std::string(suffix);
}

std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  using namespace std::chrono;
  const auto first =
      year_month_day{std::chrono::year(static_cast<int>(year)),
                     std::chrono::month(static_cast<unsigned>(month)), std::chrono::day(1)};
  return sys_days(first).time_since_epoch().count() + day - 1;
}

int days_in_month(std::int64_t year, int month) {
  return static_cast<int>(
      days_from_civil(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) -
      days_from_civil(year, month, 1));
}

CivilTime civil_time(std::int64_t microseconds) {
  constexpr std::int64_t kDay = 86'400'000'000;
  CivilTime time;
  time.days = microseconds / kDay;
  std::int64_t rest = microseconds % kDay;
  if (rest < 0) {
    rest += kDay;
    --time.days;
  }
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(static_cast<int>(time.days)))};
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  time.microsecond = static_cast<int>(rest % 1'000'000);
  rest /= 1'000'000;
  time.second = static_cast<int>(rest % 60);
  time.minute = static_cast<int>(rest / 60 % 60);
  time.hour = static_cast<int>(rest / 3600);
  return time;
}

int CivilTime::day_of_year() const {
  return static_cast<int>(days - days_from_civil(year, 1, 1)) + 1;
}

int CivilTime::day_of_week() const {
  const auto from_thursday = static_cast<int>((days % 7 + 7) % 7);  // 1970-01-01 was a Thursday
  return (from_thursday + 4) % 7;
}

}  // namespace darties::sql
