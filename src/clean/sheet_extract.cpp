#include "clean/sheet_extract.h"

#include <algorithm>

#include "base/cancellation.h"
#include "clean/accents.h"
#include "clean/json_text.h"

namespace darties {
namespace {

// The group of all figures; other columns are groups by their number.
constexpr std::size_t kFigures = 0;

void append_field(const FixedField& field, std::string& json) {
  append_json_key(field.name, json);
  if (field.is_quoted)
    append_json_string(field.text, json);
  else
    json += field.text;
}

}  // namespace

SheetExtract::SheetExtract(const ExtractSpec& spec, const Workbook& workbook,
                           const SelectedSheet& sheet, TableReader& table, NumberColumns& numbers,
                           ExtractOutputs& outputs, ExtractSummary& summary)
    : spec_(spec),
      workbook_(workbook.name()),
      sheet_(sheet.sheet.name),
      table_(table),
      numbers_(numbers),
      plan_(plan_extract(spec, workbook, sheet, table)),
      target_(parse_object_url(spec.to).key, plan_, spec.months),
      outputs_(outputs),
      summary_(summary),
      rules_{.numbers = {}, .null_values = spec.null_values} {
  for (const auto& column : plan_.kept) numbers_.add(column.number, column.number, column.type);
  for (const auto& figure : plan_.figures) numbers_.add(figure.number, kFigures, plan_.value_type);
  for (const auto& field : plan_.constants) append_field(field, constants_);
  append_json_key("workbook", constants_);
  append_json_string(workbook_, constants_);
  append_json_key("sheet", constants_);
  append_json_string(sheet_, constants_);
  if (!target_.differs_by_row()) outputs_.begin(target_.without_row());
}

void SheetExtract::run(const std::stop_token& stop) {
  SourceRow row;
  while (table_.next(row)) {
    if (++summary_.rows_read % 1024 == 0) throw_if_cancelled(stop, "reading " + workbook_);
    report_strays(row);
    if (!has_values(row)) continue;
    read_row(row);
  }
}

bool SheetExtract::is_headed(const Cell& cell) const {
  return cell.column < plan_.has_heading.size() && plan_.has_heading[cell.column];
}

void SheetExtract::report_strays(const SourceRow& row) {
  if (spec_.header_rows.empty()) return;
  for (const Cell& cell : row.cells) {
    if (is_headed(cell) || trim_blanks(cell.text).empty()) continue;
    ++summary_.strays_total;
    if (summary_.strays.size() >= kKeptRejects) continue;
    summary_.strays.push_back(
        describe(row, cell.column, "", cell.text, "a stray cell: its column has no heading"));
  }
}

bool SheetExtract::has_values(const SourceRow& row) const {
  return std::any_of(row.cells.begin(), row.cells.end(), [&](const Cell& cell) {
    return (is_headed(cell) || spec_.header_rows.empty()) && !trim_blanks(cell.text).empty();
  });
}

Reject SheetExtract::describe(const SourceRow& row, std::uint32_t column, std::string_view heading,
                              std::string_view value, std::string_view reason) const {
  return {.workbook = workbook_,
          .sheet = sheet_,
          .cell = table_.address(row.number, column),
          .column = std::string(heading),
          .value = std::string(value),
          .reason = std::string(reason)};
}

void SheetExtract::reject(const SourceRow& row, std::uint32_t column, std::string_view heading,
                          std::string_view value, std::string_view reason) {
  const auto reject = describe(row, column, heading, value, reason);
  outputs_.reject(target_.without_row(), reject);
  ++summary_.rejects_total;
  if (summary_.rejects.size() < kKeptRejects) summary_.rejects.push_back(reject);
}

void SheetExtract::read_row(const SourceRow& row) {
  const std::uint64_t values = plan_.unpivots ? plan_.figures.size() : 1;
  summary_.values_read += values;
  line_.assign(1, '{');
  if (!read_kept(row)) {
    summary_.values_rejected += values;
    return;
  }
  // Every field but the last is there; what differs from figure to figure is added behind this place.
  const auto common = line_.size();
  if (!plan_.unpivots) {
    finish_line(row, plan_.kept.empty() ? row.cells.front().column : plan_.kept.front().number, {});
    return;
  }
  for (const auto& figure : plan_.figures) {
    line_.resize(common);
    read_figure(row, figure);
  }
}

/// Adds the columns that stay and the constants; false when a cell is bad.
bool SheetExtract::read_kept(const SourceRow& row) {
  bool good = true;
  target_.begin_row();
  for (const auto& column : plan_.kept) {
    const Cell cell = row.at(column.number);
    const auto clean = clean_value(cell, column.number, column.type);
    blanks_.take(clean.is_blank);
    if (!clean.fault.empty()) {
      reject(row, column.number, column.heading, cell.text, clean.fault);
      good = false;
    }
    if (line_.size() > 1) line_ += ',';
    line_ += column.json_key;
    append_value(clean);
    target_.set(column.name, clean.text);
  }
  if (good && plan_.unpivots && !plan_.kept.empty()) good = has_subject(row);
  if (!constants_.empty() && line_.size() > 1) line_ += ',';
  line_ += constants_;
  return good;
}

/// Figures in a row that does not say what they are about cannot be kept.
bool SheetExtract::has_subject(const SourceRow& row) {
  const auto& first = plan_.kept.front();
  if (!trim_blanks(row.at(first.number).text).empty()) return true;
  reject(row, first.number, first.heading, "", "blank, though the row has figures");
  return false;
}

/// The currencies of a column are one: the first that it has.
CleanCell SheetExtract::clean_value(const Cell& cell, std::size_t group, const ColumnType& type) {
  rules_.numbers = numbers_.style_for(cell, group, type);
  auto clean = clean_cell(cell, type, rules_);
  if (clean.currency.empty()) return clean;
  const auto [first, is_new] = currencies_.try_emplace(group, clean.currency);
  if (first->second != clean.currency) {
    clean.fault = fmt::format("{} in a column of {}", clean.currency, first->second);
  }
  return clean;
}

void SheetExtract::append_value(const CleanCell& clean) {
  if (clean.is_blank)
    line_ += "null";
  else if (clean.is_quoted)
    append_json_string(clean.text, line_);
  else
    line_ += clean.text;
}

void SheetExtract::read_figure(const SourceRow& row, const FigureColumn& figure) {
  const Cell cell = row.at(figure.number);
  const auto clean = clean_value(cell, kFigures, plan_.value_type);
  if (!clean.fault.empty()) {
    reject(row, figure.number, figure.heading, cell.text, clean.fault);
    ++summary_.values_rejected;
    return;
  }
  if (clean.is_blank) ++summary_.blanks;
  if (clean.is_blank && spec_.blank == BlankCells::kSkip) return;
  blanks_.take(clean.is_blank);
  for (const auto& field : figure.fields) append_field(field, line_);
  append_json_key(plan_.value_name, line_);
  append_value(clean);
  finish_line(row, figure.number, figure.fields);
}

void SheetExtract::finish_line(const SourceRow& row, std::uint32_t column,
                               const std::vector<FixedField>& fields) {
  append_json_key("cell", line_);
  append_json_string(table_.address(row.number, column), line_);
  line_ += "}\n";
  outputs_.write(target_.key(fields), line_);
  ++summary_.rows_written;
}

}  // namespace darties
