#include "clean/value_type.h"

#include <array>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "clean/accents.h"
#include "clean/calendar_date.h"
#include "clean/decimal.h"
#include "clean/month_names.h"

namespace darties {
namespace {

constexpr std::array<std::pair<std::string_view, ValueType>, 7> kTypes{{
    {"auto", ValueType::kAuto},
    {"text", ValueType::kText},
    {"integer", ValueType::kInteger},
    {"decimal", ValueType::kDecimal},
    {"date", ValueType::kDate},
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

Cleaned clean_text(const Cell& cell, ValueType type) {
  switch (type) {
    case ValueType::kInteger:
      return clean_integer(cell.text);
    case ValueType::kDecimal:
      return clean_decimal(cell.text);
    case ValueType::kDate:
      if (cell.kind == CellKind::kNumber) return Cleaned::refuse("a number, formatted as no date");
      return clean_date(cell.text);
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
  if (type == ValueType::kText || type == ValueType::kDate) return true;
  return type == ValueType::kAuto && cell.kind != CellKind::kNumber &&
         cell.kind != CellKind::kBoolean;
}

}  // namespace

ValueType parse_value_type(std::string_view word) {
  std::vector<std::string> words;
  for (const auto& [name, type] : kTypes) {
    if (name == word) return type;
    words.emplace_back(name);
  }
  throw Error(ErrorKind::kInvalid, "unknown type '{}'{}; types are {}", word,
              suggestion(word, words), join(words, ", "));
}

CleanCell clean_cell(const Cell& cell, ValueType type) {
  if (cell.kind == CellKind::kBlank || trim_blanks(cell.text).empty()) return {.is_blank = true};
  if (cell.kind == CellKind::kError) return {.fault = "an error that Excel shows"};
  auto cleaned = clean_text(cell, type);
  // A JSON number has neither leading zeros nor a plus; the digits of a CSV or JSON file may.
  if (type == ValueType::kAuto && cell.kind == CellKind::kNumber) {
    if (auto number = clean_decimal(cell.text); number.ok()) cleaned = std::move(number);
  }
  return {.is_quoted = is_quoted(cell, type),
          .text = std::move(cleaned.text),
          .fault = std::move(cleaned.fault)};
}

}  // namespace darties
