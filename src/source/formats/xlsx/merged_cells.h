#pragma once

#include <vector>

#include "source/cell_range.h"
#include "source/formats/xlsx/xml_cursor.h"

namespace darties::xlsx {

/// The merged ranges that a sheet's XML names, behind its rows. Reads to the end of the part.
std::vector<CellRange> read_merged_ranges(XmlWindow& window);

}  // namespace darties::xlsx
