#include "clean/table_output.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "clean/blank_budget.h"
#include "clean/json_text.h"

namespace darties {
namespace {

struct OutputColumn {
  std::uint32_t number;
  std::string name;
};

std::string renamed(const std::string& heading, const TableOutputSpec& spec) {
  const auto found = std::find_if(spec.rename.begin(), spec.rename.end(),
                                  [&](const auto& pair) { return pair.first == heading; });
  return found == spec.rename.end() ? heading : found->second;
}

/// Of two values of one name a reader of JSON sees one.
void check_names_differ(const std::vector<OutputColumn>& columns) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  for (const OutputColumn& column : columns) {
    const auto [first, is_new] = numbers.emplace(column.name, column.number);
    if (!is_new) refuse_duplicate_heading(column.name, first->second, column.number);
  }
}

std::vector<OutputColumn> columns_of(const TableReader& table, const TableOutputSpec& spec) {
  for (const auto& [heading, ignored] : spec.rename) table.column(heading);  // must be there
  std::vector<OutputColumn> columns;
  for (const std::string& heading : spec.columns) {
    columns.push_back({table.column(heading), renamed(heading, spec)});
  }
  if (!spec.columns.empty()) return columns;
  for (const SourceColumn& column : table.columns()) {
    columns.push_back({column.number, renamed(column.heading, spec)});
  }
  return columns;
}

void append_csv(const SourceRow& row, const std::vector<OutputColumn>& columns, std::string& line) {
  for (const OutputColumn& column : columns) {
    if (&column != &columns.front()) line += ',';
    line += csv_field(row.at(column.number).text);
  }
  line += '\n';
}

void append_json(const SourceRow& row, const std::vector<OutputColumn>& columns,
                 std::string& line) {
  line += '{';
  for (const OutputColumn& column : columns) {
    const Cell cell = row.at(column.number);
    append_json_key(column.name, line);
    if (cell.kind == CellKind::kBlank) {
      line += "null";
    } else if (cell.kind == CellKind::kNumber || cell.kind == CellKind::kBoolean) {
      line += cell.text;
    } else {
      append_json_string(cell.text, line);
    }
  }
  line += "}\n";
}

}  // namespace

std::uint64_t write_table(TableReader& table, const TableOutputSpec& spec, ObjectOutput& output) {
  const auto columns = columns_of(table, spec);
  const bool csv = output.key().ends_with(".csv");
  if (!csv) check_names_differ(columns);
  std::string line;
  for (const OutputColumn& column : columns) {
    if (!csv) break;
    if (!line.empty()) line += ',';
    line += csv_field(column.name);
  }
  if (csv) output.write(line + "\n");
  std::uint64_t rows = 0;
  BlankBudget blanks;
  for (SourceRow row; table.next(row); ++rows) {
    line.clear();
    for (const auto& column : columns) blanks.take(row.at(column.number).kind == CellKind::kBlank);
    csv ? append_csv(row, columns, line) : append_json(row, columns, line);
    output.write(line);
  }
  return rows;
}

}  // namespace darties
