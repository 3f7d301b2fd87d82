#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "source/formats/xlsx/number_format.h"
#include "source/formats/xlsx/zip_archive.h"
#include "source/workbook.h"

namespace darties::xlsx {

/// What the small parts of a workbook say: where its sheets and tables lie, and what its styles
/// mean.
struct WorkbookParts {
  std::vector<SheetInfo> sheets;
  std::vector<std::string>
      sheet_parts;  ///< of each sheet: "xl/worksheets/sheet1.xml"; empty for one that leads nowhere
  std::string shared_strings_part;  ///< empty when there is none
  std::vector<DateFormat> styles;   ///< by the number in a cell's s attribute
  bool since_1904 = false;
};

/// Reads _rels/.rels, the workbook, its relationships and its styles.
/// Throws kInvalid when one is missing or broken.
WorkbookParts read_workbook_parts(const ZipArchive& archive);

/// "xl/worksheets/sheet1.xml" for "worksheets/sheet1.xml" or "/xl/worksheets/sheet1.xml" said in
/// "xl/workbook.xml".
std::string resolve_target(std::string_view base_part, std::string_view target);

}  // namespace darties::xlsx
