// The checks that need no SQL of the user's: each becomes a query for the rows that should not be there.

#include <algorithm>
#include <functional>

#include "base/text.h"
#include "pipeline/checks.h"
#include "pipeline/duration.h"
#include "pipeline/statements.h"
#include "pipeline/timestamps.h"
#include "pipeline/yaml_fields.h"
#include "sql/statement.h"

namespace darties {
namespace {

/// One built-in check as the YAML has it: `not_null: { table: users, columns: [user_id] }`.
class Spec {
 public:
  Spec(std::string_view kind, const YamlValue& map, const std::vector<std::string>& keys)
      : kind_(kind), map_(map) {
    expect_map(map, kind);
    for (const std::string_view key : {"severity", "threshold"}) {
      const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                      [&](const YamlEntry& entry) { return entry.key == key; });
      if (found == map.entries.end()) continue;
      throw Error(ErrorKind::kInvalid,
                  "unknown key in {}: {}; known here: {}; {} is said for the whole task", kind, key,
                  join(keys, ", "), key)
          .at(found->place);
    }
    expect_known_keys(map, keys, kind);
  }

  std::string table() const {
    const std::string table = required_text_field(map_, "table", kind_);
    const bool fits = std::all_of(table.begin(), table.end(), [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '$' ||
             c == '"';
    });
    if (fits) return table;
    throw Error(ErrorKind::kInvalid, "not the name of a table: '{}'", table)
        .at(map_.find("table")->place);
  }

  /// Names under `key`: one text or a list.
  std::vector<std::string> names(std::string_view key) const {
    const YamlValue* value = map_.find(key);
    std::vector<std::string> result;
    if (value != nullptr && value->is_text()) result.push_back(value->text);
    if (value != nullptr) {
      for (const YamlValue& item : value->items) result.push_back(item.text);
    }
    if (!result.empty()) return result;
    throw Error(ErrorKind::kInvalid, "{} needs '{}': a name or a list of names", kind_, key)
        .at(map_.place);
  }
  std::vector<std::string> columns(std::string_view key) const {
    std::vector<std::string> result = names(key);
    for (std::string& column : result) column = sql::quote_identifier(lower_ascii(column));
    return result;
  }

  std::string text(std::string_view key, std::string_view otherwise) const {
    return text_field(map_, key, otherwise);
  }
  std::string required(std::string_view key) const { return required_text_field(map_, key, kind_); }
  const YamlValue* find(std::string_view key) const { return map_.find(key); }
  const Place& place() const { return map_.place; }
  std::string number(std::string_view key, std::string_view otherwise) const {
    const std::string text = text_field(map_, key, otherwise);
    const bool fits = !text.empty() && text.find_first_not_of("0123456789.-") == std::string::npos;
    if (fits) return text;
    throw Error(ErrorKind::kInvalid, "{} must be a number, not '{}'", key, text)
        .at(map_.find(key)->place);
  }

  Check check(const std::string& what, std::string description, std::string query) const {
    return {.name = fmt::format("{}({})", kind_, what),
            .description = std::move(description),
            .query = {.text = std::move(query),
                      .source = {.file = map_.place.file, .first_line = map_.place.line}},
            .written_at = map_.place};
  }

 private:
  std::string_view kind_;  // a literal of kKinds
  const YamlValue& map_;
};

using Checks = std::vector<Check>;

Checks not_null(const Spec& spec, Clock::TimePoint) {
  Checks checks;
  for (const std::string& column : spec.columns("columns")) {
    checks.push_back(spec.check(
        spec.table() + "." + column, fmt::format("{} of {} is never NULL.", column, spec.table()),
        fmt::format("SELECT * FROM {} WHERE {} IS NULL", spec.table(), column)));
  }
  return checks;
}

Checks positive(const Spec& spec, Clock::TimePoint) {
  Checks checks;
  for (const std::string& column : spec.columns("columns")) {
    checks.push_back(spec.check(
        spec.table() + "." + column, fmt::format("{} of {} is above 0.", column, spec.table()),
        fmt::format("SELECT * FROM {} WHERE {} <= 0", spec.table(), column)));
  }
  return checks;
}

Checks unique(const Spec& spec, Clock::TimePoint) {
  const std::string columns = comma_list(spec.columns("columns"));
  return {spec.check(
      fmt::format("{}: {}", spec.table(), columns),
      fmt::format("No two rows of {} have the same {}.", spec.table(), columns),
      fmt::format("SELECT {0}, COUNT(*) AS occurrences FROM {1} GROUP BY {0} HAVING COUNT(*) > 1",
                  columns, spec.table()))};
}

Checks accepted_values(const Spec& spec, Clock::TimePoint) {
  const std::string column = sql::quote_identifier(lower_ascii(spec.required("column")));
  std::vector<std::string> values;
  for (const std::string& value : spec.names("values")) values.push_back(sql::quote_literal(value));
  return {
      spec.check(spec.table() + "." + column,
                 fmt::format("{} of {} is one of {}.", column, spec.table(), comma_list(values)),
                 fmt::format("SELECT * FROM {0} WHERE CAST({1} AS VARCHAR) NOT IN ({2})",
                             spec.table(), column, comma_list(values)))};
}

Checks relationship(const Spec& spec, Clock::TimePoint) {
  const std::vector<std::string> columns = spec.columns("columns");
  const std::string parent = spec.required("references");
  const std::vector<std::string> keys =
      spec.find("reference_columns") == nullptr ? columns : spec.columns("reference_columns");
  if (keys.size() != columns.size()) {
    throw Error(ErrorKind::kInvalid, "relationship: {} columns, but {} reference_columns",
                columns.size(), keys.size())
        .at(spec.place());
  }
  std::string present;
  std::string matches;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    present += fmt::format("child.{} IS NOT NULL AND ", columns[i]);
    matches += fmt::format("{}parent.{} = child.{}", i == 0 ? "" : " AND ", keys[i], columns[i]);
  }
  return {
      spec.check(fmt::format("{}.{} -> {}", spec.table(), comma_list(columns), parent),
                 fmt::format("{} of {} is known in {}.", comma_list(columns), spec.table(), parent),
                 fmt::format("SELECT child.* FROM {} AS child WHERE {}NOT EXISTS (SELECT 1 FROM {} "
                             "AS parent WHERE {})",
                             spec.table(), present, parent, matches))};
}

Checks row_count(const Spec& spec, Clock::TimePoint) {
  std::string outside;
  std::string wanted;
  const auto bound = [&](std::string_view key, std::string_view comparison,
                         std::string_view words) {
    if (spec.find(key) == nullptr) return;
    outside += fmt::format("{}row_count {} {}", outside.empty() ? "" : " OR ", comparison,
                           spec.number(key, ""));
    wanted += fmt::format("{}{} {}", wanted.empty() ? "" : " and ", words, spec.number(key, ""));
  };
  bound("min", "<", "at least");
  bound("max", ">", "at most");
  bound("equals", "<>", "exactly");
  if (outside.empty())
    throw Error(ErrorKind::kInvalid, "row_count needs min, max or equals").at(spec.place());
  return {spec.check(
      spec.table(), fmt::format("{} has {} rows.", spec.table(), wanted),
      fmt::format(
          "SELECT row_count FROM (SELECT COUNT(*) AS row_count FROM {}) AS counted WHERE {}",
          spec.table(), outside))};
}

Checks freshness(const Spec& spec, Clock::TimePoint now) {
  const std::string column = sql::quote_identifier(lower_ascii(spec.required("column")));
  const std::string age = spec.required("max_age");
  const std::string oldest = sql_timestamp(now - parse_duration(age, spec.find("max_age")->place));
  return {spec.check(
      spec.table() + "." + column,
      fmt::format("The newest {} of {} is at most {} old.", column, spec.table(), age),
      fmt::format(
          "SELECT newest FROM (SELECT MAX({}) AS newest FROM {}) AS latest WHERE newest IS NULL OR "
          "newest < TIMESTAMP '{}'",
          column, spec.table(), oldest))};
}

Checks reconcile(const Spec& spec, Clock::TimePoint) {
  const std::string tolerance = spec.number("tolerance", "0");
  return {spec.check(
      spec.text("name", "totals"), fmt::format("Both sides give the same, within {}.", tolerance),
      fmt::format("SELECT a.total AS \"left\", b.total AS \"right\" FROM (\n{}\n) AS a "
                  "(total), (\n{}\n) AS b "
                  "(total) WHERE a.total IS NULL OR b.total IS NULL OR ABS(a.total - b.total) > {}",
                  spec.required("left"), spec.required("right"), tolerance))};
}

struct Kind {
  std::string_view name;
  std::vector<std::string> keys;
  std::function<Checks(const Spec&, Clock::TimePoint)> make;
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> kKinds = {
      {"not_null", {"table", "columns"}, not_null},
      {"unique", {"table", "columns"}, unique},
      {"positive", {"table", "columns"}, positive},
      {"accepted_values", {"table", "column", "values"}, accepted_values},
      {"relationship", {"table", "columns", "references", "reference_columns"}, relationship},
      {"row_count", {"table", "min", "max", "equals"}, row_count},
      {"freshness", {"table", "column", "max_age"}, freshness},
      {"reconcile", {"name", "left", "right", "tolerance"}, reconcile},
  };
  return kKinds;
}

}  // namespace

std::vector<Check> built_in_checks(const Params& params, Clock::TimePoint now) {
  std::vector<Check> checks;
  for (const Kind& kind : kinds()) {
    const YamlValue* value = params.value(kind.name);
    if (value == nullptr) continue;
    const std::vector<YamlValue> specs =
        value->is_list() ? value->items : std::vector<YamlValue>{*value};
    for (const YamlValue& spec : specs) {
      for (Check& check : kind.make(Spec(kind.name, spec, kind.keys), now))
        checks.push_back(std::move(check));
    }
  }
  return checks;
}

std::vector<Check> checks_of(const Params& params, const Project& project, Clock::TimePoint now) {
  const Check defaults{.severity = parse_severity(params.at("severity"), params.place("severity")),
                       .threshold = params.number("threshold")};
  std::vector<Check> checks = built_in_checks(params, now);
  for (Check& check : checks) {
    check.severity = defaults.severity;
    check.threshold = defaults.threshold;
  }
  for (const std::string& pattern : params.list("files")) {
    for (const std::string& file : find_project_files(pattern, params.place("files"), project)) {
      checks.push_back(
          read_check_file(file, params.place("files"), params.variables(), project, defaults));
    }
  }
  if (checks.empty()) {
    throw Error(ErrorKind::kInvalid, "check has nothing to check: name files or a built-in check")
        .at(params.task_place());
  }
  return checks;
}

}  // namespace darties
