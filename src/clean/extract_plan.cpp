#include "clean/extract_plan.h"

#include <algorithm>
#include <filesystem>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "base/text.h"
#include "clean/decimal.h"
#include "clean/json_text.h"
#include "clean/month_names.h"
#include "source/name_pattern.h"

namespace darties {
namespace {

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

ColumnType type_of(const ExtractSpec& spec, std::string_view column, ValueType otherwise) {
  if (contains(spec.months, column)) return ValueType::kMonth;
  for (const auto& [name, type] : spec.types) {
    if (name == column) return parse_column_type(type);
  }
  return otherwise;
}

/// A whole number without leading zeros is a number to JSON; "02" and "1.50" are texts.
bool is_bare_number(std::string_view text) {
  const auto cleaned = clean_integer(text);
  return cleaned.ok() && cleaned.text == text;
}

/// A name or a constant, made what `types` and `months` ask for. `where` says where it stands, for the message.
FixedField fixed_field(const ExtractSpec& spec, const std::string& name, const std::string& text,
                       std::string_view where) {
  const auto type = type_of(spec, name, ValueType::kAuto);
  if (type.kind == ValueType::kAuto) return {name, text, !is_bare_number(text)};
  const auto cell = clean_cell({.column = 0, .kind = CellKind::kText, .text = text}, type,
                               {.numbers = spec.numbers, .null_values = {}});
  if (!cell.fault.empty()) {
    throw Error(ErrorKind::kInvalid, "{}: {} is '{}': {}", where, name, text, cell.fault);
  }
  return {name, cell.text, cell.is_quoted};
}

/// The constants of the user's; one that is left empty counts as not given.
Captures given_values(const ExtractSpec& spec) {
  Captures values = spec.values;
  std::erase_if(values, [](const auto& value) { return value.second.empty(); });
  return values;
}

/// A name that does not fit is fine when the user's own values say all that it would have said.
Captures file_captures(const ExtractSpec& spec, const Workbook& workbook) {
  if (spec.file_pattern.empty()) return {};
  const auto stem = std::filesystem::path(workbook.name()).stem().string();
  const NamePattern pattern(spec.file_pattern);
  if (auto captures = pattern.match(stem)) return *captures;
  auto missing = pattern.placeholders();
  for (const auto& [name, text] : given_values(spec)) std::erase(missing, name);
  if (missing.empty() && !pattern.placeholders().empty()) return {};
  throw Error(ErrorKind::kInvalid,
              "the file's name '{}' does not fit the pattern '{}', and values do not say {}", stem,
              spec.file_pattern, join(missing, ", "));
}

/// Later ones win: what the file's name says, then the sheet's, then what the user wrote.
std::vector<FixedField> find_constants(const ExtractSpec& spec, const Workbook& workbook,
                                       const SelectedSheet& sheet) {
  std::vector<FixedField> constants;
  const auto add = [&](const auto& pairs, const std::string& where) {
    for (const auto& [name, text] : pairs) {
      std::erase_if(constants,
                    [&, key = name](const FixedField& field) { return field.name == key; });
      constants.push_back(fixed_field(spec, name, text, where));
    }
  };
  add(file_captures(spec, workbook), fmt::format("the name of {}", workbook.name()));
  add(sheet.captures, fmt::format("{}, sheet {}", workbook.name(), sheet.sheet.name));
  add(given_values(spec), "values");
  return constants;
}

/// The new name of a heading, or the heading itself.
std::string column_name(const ExtractSpec& spec, const std::string& heading) {
  for (const auto& [from, to] : spec.rename) {
    if (from == heading) return to;
  }
  return heading;
}

bool is_wanted(const ExtractSpec& spec, const std::string& heading) {
  const bool renamed = column_name(spec, heading) != heading;
  return spec.columns.empty() || renamed || contains(spec.columns, heading);
}

/// " (did you mean 'fevrier'?)" at the end of a message, or nothing.
std::string suggestion_in(const std::string& message) {
  const auto begin = message.find(" (did you mean");
  return begin == std::string::npos ? std::string() : message.substr(begin);
}

std::vector<FixedField> figure_fields(const ExtractSpec& spec, const Captures& captures,
                                      std::string_view heading) {
  std::vector<FixedField> fields;
  for (const auto& [name, text] : captures) {
    try {
      fields.push_back(fixed_field(spec, name, text, fmt::format("column '{}'", heading)));
    } catch (const Error& error) {
      if (!contains(spec.months, name) || spec.unpivot->columns != "{" + name + "}") throw;
      // The whole heading is taken for a month: that it is another column is likelier than a misspelling.
      throw Error(ErrorKind::kInvalid,
                  "'{{{0}}}' of unpivot fits the column '{1}', which is no month{2}. Say which "
                  "texts it stands for: {{{0}:January|February|…}}",
                  name, heading, suggestion_in(error.message()));
    }
  }
  return fields;
}

/// Every heading the user names must be there.
void check_named_headings(const ExtractSpec& spec, const TableReader& table) {
  for (const auto& [heading, name] : spec.rename) table.column(heading);
  for (const auto& heading : spec.columns) table.column(heading);
}

/// Remembers the columns that are taken; two of one heading are refused.
class TakenHeadings {
 public:
  void add(const SourceColumn& column) {
    const auto [first, is_new] = numbers_.emplace(column.heading, column.number);
    if (!is_new) refuse_duplicate_heading(column.heading, first->second, column.number);
  }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// The names of all values that a row has, besides where it comes from.
std::vector<std::string> value_names(const ExtractPlan& plan) {
  std::vector<std::string> names;
  for (const auto& column : plan.kept) names.push_back(column.name);
  for (const auto& field : plan.constants) names.push_back(field.name);
  if (!plan.unpivots) return names;
  names.push_back(plan.value_name);
  for (const auto& field : plan.figures.front().fields) names.push_back(field.name);
  return names;
}

void check_names_differ(const ExtractPlan& plan) {
  std::unordered_set<std::string> seen{"workbook", "sheet", "cell"};
  for (const auto& name : value_names(plan)) {
    if (!seen.insert(name).second) {
      throw Error(ErrorKind::kInvalid, "two values of a row would be called '{}'; rename one",
                  name);
    }
  }
}

/// A type for a column that is not there would be a type that is never checked.
void check_typed_columns(const ExtractSpec& spec, const ExtractPlan& plan) {
  const auto names = value_names(plan);
  const auto check = [&](std::string_view option, const std::string& name) {
    if (contains(names, name)) return;
    for (const auto& [heading, column] : spec.rename) {
      if (heading != name) continue;
      throw Error(ErrorKind::kNotFound, "{}: the column '{}' is renamed; call it '{}'", option,
                  name, column);
    }
    throw Error(ErrorKind::kNotFound, "{}: no column '{}'{}; the columns are {}", option, name,
                suggestion(name, names), join(names, ", "));
  };
  for (const auto& name : spec.months) check("months", name);
  for (const auto& [name, type] : spec.types) check("types", name);
}

void find_columns(const ExtractSpec& spec, const TableReader& table, ExtractPlan& plan) {
  const auto pattern =
      spec.unpivot ? std::optional<NamePattern>(spec.unpivot->columns) : std::nullopt;
  std::vector<std::string> headings;
  TakenHeadings taken;
  for (const auto& source : table.columns()) {
    const auto& [number, heading] = source;
    headings.push_back(heading);
    plan.has_heading.resize(std::max<std::size_t>(plan.has_heading.size(), number + 1));
    plan.has_heading[number] = true;
    const auto captures = pattern ? pattern->match(heading) : std::nullopt;
    if (captures || is_wanted(spec, heading)) taken.add(source);
    if (captures) {
      plan.figures.push_back({number, heading, figure_fields(spec, *captures, heading)});
    } else if (is_wanted(spec, heading)) {
      const auto name = column_name(spec, heading);
      KeptColumn column{number, heading, name, type_of(spec, name, ValueType::kAuto), {}};
      append_json_key(name, column.json_key);
      plan.kept.push_back(std::move(column));
    }
  }
  if (pattern && plan.figures.empty()) {
    throw Error(ErrorKind::kNotFound, "no column fits '{}'; the columns are {}", pattern->text(),
                join(headings, ", "));
  }
}

}  // namespace

ExtractPlan plan_extract(const ExtractSpec& spec, const Workbook& workbook,
                         const SelectedSheet& sheet, const TableReader& table) {
  ExtractPlan plan;
  check_named_headings(spec, table);
  plan.constants = find_constants(spec, workbook, sheet);
  plan.unpivots = spec.unpivot.has_value();
  if (plan.unpivots) {
    plan.value_name = spec.unpivot->value;
    plan.value_type = type_of(spec, plan.value_name, ValueType::kDecimal);
  }
  find_columns(spec, table, plan);
  check_names_differ(plan);
  check_typed_columns(spec, plan);
  return plan;
}

}  // namespace darties
