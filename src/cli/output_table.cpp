#include <fmt/core.h>

#include <algorithm>
#include <ostream>

#include "base/text.h"
#include "cli/output_writers.h"

namespace darties::cli {
namespace {

constexpr std::size_t kRowsToMeasure = 1000;

std::string visible(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    if (c == '\n') {
      shown += "\\n";
    } else if (c == '\t') {
      shown += "\\t";
    } else if (c == '\r') {
      shown += "\\r";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      shown += c;
    }
  }
  return shown;
}

class AlignedWriter final : public TableWriter {
 public:
  AlignedWriter(std::ostream& out, std::vector<OutputColumn> columns, const OutputOptions& options)
      : out_(out), columns_(std::move(columns)), options_(options) {
    for (const OutputColumn& column : columns_)
      widths_.push_back(display_width(visible(column.name)));
  }

  void row(const Row& row) override {
    ++count_;
    std::vector<std::string> cells;
    for (const Value& value : row) cells.push_back(value ? visible(*value) : options_.null_text);
    if (begun_) return write(cells, false);
    kept_.push_back(std::move(cells));
    if (kept_.size() == kRowsToMeasure) begin();
  }

  void finish() override {
    if (!begun_) begin();
    if (options_.row_count)
      out_ << '(' << with_thousands(count_) << (count_ == 1 ? " row)\n" : " rows)\n");
  }

 private:
  void begin() {
    begun_ = true;
    for (const auto& cells : kept_) {
      for (std::size_t i = 0; i < cells.size(); ++i)
        widths_[i] = std::max(widths_[i], display_width(cells[i]));
    }
    std::vector<std::string> names, rules;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      names.push_back(visible(columns_[i].name));
      rules.push_back(std::string(std::max<std::size_t>(widths_[i], 1), '-'));
    }
    write(names, options_.color);
    write(rules, false);
    for (const auto& cells : kept_) write(cells, false);
    kept_ = {};
  }

  void write(const std::vector<std::string>& cells, bool bold) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::size_t width = display_width(cells[i]);
      const std::string blanks(widths_[i] > width ? widths_[i] - width : 0, ' ');
      const bool last = i + 1 == cells.size();
      const bool right = columns_[i].kind == OutputColumn::Kind::kNumber;
      line += right ? blanks + cells[i] : cells[i] + (last ? "" : blanks);
      if (!last) line += "  ";
    }
    while (line.ends_with(' ')) line.pop_back();
    out_ << (bold ? "\033[1m" + line + "\033[0m" : line) << '\n';
  }

  std::ostream& out_;
  std::vector<OutputColumn> columns_;
  OutputOptions options_;
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> kept_;  // until the widths are known
  bool begun_ = false;
  std::int64_t count_ = 0;
};

class MarkdownWriter final : public TableWriter {
 public:
  MarkdownWriter(std::ostream& out, const std::vector<OutputColumn>& columns, std::string null_text)
      : out_(out), null_text_(std::move(null_text)) {
    std::string rule = "|";
    std::vector<std::string> names;
    for (const OutputColumn& column : columns) {
      names.push_back(column.name);
      rule += column.kind == OutputColumn::Kind::kNumber ? "---:|" : "---|";
    }
    write(names);
    out_ << rule << '\n';
  }

  void row(const Row& row) override {
    std::vector<std::string> cells;
    for (const Value& value : row) cells.push_back(value.value_or(null_text_));
    write(cells);
  }

  void finish() override {}

 private:
  void write(const std::vector<std::string>& cells) {
    std::string line = "|";
    for (const std::string& text : cells)
      line += " " + replace_all(visible(text), "|", "\\|") + " |";
    out_ << line << '\n';
  }

  std::ostream& out_;
  std::string null_text_;
};

}  // namespace

std::unique_ptr<TableWriter> make_aligned_writer(std::ostream& out,
                                                 std::vector<OutputColumn> columns,
                                                 const OutputOptions& options) {
  return std::make_unique<AlignedWriter>(out, std::move(columns), options);
}

std::unique_ptr<TableWriter> make_markdown_writer(std::ostream& out,
                                                  std::vector<OutputColumn> columns,
                                                  const OutputOptions& options) {
  return std::make_unique<MarkdownWriter>(out, columns, options.null_text);
}

}  // namespace darties::cli
