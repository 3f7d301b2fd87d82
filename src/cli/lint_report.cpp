#include "cli/lint_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "base/text.h"

namespace darties::cli {
namespace {

using Kind = OutputColumn::Kind;

std::vector<OutputColumn> record_columns() {
  return {{"file"},
          {"line", Kind::kNumber},
          {"column", Kind::kNumber},
          {"kind"},
          {"verdict"},
          {"reason"},
          {"fault_line", Kind::kNumber},
          {"fault_column", Kind::kNumber},
          {"warnings", Kind::kJson}};
}

/// The line of the file and a caret below the column; tabs stay, so that the caret stands right.
std::string with_caret(std::string_view text, const Place& place) {
  std::size_t begin = 0;
  for (int line = 1; line < place.line; ++line) begin = text.find('\n', begin) + 1;
  const std::string_view source = text.substr(begin, text.find('\n', begin) - begin);
  std::string caret;
  int column = 1;
  for (const char c : source) {
    if (column == place.column) break;
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;
    caret += c == '\t' ? '\t' : ' ';
    ++column;
  }
  return fmt::format("    {}\n    {}^\n", source, caret);
}

}  // namespace

LintReport::LintReport(House& house) : house_(house) {
  if (house.options().format != OutputFormat::kTable) table_ = house.table(record_columns());
}

void LintReport::add(const sql::Finding& finding, std::string_view text) {
  ++counts_[static_cast<std::size_t>(finding.verdict)];
  if (table_ != nullptr) {
    record(finding);
  } else {
    print(finding, text);
  }
}

void LintReport::print(const sql::Finding& finding, std::string_view text) {
  std::ostream& out = house_.out();
  out << fmt::format("{}: {}: {}", to_string(finding.statement.start), finding.kind,
                     sql::to_string(finding.verdict));
  if (!finding.reason.empty()) out << ": " << finding.reason;
  out << '\n';
  if (finding.verdict == sql::Verdict::kInvalid && finding.fault)
    out << with_caret(text, *finding.fault);
  for (const auto& warning : finding.warnings) out << "    warning: " << warning << '\n';
}

void LintReport::record(const sql::Finding& finding) {
  const auto number = [](int value) -> Value {
    return value > 0 ? Value(std::to_string(value)) : std::nullopt;
  };
  const Place fault = finding.fault.value_or(Place{});
  const Place& start = finding.statement.start;
  table_->row({start.file, number(start.line), number(start.column), finding.kind,
               std::string(sql::to_string(finding.verdict)),
               finding.reason.empty() ? std::nullopt : Value(finding.reason), number(fault.line),
               number(fault.column), nlohmann::json(finding.warnings).dump()});
}

int LintReport::finish() {
  if (table_ != nullptr) table_->finish();
  house_.say(fmt::format("{} run, {} have no effect, {} refused, {} invalid", counts_[0],
                         counts_[1], counts_[2], counts_[3]));
  return counts_[2] + counts_[3] > 0 ? 1 : 0;
}

}  // namespace darties::cli
