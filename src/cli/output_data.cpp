// JSON and CSV: results for programs.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "base/text.h"
#include "cli/output_writers.h"

namespace darties::cli {
namespace {

std::string json_text(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
  });
  if (plain) return fmt::format("\"{}\"", text);  // nearly all there is; the rest is the library's
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// "NaN" and "Infinity" are no JSON numbers and stay texts.
bool is_json_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || !digit(text.front()) || !digit(text.back())) return false;
  if (text.size() > 1 && text[0] == '0' && digit(text[1])) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) {
                       return digit(c) || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-';
                     }) &&
         nlohmann::json::accept(text);
}

std::string json_value(const OutputColumn& column, const Value& value) {
  if (!value) return "null";
  switch (column.kind) {
    case OutputColumn::Kind::kNumber:
      if (is_json_number(*value)) return *value;
      break;
    case OutputColumn::Kind::kTruth:
      if (*value == "t" || *value == "true") return "true";
      if (*value == "f" || *value == "false") return "false";
      break;
    case OutputColumn::Kind::kJson:
      if (nlohmann::json::accept(*value)) return *value;
      break;
    case OutputColumn::Kind::kText:
      break;
  }
  return json_text(*value);
}

class JsonWriter final : public TableWriter {
 public:
  JsonWriter(std::ostream& out, std::vector<OutputColumn> columns, JsonStyle style)
      : out_(out), columns_(std::move(columns)), style_(style) {
    std::set<std::string> seen;
    for (const OutputColumn& column : columns_) {
      std::string name = column.name;
      for (int i = 2; !seen.insert(name).second; ++i) name = fmt::format("{}_{}", column.name, i);
      keys_.push_back(json_text(name) + ": ");
    }
  }

  void row(const Row& row) override {
    if (style_ == JsonStyle::kArray) out_ << (count_++ == 0 ? "[\n  " : ",\n  ");
    std::string object = "{";
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) object += ", ";
      object += keys_[i] + json_value(columns_[i], row[i]);
    }
    out_ << object << '}';
    if (style_ == JsonStyle::kLines) out_ << '\n';
  }

  void finish() override {
    if (style_ == JsonStyle::kArray) out_ << (count_ == 0 ? "[]\n" : "\n]\n");
  }

 private:
  std::ostream& out_;
  std::vector<OutputColumn> columns_;
  JsonStyle style_;
  std::vector<std::string> keys_;
  std::int64_t count_ = 0;
};

class CsvWriter final : public TableWriter {
 public:
  CsvWriter(std::ostream& out, const std::vector<OutputColumn>& columns) : out_(out) {
    Row names;
    for (const OutputColumn& column : columns) names.emplace_back(column.name);
    row(names);
  }

  void row(const Row& row) override {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += ',';
      if (row[i]) line += row[i]->empty() ? "\"\"" : csv_field(*row[i]);  // NULL has no quotes
    }
    out_ << line << '\n';
  }

  void finish() override {}

 private:
  std::ostream& out_;
};

}  // namespace

std::unique_ptr<TableWriter> make_json_writer(std::ostream& out, std::vector<OutputColumn> columns,
                                              JsonStyle style) {
  return std::make_unique<JsonWriter>(out, std::move(columns), style);
}

std::unique_ptr<TableWriter> make_csv_writer(std::ostream& out, std::vector<OutputColumn> columns) {
  return std::make_unique<CsvWriter>(out, columns);
}

}  // namespace darties::cli
