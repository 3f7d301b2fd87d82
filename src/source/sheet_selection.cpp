#include "source/sheet_selection.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/error.h"
#include "base/text.h"

namespace darties {
namespace {

std::vector<std::string> names_of(const std::vector<SheetInfo>& sheets) {
  std::vector<std::string> names;
  for (const auto& sheet : sheets) names.push_back(sheet.name);
  return names;
}

/// The number of "#2"; nothing for any other text.
std::optional<std::size_t> sheet_number(std::string_view wanted) {
  if (wanted.size() < 2 || wanted.front() != '#') return std::nullopt;
  std::size_t number = 0;
  const auto [end, fault] =
      std::from_chars(wanted.data() + 1, wanted.data() + wanted.size(), number);
  if (fault != std::errc() || end != wanted.data() + wanted.size()) return std::nullopt;
  return number;
}

[[noreturn]] void refuse(const Workbook& workbook, const std::string& wanted) {
  const auto names = names_of(workbook.sheets());
  if (sheet_number(wanted)) {
    throw Error(ErrorKind::kNotFound, "{} has no sheet {}: it has {}", workbook.name(), wanted,
                names.size());
  }
  throw Error(ErrorKind::kNotFound, "{} has no sheet '{}'{}; its sheets are {}", workbook.name(),
              wanted, suggestion(wanted, names), join(names, ", "));
}

/// Takes the sheets that `wanted` fits into `chosen`; says whether it fits any.
bool choose(const std::vector<SheetInfo>& sheets, const std::string& wanted, bool include_hidden,
            std::vector<std::optional<SelectedSheet>>& chosen) {
  bool fits = false;
  const auto take = [&](const SheetInfo& sheet, Captures captures, bool shown, bool named) {
    fits = true;
    if (sheet.hidden && !shown) return;
    auto& place = chosen[sheet.index];
    if (!place) place = SelectedSheet{sheet, std::move(captures)};
    place->named = place->named || named;
  };
  for (const auto& sheet : sheets) {
    if (equals_ignoring_case(sheet.name, wanted)) take(sheet, {}, true, true);
  }
  if (fits) return true;
  if (const auto number = sheet_number(wanted)) {
    if (*number >= 1 && *number <= sheets.size())
      take(sheets[*number - 1], {}, include_hidden, true);
    return fits;
  }
  const NamePattern pattern(wanted);
  for (const auto& sheet : sheets) {
    if (auto captures = pattern.match(sheet.name))
      take(sheet, std::move(*captures), include_hidden, false);
  }
  return fits;
}

}  // namespace

std::vector<SelectedSheet> select_sheets(const Workbook& workbook,
                                         const SheetSelection& selection) {
  const auto& sheets = workbook.sheets();
  std::vector<std::optional<SelectedSheet>> chosen(sheets.size());
  if (selection.wanted.empty()) choose(sheets, "*", selection.include_hidden, chosen);
  for (const auto& wanted : selection.wanted) {
    if (!choose(sheets, wanted, selection.include_hidden, chosen)) refuse(workbook, wanted);
  }
  std::vector<SelectedSheet> selected;
  for (auto& sheet : chosen) {
    if (sheet) selected.push_back(std::move(*sheet));
  }
  if (selected.empty()) {
    throw Error(ErrorKind::kNotFound, "{}: all sheets that fit are hidden; name them in full",
                workbook.name());
  }
  return selected;
}

}  // namespace darties
