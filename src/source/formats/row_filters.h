#pragma once

#include <memory>
#include <vector>

#include "source/cell_range.h"
#include "source/row.h"

namespace darties {

/// Only the cells of `rows` inside `range`; what lies below it is not read.
std::unique_ptr<RowReader> keep_range(std::unique_ptr<RowReader> rows, const CellRange& range);

/// `rows` with the value of each merged range's top left cell in all of its cells, also in rows that were not there.
std::unique_ptr<RowReader> fill_merged(std::unique_ptr<RowReader> rows,
                                       std::vector<CellRange> merged);

}  // namespace darties
