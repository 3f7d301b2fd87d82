#include "source/row.h"

#include <algorithm>

namespace darties {

std::string_view to_string(CellKind kind) {
  switch (kind) {
    case CellKind::kText:
      return "text";
    case CellKind::kNumber:
      return "number";
    case CellKind::kBoolean:
      return "boolean";
    case CellKind::kDate:
      return "date";
    case CellKind::kError:
      return "error";
    case CellKind::kBlank:
      break;
  }
  return "blank";
}

Cell SourceRow::at(std::uint32_t column) const {
  // Most rows have no gaps, so the cell is likely where a dense row has it.
  if (column > 0 && column <= cells.size() && cells[column - 1].column == column) {
    return cells[column - 1];
  }
  const auto found =
      std::lower_bound(cells.begin(), cells.end(), column,
                       [](const Cell& cell, std::uint32_t c) { return cell.column < c; });
  if (found != cells.end() && found->column == column) return *found;
  return {.column = column};
}

}  // namespace darties
