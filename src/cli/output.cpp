#include "cli/output.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "cli/output_writers.h"

namespace darties::cli {
namespace {

OutputColumn::Kind kind_of(const sql::Type& type) {
  switch (type.id) {
    case sql::TypeId::kSmallint:
    case sql::TypeId::kInteger:
    case sql::TypeId::kBigint:
    case sql::TypeId::kDecimal:
    case sql::TypeId::kReal:
    case sql::TypeId::kDouble:
      return OutputColumn::Kind::kNumber;
    case sql::TypeId::kBoolean:
      return OutputColumn::Kind::kTruth;
    case sql::TypeId::kSuper:
      return OutputColumn::Kind::kJson;
    default:
      return OutputColumn::Kind::kText;
  }
}

}  // namespace

OutputFormat parse_output_format(std::string_view word) {
  const std::vector<std::string> names = {"table", "json", "jsonl", "csv", "markdown"};
  const auto found = std::find(names.begin(), names.end(), word);
  if (found == names.end()) {
    throw Error(ErrorKind::kInvalid, "--output is one of {}, found: {}{}", join(names, ", "), word,
                suggestion(word, names));
  }
  return OutputFormat(found - names.begin());
}

std::unique_ptr<TableWriter> make_table_writer(std::ostream& out, std::vector<OutputColumn> columns,
                                               const OutputOptions& options) {
  switch (options.format) {
    case OutputFormat::kJson:
      return make_json_writer(out, std::move(columns), JsonStyle::kArray);
    case OutputFormat::kJsonLines:
      return make_json_writer(out, std::move(columns), JsonStyle::kLines);
    case OutputFormat::kCsv:
      return make_csv_writer(out, std::move(columns));
    case OutputFormat::kMarkdown:
      return make_markdown_writer(out, std::move(columns), options);
    case OutputFormat::kTable:
      break;
  }
  return make_aligned_writer(out, std::move(columns), options);
}

std::vector<OutputColumn> output_columns(const std::vector<ColumnInfo>& columns) {
  std::vector<OutputColumn> result;
  for (const ColumnInfo& column : columns) result.push_back({column.name, kind_of(column.type)});
  return result;
}

OutputSink::OutputSink(std::ostream& out, OutputOptions options) : out_(out), options_(options) {}
OutputSink::~OutputSink() = default;

void OutputSink::columns(const std::vector<ColumnInfo>& columns) {
  finish();
  table_ = make_table_writer(out_, output_columns(columns), options_);
}

void OutputSink::row(const Row& row) {
  ++rows_;
  table_->row(row);
}

void OutputSink::finish() {
  if (table_) table_->finish();
  table_.reset();
}

}  // namespace darties::cli
