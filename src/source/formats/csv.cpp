// CSV (RFC 4180): fields in double quotes may hold separators, line ends and doubled quotes; blanks between a quote and a
// separator do not count, as for COPY. csv_dialect.h says how the signs are found that the user does not give.
#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "base/text.h"
#include "source/formats/csv_dialect.h"
#include "source/formats/line_reader.h"
#include "source/formats/registry.h"
#include "source/formats/row_filters.h"
#include "source/limits.h"
#include "source/reading_notes.h"

namespace darties {
namespace {

class CsvRows final : public RowReader {
 public:
  CsvRows(ObjectReader& bytes, const std::string& file, const TextOptions& options,
          ReadingNotes& notes)
      : lines_(bytes, file, options.encoding), skipped_(options.skip_rows), notes_(notes) {
    const bool is_all = lines_.start_is_all();
    try {
      dialect_ = find_dialect(lines_.start(), is_all, options);
    } catch (Error& error) {
      error.at({file, static_cast<int>(skipped_ + 1), 0});
      throw;
    }
    if (dialect_.line_end == '\r') lines_.end_lines_with_carriage_returns();
    std::string_view line;
    for (std::uint64_t i = 0; i < skipped_ && lines_.next(line); ++i) {
    }
  }

  bool next(SourceRow& row) override {
    std::string_view line;
    while (lines_.next(line)) {
      const auto number = lines_.line_number() - skipped_;
      if (!lines_.note().empty()) notes_.add(lines_.note());
      read_record(line);
      if (cells_.empty()) continue;
      row = {.number = number, .cells = cells_};
      return true;
    }
    return false;
  }

  std::string address(std::uint64_t row_number, std::uint32_t column) const override {
    return fmt::format("{}:{}", row_number + skipped_, column);
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

  void read_record(std::string_view line) {
    record_.clear();
    fields_.clear();
    std::size_t at = 0;
    for (std::uint32_t column = 1;; ++column) {
      if (column > kMostColumns) {
        fail(at, fmt::format("more than {} fields in a record", kMostColumns));
      }
      const auto start = record_.size();
      const bool quoted = opens_with_quote(line, at);
      if (quoted)
        read_quoted(line, at);
      else
        read_plain(line, at);
      if (record_.size() > kMostRecordBytes) {
        fail(0, fmt::format("a record of more than {}", human_bytes(kMostRecordBytes)));
      }
      fields_.push_back({column, start, record_.size() - start, quoted});
      if (at >= line.size()) break;
      ++at;
    }
    make_cells();
  }

  /// Moves `at` onto the quote when the field has one, behind blanks perhaps.
  bool opens_with_quote(std::string_view line, std::size_t& at) const {
    if (dialect_.quote == '\0') return false;
    const auto first = dialect_.separator == ' ' ? at : line.find_first_not_of(' ', at);
    if (first >= line.size() || line[first] != dialect_.quote) return false;
    at = first;
    return true;
  }

  void read_plain(std::string_view& line, std::size_t& at) {
    while (dialect_.escape != '\0') {
      const auto stop = line.find_first_of(std::string{dialect_.separator, dialect_.escape}, at);
      if (stop == line.npos || line[stop] == dialect_.separator) break;
      record_ += line.substr(at, stop - at);
      at = stop;
      take_escaped(line, at);
    }
    const auto end = std::min(line.find(dialect_.separator, at), line.size());
    record_ += line.substr(at, end - at);
    at = end;
  }

  /// What stands behind the escape is literal, a line end too.
  void take_escaped(std::string_view& line, std::size_t& at) {
    if (++at < line.size()) {
      record_ += line[at++];
    } else if (lines_.next(line)) {
      record_ += '\n';
      at = 0;
    } else {
      line = {};
      at = 0;
    }
  }

  /// From the opening quote to behind the closing one, over line ends where need be.
  void read_quoted(std::string_view& line, std::size_t& at) {
    const auto opening_line = lines_.line_number();
    const auto opening = at++;
    const std::string signs{dialect_.quote,
                            dialect_.escape == '\0' ? dialect_.quote : dialect_.escape};
    while (true) {
      const auto sign = std::min(line.find_first_of(signs, at), line.size());
      record_ += line.substr(at, sign - at);
      at = sign + 1;
      if (sign == line.size()) {
        record_ += '\n';
        at = 0;
        if (record_.size() > kMostRecordBytes || !lines_.next(line)) {
          throw Error(ErrorKind::kInvalid, "a quote that is never closed")
              .at({lines_.file(), static_cast<int>(opening_line), static_cast<int>(opening + 1)});
        }
      } else if (line[sign] != dialect_.quote) {
        at = sign;
        take_escaped(line, at);
      } else if (at < line.size() && line[at] == dialect_.quote) {
        record_ += dialect_.quote;
        ++at;
      } else {
        break;
      }
    }
    const auto behind = at;
    while (at < line.size() && line[at] == ' ' && dialect_.separator != ' ') ++at;
    if (at < line.size() && line[at] != dialect_.separator)
      fail(behind, "text behind a closing quote");
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
  std::uint64_t skipped_;  // lines in front of the table, which starts with row 1
  ReadingNotes& notes_;    // of the file
  CsvDialect dialect_;
  std::string record_;  // the fields of this record without quotes, one after the other
  std::vector<Field> fields_;
  std::vector<Cell> cells_;
};

class CsvFile final : public Workbook {
 public:
  CsvFile(std::unique_ptr<ObjectReader> bytes, std::string name, TextOptions options)
      : bytes_(std::move(bytes)),
        name_(std::move(name)),
        options_(std::move(options)),
        sheets_{{.name = std::filesystem::path(name_).stem().string()}} {
    const bool tabs = lower_ascii(name_).ends_with(".tsv");
    if (tabs && options_.separator == '\0') options_.separator = '\t';
  }

  const std::string& name() const override { return name_; }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }
  std::vector<std::string> notes() const override { return notes_.all(); }

  std::unique_ptr<RowReader> read(std::size_t, const ReadOptions& options) override {
    std::unique_ptr<RowReader> rows = std::make_unique<CsvRows>(*bytes_, name_, options_, notes_);
    if (options.range) rows = keep_range(std::move(rows), *options.range);
    return rows;
  }

 private:
  std::unique_ptr<ObjectReader> bytes_;
  std::string name_;
  TextOptions options_;
  std::vector<SheetInfo> sheets_;
  ReadingNotes notes_;
};

}  // namespace

extern const SourceFormat csv_format{
    .name = "csv",
    .summary = "Text with separators: comma, semicolon, tab or bar.",
    .suffixes = ".csv .tsv",
    .options = "separator quote escape skip_rows encoding",
    .open = [](std::unique_ptr<ObjectReader> bytes, std::string name,
               const TextOptions& options) -> std::unique_ptr<Workbook> {
      return std::make_unique<CsvFile>(std::move(bytes), std::move(name), options);
    },
};

}  // namespace darties
