#include "clean/month_names.h"

#include <fmt/core.h>

#include <array>
#include <charconv>

#include "base/text.h"
#include "clean/accents.h"

namespace darties {
namespace {

struct Month {
  std::string_view french;
  std::string_view english;
  /// Other spellings, blanks between. "jui" would be June or July and is none.
  std::string_view short_forms;
};

constexpr std::array<Month, 12> kMonths{{
    {"janvier", "january", "janv jan"},
    {"fevrier", "february", "fevr fev feb"},
    {"mars", "march", "mar"},
    {"avril", "april", "avr apr"},
    {"mai", "may", ""},
    {"juin", "june", "jun"},
    {"juillet", "july", "juil jul"},
    {"aout", "august", "aou aug"},
    {"septembre", "september", "sept sep"},
    {"octobre", "october", "oct"},
    {"novembre", "november", "nov"},
    {"decembre", "december", "dec"},
}};

bool is_named(const Month& month, std::string_view name) {
  if (name == month.french || name == month.english) return true;
  for (const auto form : split(month.short_forms, ' ')) {
    if (name == form) return true;
  }
  return false;
}

std::optional<int> by_number(std::string_view digits) {
  int number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (fault != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (number < 1 || number > 12 || digits.size() > 2) return std::nullopt;
  return number;
}

}  // namespace

std::optional<int> month_number(std::string_view text) {
  std::string name = fold_accents(trim_blanks(text));
  if (name.ends_with('.')) name.pop_back();
  if (name.empty()) return std::nullopt;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (is_named(kMonths[i], name)) return static_cast<int>(i + 1);
  }
  return by_number(name);
}

Cleaned clean_month(std::string_view text) {
  if (const auto number = month_number(text)) return Cleaned::value(std::to_string(*number));
  std::vector<std::string> names;
  for (const auto& month : kMonths) {
    names.emplace_back(month.french);
    names.emplace_back(month.english);
  }
  return Cleaned::refuse(fmt::format("no month{}", suggestion(fold_accents(text), names)));
}

}  // namespace darties
