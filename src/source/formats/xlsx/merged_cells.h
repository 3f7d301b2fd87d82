#pragma once

#include <vector>

#include "source/cell_range.h"
#include "source/formats/xlsx/xml_cursor.h"
#include "source/workbook.h"

namespace darties::xlsx {

/// The merged ranges that a sheet's XML names, behind its rows. Reads to the end of the part.
std::vector<CellRange> read_merged_ranges(XmlWindow& window);

/// Cuts off what the options leave unfilled or out of sight. The top left cell stays, since the value stands there.
void cut_merged_ranges(std::vector<CellRange>& ranges, const ReadOptions& options);

}  // namespace darties::xlsx
