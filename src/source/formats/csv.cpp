// CSV (RFC 4180): fields in double quotes may hold separators, line ends and doubled quotes. The separator is the one of
// , ; tab and | that the first line has most of.
#include <simdjson.h>

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "base/text.h"
#include "source/formats/line_reader.h"
#include "source/formats/registry.h"
#include "source/formats/row_filters.h"

namespace darties {
namespace {

char guess_separator(std::string_view line) {
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char candidate : {',', ';', '\t', '|'}) {
    std::ptrdiff_t count = 0;
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      count += c == candidate && !quoted;
    }
    if (count > most) {
      best = candidate;
      most = count;
    }
  }
  return best;
}

class CsvRows final : public RowReader {
 public:
  CsvRows(ObjectReader& bytes, const std::string& file) : lines_(bytes, file) {}

  bool next(SourceRow& row) override {
    std::string_view line;
    while (lines_.next(line)) {
      if (separator_ == '\0') separator_ = guess_separator(line);
      const auto number = lines_.line_number();
      read_record(line);
      if (cells_.empty()) continue;
      row = {.number = number, .cells = cells_};
      return true;
    }
    return false;
  }

  std::string address(std::uint64_t row_number, std::uint32_t column) const override {
    return fmt::format("{}:{}", row_number, column);
  }

 private:
  /// A field inside record_, which moves while it grows.
  struct Field {
    std::uint32_t column;
    std::size_t start;
    std::size_t length;
    bool quoted;
  };

  [[noreturn]] void fail(std::size_t offset, std::string_view reason) const {
    throw Error(ErrorKind::kInvalid, "{}", reason)
        .at({lines_.file(), static_cast<int>(lines_.line_number()), static_cast<int>(offset + 1)});
  }

  void check_utf8(std::string_view line) const {
    if (simdjson::validate_utf8(line)) return;
    std::size_t good = 0;
    while (good < line.size() && simdjson::validate_utf8(line.substr(0, good + 1))) ++good;
    fail(good, "bytes that are not UTF-8");
  }

  void read_record(std::string_view line) {
    record_.clear();
    fields_.clear();
    check_utf8(line);
    std::size_t at = 0;
    for (std::uint32_t column = 1;; ++column) {
      const bool quoted = at < line.size() && line[at] == '"';
      const auto start = record_.size();
      if (quoted) {
        read_quoted(line, at);
      } else {
        const auto end = std::min(line.find(separator_, at), line.size());
        record_ += line.substr(at, end - at);
        at = end;
      }
      fields_.push_back({column, start, record_.size() - start, quoted});
      if (at >= line.size()) break;
      ++at;
    }
    make_cells();
  }

  /// From the opening quote to behind the closing one, over line ends where need be.
  void read_quoted(std::string_view& line, std::size_t& at) {
    const auto opening_line = lines_.line_number();
    const auto opening = at++;
    while (true) {
      const auto quote = std::min(line.find('"', at), line.size());
      record_ += line.substr(at, quote - at);
      at = quote + 1;
      if (quote == line.size()) {
        record_ += '\n';
        at = 0;
        if (!lines_.next(line)) {
          throw Error(ErrorKind::kInvalid, "a quote that is never closed")
              .at({lines_.file(), static_cast<int>(opening_line), static_cast<int>(opening + 1)});
        }
        check_utf8(line);
      } else if (at < line.size() && line[at] == '"') {
        record_ += '"';
        ++at;
      } else {
        break;
      }
    }
    if (at < line.size() && line[at] != separator_) fail(at, "text behind a closing quote");
  }

  void make_cells() {
    cells_.clear();
    for (const auto& field : fields_) {
      if (field.length == 0 && !field.quoted) continue;
      cells_.push_back({.column = field.column,
                        .kind = CellKind::kText,
                        .text = std::string_view(record_).substr(field.start, field.length)});
    }
  }

  LineReader lines_;
  char separator_ = '\0';
  std::string record_;  // the fields of this record without quotes, one after the other
  std::vector<Field> fields_;
  std::vector<Cell> cells_;
};

class CsvFile final : public Workbook {
 public:
  CsvFile(std::unique_ptr<ObjectReader> bytes, std::string name)
      : bytes_(std::move(bytes)),
        name_(std::move(name)),
        sheets_{{.name = std::filesystem::path(name_).stem().string()}} {}

  const std::string& name() const override { return name_; }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }

  std::unique_ptr<RowReader> read(std::size_t, const ReadOptions& options) override {
    std::unique_ptr<RowReader> rows = std::make_unique<CsvRows>(*bytes_, name_);
    if (options.range) rows = keep_range(std::move(rows), *options.range);
    return rows;
  }

 private:
  std::unique_ptr<ObjectReader> bytes_;
  std::string name_;
  std::vector<SheetInfo> sheets_;
};

}  // namespace

extern const SourceFormat csv_format{
    .name = "csv",
    .summary = "Text with separators: comma, semicolon, tab or bar.",
    .suffixes = ".csv .tsv",
    .open = [](std::unique_ptr<ObjectReader> bytes, std::string name) -> std::unique_ptr<Workbook> {
      return std::make_unique<CsvFile>(std::move(bytes), std::move(name));
    },
};

}  // namespace darties
