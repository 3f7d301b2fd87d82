// The rows of a sheet: the hot path of a workbook.
//
// Nearly all cells look like `<c r="B7" s="1" t="s"><v>42</v></c>`, in this order and without blanks, so
// read_usual_cell() reads just that and gives up (leaving the work to read_any_cell()) at the first byte that differs.
// Every function returns what follows what it read, or null when the window ends in it; then the whole row is read again
// from its start with a longer window. That happens once a block, and keeps every scan free of bounds checks:
// the window ends with bytes of 0.
#include "source/formats/xlsx/sheet_rows.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/error.h"
#include "base/text.h"
#include "source/cell_range.h"
#include "source/formats/xlsx/cell_value.h"
#include "source/formats/xlsx/serial_date.h"

namespace darties::xlsx {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

class SheetRows final : public RowReader {
 public:
  SheetRows(std::unique_ptr<XmlWindow> window, SheetContext context)
      : window_(std::move(window)), context_(std::move(context)) {}

  bool next(SourceRow& row) override {
    if (state_ == State::kBefore) find_sheet_data();
    while (state_ == State::kInside) {
      arena_.clear();
      cells_.clear();
      const char* const after = read_item(window_->begin());
      if (after == nullptr) {
        window_->more(fmt::format("in row {} of sheet {}", row_number_, context_.sheet));
        continue;
      }
      window_->consume(after);
      last_row_ = row_number_;
      if (cells_.empty()) continue;
      row = {.number = row_number_, .cells = cells_};
      return true;
    }
    return false;
  }

  std::string address(std::uint64_t row_number, std::uint32_t column) const override {
    return to_string(CellAddress{static_cast<std::uint32_t>(row_number), column});
  }

 private:
  enum class State { kBefore, kInside, kAfter };

  /// What a cell's attributes said.
  struct CellHead {
    std::uint32_t column = 0;
    CellType type = CellType::kNumber;
    DateFormat format = DateFormat::kNone;
  };

  [[noreturn]] void refuse_cell(std::uint32_t column, std::string_view reason) const {
    throw Error(ErrorKind::kInvalid, "{}, sheet {}, cell {}: {}", window_->origin().workbook,
                context_.sheet, address(row_number_, column), reason);
  }

  void find_sheet_data() {
    bool is_worksheet = false;
    while (true) {
      const char* position = find_tag(*window_, window_->begin());
      TagView tag;
      if (position != nullptr) position = read_tag(*window_, position, tag);
      if (position == nullptr) {
        window_->more("before </worksheet>");
        continue;
      }
      if (tag.name == "worksheet") is_worksheet = true;
      if (!tag.name.empty() && !is_worksheet) {
        window_->fail(window_->begin(),
                      fmt::format("<{}> where <worksheet> was expected", tag.name));
      }
      window_->consume(position);
      if (tag.name == "sheetData") state_ = tag.empty ? State::kAfter : State::kInside;
      if (tag.name == "worksheet" && (tag.closing || tag.empty)) state_ = State::kAfter;
      if (state_ != State::kBefore) return;
    }
  }

  /// A row, or anything else that may stand between rows.
  const char* read_item(const char* position) {
    while (is_space(*position)) ++position;
    if (*position == '\0') return nullptr;
    if (*position != '<') window_->fail(position, "text between rows");
    TagView tag;
    const char* after = read_tag(*window_, position, tag);
    if (after == nullptr || tag.name.empty()) return after;
    if (tag.closing) {
      if (tag.name != "sheetData") window_->fail(position, "an end tag that closes nothing");
      state_ = State::kAfter;
      return after;
    }
    if (tag.name != "row") return skip_element(*window_, after, tag);
    begin_row(position, tag);
    if (tag.empty) return after;
    after = read_cells(after);
    if (after != nullptr && !sorted_) sort_cells();
    return after;
  }

  void begin_row(const char* position, const TagView& tag) {
    row_number_ = last_row_ + 1;
    const auto r = tag.at("r");
    if (!r.empty()) {
      const auto number = whole_number(r);
      if (!number || *number == 0 || *number > kMaxRow) {
        window_->fail(position, fmt::format("row number '{}'", r));
      }
      if (*number <= last_row_) {
        window_->fail(position, fmt::format("row {} comes after row {}", *number, last_row_));
      }
      row_number_ = *number;
    }
    row_digits_ = std::to_string(row_number_);
    last_column_ = 0;
    sorted_ = true;
  }

  const char* read_cells(const char* position) {
    while (position != nullptr) {
      while (is_space(*position)) ++position;
      if (position[0] == '<' && position[1] == 'c' && position[2] == ' ') {
        const char* const after = read_usual_cell(position + 2);
        position = after != nullptr ? after : read_any_cell(position);
      } else if (std::memcmp(position, "</row>", 6) == 0) {
        return position + 6;
      } else {
        bool ended = false;
        position = read_other(position, ended);
        if (ended) return position;
      }
    }
    return nullptr;
  }

  /// What is no cell in the usual spelling: <x:c>, a comment, </x:row>, an extension.
  const char* read_other(const char* position, bool& ended) {
    if (*position == '\0') return nullptr;
    if (*position != '<') window_->fail(position, "text between cells");
    TagView tag;
    const char* const after = read_tag(*window_, position, tag);
    if (after == nullptr || tag.name.empty()) return after;
    if (tag.closing && tag.name != "row") window_->fail(position, "an end tag that closes nothing");
    ended = tag.closing;
    if (ended) return after;
    if (tag.name == "c") return read_any_cell(position);
    return skip_element(*window_, after, tag);
  }

  /// A cell in the usual spelling, from the blank behind "<c". Null for anything else.
  const char* read_usual_cell(const char* position) {
    CellHead head{.column = last_column_ + 1};
    while (*position == ' ') {
      const char attribute = position[1];
      if (attribute == '\0' || position[2] != '=' || position[3] != '"') return nullptr;
      position += 4;
      if (attribute == 'r') {
        position = read_usual_address(position, head.column);
      } else if (attribute == 's') {
        position = read_usual_style(position, head.format);
      } else if (attribute == 't' && position[0] == 's' && position[1] == '"') {
        head.type = CellType::kShared;
        ++position;
      } else {
        return nullptr;
      }
      if (position == nullptr || *position++ != '"') return nullptr;
    }
    if (position[0] == '/' && position[1] == '>') {
      skip_blank(head.column);
      return position + 2;
    }
    if (std::memcmp(position, "><v>", 4) != 0) return nullptr;
    const char* const value = position + 4;
    position = value;
    while (static_cast<unsigned char>(*position - '-') <= '9' - '-')
      ++position;  // - . / and digits
    if (position == value || std::memcmp(position, "</v></c>", 8) != 0) return nullptr;
    add_usual(head, between(value, position));
    return position + 8;
  }

  /// "B7" where 7 is the number of this row; returns where its quote should stand.
  const char* read_usual_address(const char* position, std::uint32_t& column) const {
    std::uint32_t number = 0;
    const char* const start = position;
    while (*position >= 'A' && *position <= 'Z') {
      number = number * 26 + static_cast<std::uint32_t>(*position++ - 'A' + 1);
    }
    if (position == start || position - start > 3 || number > kMaxColumn) return nullptr;
    if (std::memcmp(position, row_digits_.data(), row_digits_.size()) != 0) return nullptr;
    column = number;
    return position + row_digits_.size();
  }

  const char* read_usual_style(const char* position, DateFormat& format) const {
    std::size_t style = 0;
    const char* const start = position;
    while (*position >= '0' && *position <= '9')
      style = style * 10 + static_cast<std::size_t>(*position++ - '0');
    if (position == start || position - start > 9) return nullptr;
    format = style < context_.styles->size() ? (*context_.styles)[style] : DateFormat::kNone;
    return position;
  }

  void skip_blank(std::uint32_t column) {
    if (column <= last_column_) sorted_ = false;
    last_column_ = column;
  }

  void push(std::uint32_t column, CellKind kind, std::string_view text) {
    if (column <= last_column_) sorted_ = false;
    last_column_ = column;
    cells_.push_back({.column = column, .kind = kind, .text = text});
  }

  void add_usual(const CellHead& head, std::string_view value) {
    if (head.type == CellType::kShared) {
      add_shared(head.column, value);
    } else if (head.format == DateFormat::kNone && is_plain_number(value)) {
      push(head.column, CellKind::kNumber, value);
    } else {
      add_number(head, value);
    }
  }

  void add_shared(std::uint32_t column, std::string_view value) {
    const auto index = whole_number(value);
    if (!index) refuse_cell(column, fmt::format("'{}' is no number of a shared string", value));
    if (*index >= context_.strings->size()) {
      refuse_cell(column, fmt::format("shared string {} is not there; the table has {}", value,
                                      context_.strings->size()));
    }
    push(column, CellKind::kText, context_.strings->get(*index, cursor_, arena_));
  }

  void add_number(const CellHead& head, std::string_view value) {
    const auto plain = plain_number(value);
    if (!plain) refuse_cell(head.column, fmt::format("'{}' is no number", value));
    if (head.format != DateFormat::kNone) {
      double serial = 0;
      std::from_chars(plain->data(), plain->data() + plain->size(), serial);
      if (const auto date = date_text(serial, head.format, context_.since_1904)) {
        push(head.column, CellKind::kDate, arena_.keep(*date));
        return;
      }
    }
    push(head.column, CellKind::kNumber, arena_.keep(*plain));
  }

  /// A cell in any spelling, from its '<'.
  const char* read_any_cell(const char* position) {
    TagView tag;
    const char* const start = position;
    position = read_tag(*window_, position, tag);
    if (position == nullptr) return nullptr;
    const CellHead head = read_head(start, tag);
    if (tag.empty) {
      skip_blank(head.column);
      return position;
    }
    std::string text;
    bool has_value = false;
    position = read_content(position, head, text, has_value);
    if (position == nullptr) return nullptr;
    if (!has_value) {
      skip_blank(head.column);
      return position;
    }
    if (!simdjson::validate_utf8(text)) window_->fail(start, "bytes that are not UTF-8");
    add_any(head, text);
    return position;
  }

  CellHead read_head(const char* position, const TagView& tag) const {
    CellHead head{.column = last_column_ + 1};
    if (const auto r = tag.at("r"); !r.empty()) {
      const auto address = parse_cell_address(r);
      if (!address || address->row != row_number_) {
        window_->fail(position, fmt::format("cell reference '{}' in row {} of sheet {}", r,
                                            row_number_, context_.sheet));
      }
      head.column = address->column;
    }
    if (head.column > kMaxColumn) window_->fail(position, "more columns than a sheet can have");
    const auto type = cell_type(tag.at("t"));
    if (!type) window_->fail(position, fmt::format("unknown cell type t=\"{}\"", tag.at("t")));
    head.type = *type;
    const auto style = whole_number(tag.at("s"));
    if (style && *style < context_.styles->size()) head.format = (*context_.styles)[*style];
    return head;
  }

  /// From behind the cell's start tag to behind its end tag.
  const char* read_content(const char* position, const CellHead& head, std::string& text,
                           bool& has_value) const {
    while (true) {
      position = find_tag(*window_, position);
      if (position == nullptr) return nullptr;
      TagView tag;
      const char* const start = position;
      position = read_tag(*window_, position, tag);
      if (position == nullptr) return nullptr;
      if (tag.name.empty() || tag.empty) continue;
      if (tag.closing) {
        if (tag.name != "c") window_->fail(start, "an end tag that closes nothing");
        return position;
      }
      if (tag.name == "v" && head.type != CellType::kInline) {
        has_value = true;
        position = read_text(*window_, position, text);
      } else if (tag.name == "is" && head.type == CellType::kInline) {
        has_value = true;
        position = read_string_item(*window_, position, text);
      } else {
        position = skip_element(*window_, position, tag);
      }
      if (position == nullptr) return nullptr;
    }
  }

  void add_any(const CellHead& head, const std::string& text) {
    const auto value = trim(text);
    switch (head.type) {
      case CellType::kNumber:
        if (value.empty()) return skip_blank(head.column);
        return add_number(head, value);
      case CellType::kShared:
        return add_shared(head.column, value);
      case CellType::kFormulaText:
      case CellType::kInline:
        return push(head.column, CellKind::kText, arena_.keep(text));
      case CellType::kBoolean:
        return add_boolean(head.column, value);
      case CellType::kError:
        return push(head.column, CellKind::kError, arena_.keep(value));
      case CellType::kIsoDate:
        return push(head.column, CellKind::kDate, arena_.keep(plain_iso_date(value)));
    }
  }

  void add_boolean(std::uint32_t column, std::string_view value) {
    if (value != "0" && value != "1" && value != "true" && value != "false") {
      refuse_cell(column, fmt::format("'{}' is no boolean", value));
    }
    push(column, CellKind::kBoolean, value == "1" || value == "true" ? "true" : "false");
  }

  /// Cells that a program wrote in any order.
  void sort_cells() {
    const auto by_column = [](const Cell& a, const Cell& b) { return a.column < b.column; };
    std::stable_sort(cells_.begin(), cells_.end(), by_column);
    const auto twice =
        std::adjacent_find(cells_.begin(), cells_.end(),
                           [](const Cell& a, const Cell& b) { return a.column == b.column; });
    if (twice != cells_.end()) refuse_cell(twice->column, "this cell comes twice");
  }

  std::unique_ptr<XmlWindow> window_;
  SheetContext context_;
  SharedStrings::Cursor cursor_;
  TextArena arena_;          // texts of this row that neither the window nor the table holds
  std::vector<Cell> cells_;  // of this row
  State state_ = State::kBefore;
  std::uint64_t last_row_ = 0;    // the last whole row
  std::uint64_t row_number_ = 0;  // the row being read
  std::string row_digits_;        // its number as cells should spell it
  std::uint32_t last_column_ = 0;
  bool sorted_ = true;
};

}  // namespace

std::unique_ptr<RowReader> read_sheet_rows(std::unique_ptr<XmlWindow> window,
                                           SheetContext context) {
  return std::make_unique<SheetRows>(std::move(window), std::move(context));
}

}  // namespace darties::xlsx
