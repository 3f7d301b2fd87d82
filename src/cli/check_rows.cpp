#include "cli/check_rows.h"

#include <fmt/format.h>

#include <ostream>

#include "base/text.h"

namespace darties::cli {
namespace {

constexpr std::size_t kRowsShown = 5;

}  // namespace

std::unique_ptr<TableWriter> check_table(House& house, bool with_task) {
  using Kind = OutputColumn::Kind;
  std::vector<OutputColumn> columns;
  if (with_task) columns.push_back({"task"});
  for (OutputColumn column :
       {OutputColumn{"check"}, OutputColumn{"severity"}, OutputColumn{"passed", Kind::kTruth},
        OutputColumn{"offending", Kind::kNumber}, OutputColumn{"description"}}) {
    columns.push_back(std::move(column));
  }
  return house.table(std::move(columns));
}

void write_check_row(TableWriter& table, const std::optional<std::string>& task,
                     const CheckResult& result) {
  Row row;
  if (task) row.emplace_back(*task);
  row.emplace_back(result.name);
  row.emplace_back(std::string(to_string(result.severity)));
  row.emplace_back(result.passed() ? "t" : "f");
  row.emplace_back(std::to_string(result.offending));
  row.emplace_back(result.error.empty() ? result.description : result.error);
  table.row(row);
}

void write_offending_rows(const CheckResult& result, House& house) {
  if (result.passed()) return;
  house.out() << fmt::format("\n{}: {}\n", result.name, result.description);
  if (!result.error.empty()) {
    house.out() << result.error << '\n';
    return;
  }
  std::vector<OutputColumn> columns;
  for (const std::string& name : result.columns) columns.push_back({name});
  const auto table = house.table(std::move(columns));
  for (std::size_t i = 0; i < result.rows.size() && i < kRowsShown; ++i) table->row(result.rows[i]);
  table->finish();
  const auto shown = static_cast<std::int64_t>(std::min(result.rows.size(), kRowsShown));
  if (result.offending > shown)
    house.out() << fmt::format("… and {} more\n", with_thousands(result.offending - shown));
}

}  // namespace darties::cli
