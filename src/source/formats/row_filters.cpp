#include "source/formats/row_filters.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/text.h"
#include "source/limits.h"

namespace darties {
namespace {

class KeepRange final : public RowReader {
 public:
  KeepRange(std::unique_ptr<RowReader> rows, const CellRange& range)
      : rows_(std::move(rows)), range_(range) {}

  bool next(SourceRow& row) override {
    while (rows_->next(row)) {
      if (row.number > range_.last.row) return false;
      if (row.number < range_.first.row) continue;
      row.cells = inside(row.cells);
      if (!row.cells.empty()) return true;
    }
    return false;
  }

  std::string address(std::uint64_t row_number, std::uint32_t column) const override {
    return rows_->address(row_number, column);
  }
  const std::vector<std::string>* column_names() const override { return rows_->column_names(); }

 private:
  std::span<const Cell> inside(std::span<const Cell> cells) const {
    while (!cells.empty() && cells.front().column < range_.first.column) cells = cells.subspan(1);
    while (!cells.empty() && cells.back().column > range_.last.column) {
      cells = cells.first(cells.size() - 1);
    }
    return cells;
  }

  std::unique_ptr<RowReader> rows_;
  CellRange range_;
};

class FillMerged final : public RowReader {
 public:
  FillMerged(std::unique_ptr<RowReader> rows, std::vector<CellRange> merged)
      : rows_(std::move(rows)) {
    std::sort(merged.begin(), merged.end(),
              [](const CellRange& a, const CellRange& b) { return a.first.row < b.first.row; });
    waiting_.assign(merged.begin(), merged.end());
  }

  bool next(SourceRow& row) override {
    if (!upcoming_ && !at_end_) {
      upcoming_.emplace();
      if (!rows_->next(*upcoming_)) {
        upcoming_.reset();
        at_end_ = true;
      }
    }
    close_ranges_above(last_ + 1);
    // A row that the file leaves out, but that a merged range covers.
    if (!active_.empty() && (!upcoming_ || upcoming_->number > last_ + 1)) {
      emit({.number = last_ + 1, .cells = {}}, row);
      return true;
    }
    if (!upcoming_) return false;
    close_ranges_above(upcoming_->number);
    open_ranges(*upcoming_);
    emit(*upcoming_, row);
    upcoming_.reset();
    return true;
  }

  std::string address(std::uint64_t row_number, std::uint32_t column) const override {
    return rows_->address(row_number, column);
  }

 private:
  struct Active {
    CellRange range;
    CellKind kind;
    std::string text;
  };

  void close_ranges_above(std::uint64_t row) {
    std::erase_if(active_, [&](const Active& active) { return active.range.last.row < row; });
  }

  /// The ranges that begin in this row get their value from it. One that begins in a row without cells has none.
  void open_ranges(const SourceRow& row) {
    while (!waiting_.empty() && waiting_.front().first.row <= row.number) {
      const CellRange range = waiting_.front();
      waiting_.pop_front();
      const Cell cell = range.first.row == row.number ? row.at(range.first.column) : Cell{};
      if (cell.kind != CellKind::kBlank) {
        active_.push_back({range, cell.kind, std::string(cell.text)});
      }
    }
  }

  void emit(const SourceRow& from, SourceRow& row) {
    cells_.assign(from.cells.begin(), from.cells.end());
    std::uint64_t row_bytes = 0;
    for (const Active& active : active_) {
      for (auto c = active.range.first.column; c <= active.range.last.column; ++c) {
        row_bytes += active.text.size();
        if (++filled_ > kFilledCells || row_bytes > kRowTextBytes) refuse(active.range);
        if (from.at(c).kind == CellKind::kBlank) cells_.push_back({c, active.kind, active.text});
      }
    }
    // Where ranges overlap, which Excel forbids, the first one has the cell.
    std::stable_sort(cells_.begin(), cells_.end(),
                     [](const Cell& a, const Cell& b) { return a.column < b.column; });
    const auto same = [](const Cell& a, const Cell& b) { return a.column == b.column; };
    cells_.erase(std::unique(cells_.begin(), cells_.end(), same), cells_.end());
    last_ = from.number;
    row = {.number = from.number, .cells = cells_};
  }

  [[noreturn]] static void refuse(const CellRange& range) {
    throw Error(
        ErrorKind::kInvalid,
        "merged range {}:{} is too large to be filled: fill_merged fills at most {} cells of "
        "a sheet and {} of a row; leave it out with a range of cells",
        to_string(range.first), to_string(range.last),
        with_thousands(static_cast<std::int64_t>(kFilledCells)), human_bytes(kRowTextBytes));
  }

  std::unique_ptr<RowReader> rows_;
  std::uint64_t filled_ = 0;       // cells looked at to be filled
  std::deque<CellRange> waiting_;  // by rising first row
  std::vector<Active> active_;     // those that cover the current row
  std::optional<SourceRow> upcoming_;
  bool at_end_ = false;
  std::uint64_t last_ = 0;  // the row given out last
  std::vector<Cell> cells_;
};

}  // namespace

std::unique_ptr<RowReader> keep_range(std::unique_ptr<RowReader> rows, const CellRange& range) {
  return std::make_unique<KeepRange>(std::move(rows), range);
}

std::unique_ptr<RowReader> fill_merged(std::unique_ptr<RowReader> rows,
                                       std::vector<CellRange> merged) {
  return std::make_unique<FillMerged>(std::move(rows), std::move(merged));
}

}  // namespace darties
