#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <stop_token>
#include <vector>

#include "clean/value_type.h"
#include "source/table_reader.h"

namespace darties {

/// Which signs the numbers of each column have, where the user does not say it. Most texts prove it themselves: "20,3". When
/// one does not, as "1,234", the whole sheet is read once more, and the other figures of its column decide; where they do
/// not agree, or prove nothing, it stays undecided and the cell is refused.
class NumberColumns {
 public:
  /// `open` gives the rows of the sheet from their start. Reading them throws kCancelled when `stop` asks for it.
  NumberColumns(const NumberStyle& given, std::function<TableReader()> open, std::stop_token stop)
      : given_(given), open_(std::move(open)), stop_(std::move(stop)) {}

  /// A column of numbers. Those of one `group` are decided together, as the figures that become one column.
  void add(std::uint32_t column, std::size_t group, const ColumnType& type);

  /// The signs for this cell.
  const NumberStyle& style_for(const Cell& cell, std::size_t group, const ColumnType& type);

 private:
  struct Column {
    std::uint32_t number;
    std::size_t group;
    ColumnType type;
  };

  void decide();

  NumberStyle given_;
  std::function<TableReader()> open_;
  std::stop_token stop_;
  std::vector<Column> columns_;
  std::map<std::size_t, NumberStyle> styles_;  // by group; empty until they are needed
};

}  // namespace darties
