#include "clean/reject.h"

#include <fmt/core.h>

namespace darties {

std::string to_string(const Reject& reject) {
  std::string place = reject.workbook;
  if (!reject.sheet.empty()) place += ", sheet " + reject.sheet;
  if (!reject.cell.empty()) place += ", cell " + reject.cell;
  const auto column = reject.column.empty() ? "" : fmt::format(" ({})", reject.column);
  return fmt::format("{}{}: '{}': {}", place, column, reject.value, reject.reason);
}

}  // namespace darties
