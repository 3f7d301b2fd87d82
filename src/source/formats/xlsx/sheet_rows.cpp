#include "source/formats/xlsx/sheet_rows.h"

#include <fmt/core.h>

#include <cstring>

#include "source/cell_range.h"
#include "source/formats/xlsx/cell_reader.h"

namespace darties::xlsx {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

class SheetRows final : public RowReader {
 public:
  SheetRows(std::unique_ptr<XmlWindow> window, SheetContext context)
      : window_(std::move(window)), context_(std::move(context)), cells_(*window_, context_) {}

  bool next(SourceRow& row) override {
    if (state_ == State::kBefore) find_sheet_data();
    while (state_ == State::kInside) {
      is_row_ = false;
      const char* const after = read_item(window_->begin());
      if (after == nullptr) {
        window_->more(fmt::format("in row {} of sheet {}", row_number_, context_.sheet));
        continue;
      }
      window_->consume(after);
      last_row_ = row_number_;
      if (!is_row_ || cells_.cells().empty()) continue;
      row = {.number = row_number_, .cells = cells_.cells()};
      return true;
    }
    return false;
  }

  std::string address(std::uint64_t row_number, std::uint32_t column) const override {
    return to_string(CellAddress{static_cast<std::uint32_t>(row_number), column});
  }

 private:
  enum class State { kBefore, kInside, kAfter };

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
      if (tag.name == "worksheet" && !tag.closing && !is_worksheet) {
        is_worksheet = true;
        window_->learn_namespace(tag);
      }
      if (!tag.name.empty() && !is_worksheet) {
        window_->fail(window_->begin(),
                      fmt::format("<{}> where <worksheet> was expected", tag.name));
      }
      window_->consume(position);
      if (tag.name == "sheetData" && window_->is_own(tag)) {
        window_->learn_namespace(tag);
        state_ = tag.empty ? State::kAfter : State::kInside;
      }
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
    const char* const after = read_tag(*window_, position, tag);
    if (after == nullptr || tag.name.empty()) return after;
    if (tag.closing) {
      if (tag.name != "sheetData") window_->fail(position, "an end tag that closes nothing");
      state_ = State::kAfter;
      return after;
    }
    if (tag.name != "row" || !window_->is_own(tag)) return skip_element(*window_, after, tag);
    begin_row(position, tag);
    return read_further_parts(tag.empty ? after : cells_.read_cells(after));
  }

  /// A row may be written as several <row> of one number, one behind the other: Excel and others take them for one row.
  const char* read_further_parts(const char* position) {
    while (position != nullptr) {
      const char* next = position;
      while (is_space(*next)) ++next;
      if (*next == '\0') return nullptr;
      if (std::memcmp(next, "<row r=\"", 8) == 0) {  // as nearly all rows begin
        std::uint64_t number = 0;
        const char* digit = next + 8;
        for (; *digit >= '0' && *digit <= '9'; ++digit)
          number = number * 10 + static_cast<std::uint64_t>(*digit - '0');
        if (*digit == '"' && number != row_number_) return position;
      } else if (*next != '<' || next[1] == '/') {
        return position;
      }
      TagView tag;
      const char* const after = read_tag(*window_, next, tag);
      if (after == nullptr) return nullptr;
      const bool is_part = tag.name == "row" && !tag.closing && window_->is_own(tag) &&
                           whole_number(tag.at("r")) == row_number_;
      if (!is_part) return position;
      cells_.continue_row();
      position = tag.empty ? after : cells_.read_cells(after);
    }
    return nullptr;
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
        window_->fail(position, fmt::format("row {} comes after row {}; open the workbook in Excel "
                                            "and save it, which puts its rows in order",
                                            *number, last_row_));
      }
      row_number_ = *number;
    }
    if (row_number_ > kMaxRow) window_->fail(position, "more rows than a sheet can have");
    is_row_ = true;
    cells_.begin_row(row_number_);
  }

  std::unique_ptr<XmlWindow> window_;
  SheetContext context_;
  CellReader cells_;
  State state_ = State::kBefore;
  std::uint64_t last_row_ = 0;    // the last whole row
  std::uint64_t row_number_ = 0;  // the row being read
  bool is_row_ = false;           // what was read last is a row
};

}  // namespace

std::unique_ptr<RowReader> read_sheet_rows(std::unique_ptr<XmlWindow> window,
                                           SheetContext context) {
  return std::make_unique<SheetRows>(std::move(window), std::move(context));
}

}  // namespace darties::xlsx
