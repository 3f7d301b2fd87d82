#include "clean/value_type.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "clean/accents.h"
#include "clean/calendar_date.h"
#include "clean/clock_time.h"
#include "clean/date_format.h"
#include "clean/decimal.h"
#include "clean/figure_signs.h"
#include "clean/month_names.h"

namespace darties {
namespace {

constexpr std::array<std::pair<std::string_view, ValueType>, 10> kTypes{{
    {"auto", ValueType::kAuto},
    {"text", ValueType::kText},
    {"integer", ValueType::kInteger},
    {"decimal", ValueType::kDecimal},
    {"percent", ValueType::kPercent},
    {"currency", ValueType::kCurrency},
    {"date", ValueType::kDate},
    {"time", ValueType::kTime},
    {"boolean", ValueType::kBoolean},
    {"month", ValueType::kMonth},
}};

Cleaned clean_boolean(std::string_view text) {
  const auto word = fold_accents(trim_blanks(text));
  for (const auto yes : {"true", "vrai", "oui", "yes", "1"}) {
    if (word == yes) return Cleaned::value("true");
  }
  for (const auto no : {"false", "faux", "non", "no", "0"}) {
    if (word == no) return Cleaned::value("false");
  }
  return Cleaned::refuse("neither true nor false (vrai, faux, oui, non, yes, no, 1, 0)");
}

Cleaned clean_percent(const Cell& cell, const NumberStyle& style) {
  if (cell.kind == CellKind::kNumber) return clean_decimal(cell.text, style);
  const auto number = take_percent(trim_blanks(cell.text));
  if (!number) return Cleaned::refuse("no % behind it: 0.5 may be 0.5 % or 50 %");
  auto cleaned = clean_decimal(*number, style);
  if (cleaned.ok()) cleaned.text = hundredth(cleaned.text);
  return cleaned;
}

Cleaned clean_day_or_time(const Cell& cell, const ColumnType& type) {
  const bool is_time = type.kind == ValueType::kTime;
  // Dates of workbooks are dates already, however the texts of the column are written.
  if (!type.format.empty() && cell.kind != CellKind::kDate)
    return clean_by_format(cell.text, type.format, is_time);
  if (cell.kind == CellKind::kNumber)
    return Cleaned::refuse(is_time ? "a number, formatted as no time"
                                   : "a number, formatted as no date");
  return is_time ? clean_time(cell.text) : clean_date(cell.text);
}

/// The sign that was found goes into `currency`.
Cleaned clean_currency(const Cell& cell, const ColumnType& type, const NumberStyle& style,
                       std::string& currency) {
  auto money = take_currency(trim_blanks(cell.text));
  if (!type.format.empty() && !money.currency.empty() && money.currency != type.format)
    return Cleaned::refuse(fmt::format("the currency is {}, not {}", money.currency, type.format));
  currency = std::move(money.currency);
  return clean_decimal(money.number, style);
}

Cleaned clean_text(const Cell& cell, const ColumnType& type, const NumberStyle& style,
                   std::string& currency) {
  switch (type.kind) {
    case ValueType::kInteger:
      return clean_integer(cell.text, style);
    case ValueType::kDecimal:
      return clean_decimal(cell.text, style);
    case ValueType::kPercent:
      return clean_percent(cell, style);
    case ValueType::kCurrency:
      return clean_currency(cell, type, style, currency);
    case ValueType::kDate:
    case ValueType::kTime:
      return clean_day_or_time(cell, type);
    case ValueType::kBoolean:
      return clean_boolean(cell.text);
    case ValueType::kMonth:
      return clean_month(cell.text);
    case ValueType::kAuto:
    case ValueType::kText:
      break;
  }
  return Cleaned::value(std::string(trim_blanks(cell.text)));
}

bool is_quoted(const Cell& cell, ValueType type) {
  if (type == ValueType::kText || type == ValueType::kDate || type == ValueType::kTime) return true;
  return type == ValueType::kAuto && cell.kind != CellKind::kNumber &&
         cell.kind != CellKind::kBoolean;
}

bool is_null_value(std::string_view text, const std::vector<std::string>& null_values) {
  return std::any_of(null_values.begin(), null_values.end(), [&](const std::string& null_value) {
    return equals_ignoring_case(text, null_value);
  });
}

void check_format(const ColumnType& type, std::string_view text) {
  const bool is_day = type.kind == ValueType::kDate;
  if (is_day || type.kind == ValueType::kTime) return check_date_format(type.format, !is_day);
  if (type.kind == ValueType::kCurrency) {
    if (take_currency(type.format).currency == type.format) return;
    throw Error(ErrorKind::kInvalid,
                "'{}' is no currency: a sign such as € or $, or three capitals", type.format);
  }
  throw Error(ErrorKind::kInvalid, "the type '{}' has no format: date, time and currency have one",
              text);
}

}  // namespace

ColumnType parse_column_type(std::string_view text) {
  const auto blank = std::min(text.find(' '), text.size());
  const auto word = text.substr(0, blank);
  std::vector<std::string> words;
  for (const auto& [name, kind] : kTypes) {
    words.emplace_back(name);
    if (name != word) continue;
    ColumnType type(kind, std::string(trim(text.substr(blank))));
    if (!type.format.empty()) check_format(type, word);
    return type;
  }
  throw Error(ErrorKind::kInvalid, "unknown type '{}'{}; types are {}", word,
              suggestion(word, words), join(words, ", "));
}

CleanCell clean_cell(const Cell& cell, const ColumnType& type, const CellRules& rules) {
  const auto trimmed = trim_blanks(cell.text);
  if (cell.kind == CellKind::kBlank || trimmed.empty()) return {.is_blank = true};
  if (is_null_value(trimmed, rules.null_values)) return {.is_blank = true};
  if (cell.kind == CellKind::kError) return {.fault = "an error that Excel shows"};
  const bool is_number = cell.kind == CellKind::kNumber;
  std::string currency;
  auto cleaned = clean_text(cell, type, is_number ? NumberStyle::plain() : rules.numbers, currency);
  // A JSON number has neither leading zeros nor a plus; the digits of a CSV or JSON file may.
  if (type.kind == ValueType::kAuto && is_number) {
    if (auto number = clean_decimal(cell.text, NumberStyle::plain()); number.ok())
      cleaned = std::move(number);
  }
  return {.is_quoted = is_quoted(cell, type.kind),
          .text = std::move(cleaned.text),
          .fault = std::move(cleaned.fault),
          .currency = std::move(currency)};
}

DecimalSign decimal_sign_of(const Cell& cell, const ColumnType& type) {
  if (!type.is_number() || cell.kind != CellKind::kText) return DecimalSign::kNone;
  const auto text = trim_blanks(cell.text);
  if (type.kind == ValueType::kPercent)
    return decimal_sign_of(take_percent(text).value_or(""), false);
  if (type.kind == ValueType::kCurrency) return decimal_sign_of(take_currency(text).number, false);
  return decimal_sign_of(text, type.kind == ValueType::kInteger);
}

}  // namespace darties
