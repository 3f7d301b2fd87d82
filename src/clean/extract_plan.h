#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clean/extract.h"
#include "clean/value_type.h"
#include "source/sheet_selection.h"
#include "source/table_reader.h"

namespace darties {

/// A field that is the same in all rows of a sheet, or in all rows of a column.
struct FixedField {
  std::string name;
  std::string text;
  bool is_quoted = false;
};

/// A column that goes into each row as it is.
struct KeptColumn {
  std::uint32_t number = 0;
  std::string heading;
  std::string name;
  ColumnType type;
  std::string json_key;  ///< `"name":`
};

/// A column whose cells become rows.
struct FigureColumn {
  std::uint32_t number = 0;
  std::string heading;
  std::vector<FixedField> fields;  ///< what the placeholders of the pattern stood for
};

/// What an ExtractSpec means for the headings of one sheet.
struct ExtractPlan {
  std::vector<FixedField> constants;
  std::vector<KeptColumn> kept;
  std::vector<FigureColumn> figures;
  bool unpivots = false;
  std::string value_name;
  ColumnType value_type = ValueType::kDecimal;
  std::vector<bool> has_heading;  ///< by column number
};

/// Throws kNotFound for a heading of the spec that the sheet has not, with the nearest one, and kInvalid for names that come twice and for
/// what should be a month and is none.
ExtractPlan plan_extract(const ExtractSpec& spec, const Workbook& workbook,
                         const SelectedSheet& sheet, const TableReader& table);

}  // namespace darties
