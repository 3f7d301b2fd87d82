#pragma once

#include <string>
#include <vector>

#include "source/workbook.h"

namespace darties {

/// Every row as "A1 text Lyon | B1 number 20.3".
inline std::vector<std::string> dump(RowReader& rows) {
  std::vector<std::string> lines;
  SourceRow row;
  while (rows.next(row)) {
    std::string line;
    for (const Cell& cell : row.cells) {
      if (!line.empty()) line += " | ";
      line += rows.address(row.number, cell.column);
      line.append(" ").append(to_string(cell.kind)).append(" ").append(cell.text);
    }
    lines.push_back(line);
  }
  return lines;
}

inline std::vector<std::string> dump(const std::filesystem::path& file,
                                     const ReadOptions& options = {}) {
  const auto workbook = open_workbook(file);
  return dump(*workbook->read(0, options));
}

}  // namespace darties
