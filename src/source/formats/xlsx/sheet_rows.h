#pragma once

#include <memory>
#include <string>
#include <vector>

#include "source/formats/xlsx/number_format.h"
#include "source/formats/xlsx/shared_strings.h"
#include "source/formats/xlsx/xml_cursor.h"
#include "source/row.h"

namespace darties::xlsx {

/// What a sheet's cells refer to. Owned by the workbook.
struct SheetContext {
  const SharedStrings* strings = nullptr;
  const std::vector<DateFormat>* styles = nullptr;
  bool since_1904 = false;
  std::string sheet;  ///< for messages
};

/// The rows of a sheet's XML.
std::unique_ptr<RowReader> read_sheet_rows(std::unique_ptr<XmlWindow> window, SheetContext context);

}  // namespace darties::xlsx
