#include "warehouse/load/load_plan.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace darties::load {
namespace {

std::vector<std::string> names_of(const TableShape& table) {
  std::vector<std::string> names;
  for (const auto& column : table.columns) names.push_back(column.name);
  return names;
}

const ColumnShape& find_column(const TableShape& table, const std::string& name) {
  for (const auto& column : table.columns) {
    if (column.name == name) return column;
  }
  throw Error(ErrorKind::kNotFound, "column \"{}\" of relation \"{}\" does not exist{}", name,
              table.name.name, suggestion(name, names_of(table)));
}

void check_identity(const sql::CopyStatement& copy, const ColumnShape& column) {
  if (!column.identity || column.identity->by_default || copy.explicit_ids) return;
  throw Error(ErrorKind::kInvalid,
              "cannot set an identity column to a value: \"{}\" (EXPLICIT_IDS allows it)",
              column.name);
}

std::vector<const ColumnShape*> listed_columns(const sql::CopyStatement& copy,
                                               const TableShape& table) {
  std::vector<const ColumnShape*> columns;
  for (const auto& name : copy.columns) {
    const auto& column = find_column(table, name);
    if (std::ranges::find(columns, &column) != columns.end()) {
      throw Error(ErrorKind::kInvalid, "column \"{}\" specified more than once", name);
    }
    check_identity(copy, column);
    columns.push_back(&column);
  }
  return columns;
}

std::vector<const ColumnShape*> target_columns(const sql::CopyStatement& copy,
                                               const TableShape& table) {
  auto columns = listed_columns(copy, table);
  const bool all = copy.columns.empty();
  for (const auto& column : table.columns) {
    const bool listed = std::ranges::find(columns, &column) != columns.end();
    if (all && (!column.identity || copy.explicit_ids)) {
      columns.push_back(&column);
    } else if (column.identity && !column.identity->by_default && copy.explicit_ids && !listed) {
      throw Error(ErrorKind::kInvalid,
                  "EXPLICIT_IDS needs the identity column \"{}\" in the column list", column.name);
    }
  }
  if (columns.empty()) {
    throw Error(ErrorKind::kInvalid, "table \"{}\" has no column that COPY could fill",
                table.name.name);
  }
  return columns;
}

LoadColumn load_column(const ColumnShape& column) {
  using sql::TypeId;
  if (column.type.id == TypeId::kIntervalYearToMonth ||
      column.type.id == TypeId::kIntervalDayToSecond) {
    throw Error(ErrorKind::kInvalid, "COPY does not load columns of type {} yet: column \"{}\"",
                sql::to_string(column.type), column.name);
  }
  return {column.name, column.type, column.not_null, storage_of(column.type),
          column.identity.has_value()};
}

void add_columns(const sql::CopyStatement& copy, const TableShape& table, LoadPlan& plan) {
  const auto columns = target_columns(copy, table);
  for (const auto* column : columns) plan.columns.push_back(load_column(*column));
  for (const auto& column : table.columns) {
    const bool loaded = std::ranges::find(columns, &column) != columns.end();
    if (!loaded && !column.identity && column.default_sql) plan.defaults.push_back(column.name);
    if (!loaded && !column.identity && !column.default_sql && column.not_null) {
      throw Error(ErrorKind::kInvalid,
                  "column \"{}\" is NOT NULL, has no DEFAULT, and is not in the column list",
                  column.name);
    }
  }
}

DateTimeRule date_time_rule(const std::string& format, std::string_view standard) {
  if (format.empty()) return {DateTimeRule::Mode::kIso, std::nullopt, std::string(standard)};
  if (format == "auto") return {DateTimeRule::Mode::kAuto, std::nullopt, "auto"};
  if (format == "epochsecs") return {DateTimeRule::Mode::kEpochSeconds, std::nullopt, format};
  if (format == "epochmillisecs")
    return {DateTimeRule::Mode::kEpochMilliseconds, std::nullopt, format};
  return {DateTimeRule::Mode::kFormat, sql::DateTimeFormat(format), format};
}

ValueRules value_rules(const sql::CopyStatement& copy) {
  ValueRules rules;
  rules.blanks_as_null = copy.blanks_as_null;
  rules.empty_as_null = copy.empty_as_null;
  rules.trim_blanks = copy.trim_blanks;
  rules.truncate_columns = copy.truncate_columns;
  rules.round_decimals = copy.round_decimals;
  rules.accept_any_date = copy.accept_any_date;
  rules.replace_invalid = copy.replace_invalid_chars;
  rules.date = date_time_rule(copy.date_format, "YYYY-MM-DD");
  rules.time = date_time_rule(copy.time_format, "YYYY-MM-DD HH24:MI:SS");
  if (copy.date_format.starts_with("epoch")) {
    throw Error(ErrorKind::kInvalid, "DATEFORMAT '{}' is no date format: TIMEFORMAT has the epochs",
                copy.date_format);
  }
  return rules;
}

void plan_auto(LoadPlan& plan, bool ignore_case) {
  plan.json.ignore_case = ignore_case;
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    auto name = ignore_case ? lower_ascii(plan.columns[i].name) : plan.columns[i].name;
    plan.json.add({JsonStep(std::move(name))}, i);
  }
}

void plan_paths(LoadPlan& plan, const std::vector<JsonPath>& paths) {
  if (paths.size() != plan.columns.size()) {
    throw Error(ErrorKind::kInvalid,
                "Number of jsonpaths and the number of columns should match. JSONPath size: {}, "
                "Number of columns in "
                "table or column list: {}",
                paths.size(), plan.columns.size());
  }
  for (std::size_t i = 0; i < paths.size(); ++i) plan.json.add(paths[i], i);
}

void plan_json(const sql::JsonFormat& format, const std::optional<std::string>& jsonpaths,
               LoadPlan& plan) {
  using Mapping = sql::JsonFormat::Mapping;
  plan.format = LoadPlan::Format::kJson;
  if (format.mapping == Mapping::kNoShred) {
    if (plan.columns.size() != 1 || plan.columns[0].type.id != sql::TypeId::kSuper) {
      throw Error(ErrorKind::kInvalid, "JSON 'noshred' needs a table of a single SUPER column");
    }
    plan.json.columns = {0};
    return;
  }
  const auto paths = jsonpaths ? parse_jsonpaths_file(*jsonpaths) : std::vector<JsonPath>();
  if (!paths.empty()) return plan_paths(plan, paths);
  plan_auto(plan, format.mapping == Mapping::kAutoIgnoreCase);
}

void plan_fixed_width(const sql::FixedWidthFormat& format, LoadPlan& plan) {
  if (format.fields.size() != plan.columns.size()) {
    throw Error(ErrorKind::kInvalid,
                "FIXEDWIDTH names {} fields, the table or column list has {} columns: these must "
                "match",
                format.fields.size(), plan.columns.size());
  }
  for (const auto& field : format.fields) plan.text.widths.push_back(field.width);
  plan.text.keep_blank_fields = plan.values.blanks_as_null;
}

void plan_text(const sql::CopyStatement& copy, LoadPlan& plan) {
  plan.format = LoadPlan::Format::kText;
  if (const auto* csv = std::get_if<sql::CsvFormat>(&copy.format)) {
    plan.format = LoadPlan::Format::kCsv;
    plan.text.delimiter = csv->delimiter;
    plan.text.quote = csv->quote;
  } else if (const auto* fixed = std::get_if<sql::FixedWidthFormat>(&copy.format)) {
    plan_fixed_width(*fixed, plan);
  } else {
    plan.text.delimiter = std::get<sql::DelimitedFormat>(copy.format).delimiter;
  }
  if (plan.text.delimiter.empty()) throw Error(ErrorKind::kInvalid, "DELIMITER is empty");
  plan.text.escape = copy.escape;
  plan.text.remove_quotes = copy.remove_quotes;
  plan.text.fill_record = copy.fill_record;
  plan.text.ignore_blank_lines = copy.ignore_blank_lines;
  if (copy.null_as) plan.text.null_as = *copy.null_as;
}

}  // namespace

LoadPlan plan_columns(const sql::CopyStatement& copy, const TableShape& table) {
  LoadPlan plan;
  add_columns(copy, table, plan);
  return plan;
}

LoadPlan plan_load(const sql::CopyStatement& copy, const TableShape& table,
                   const std::optional<std::string>& jsonpaths) {
  LoadPlan plan = plan_columns(copy, table);
  plan.values = value_rules(copy);
  plan.compression = copy.compression;
  plan.encoding = copy.encoding;
  plan.ignore_header = copy.ignore_header;
  plan.avro = std::holds_alternative<sql::AvroFormat>(copy.format);
  if (const auto* json = sql::json_options(copy.format)) {
    plan_json(*json, jsonpaths, plan);
  } else {
    plan_text(copy, plan);
  }
  return plan;
}

}  // namespace darties::load
