// How a warehouse of an older format becomes one of this darties. A new table or column of darties_internal goes into
// internal_schema.cpp for new warehouses, and here for those that are there; kFormatVersion is raised once a release.
#include "warehouse/engines/embedded/warehouse_file.h"
#include "warehouse/internal_schema.h"

namespace darties {
namespace {

// Format 2: owners, schemas, users and privileges, what materialized views and views need to follow renamed tables.
std::vector<std::string> to_format_2() {
  std::vector<std::string> statements = {
      "ALTER TABLE darties_internal.tables ADD COLUMN encode_auto BOOLEAN",
      "ALTER TABLE darties_internal.tables ADD COLUMN owner VARCHAR",
      "ALTER TABLE darties_internal.views ADD COLUMN qualified_query VARCHAR",
      "ALTER TABLE darties_internal.views ADD COLUMN auto_refresh BOOLEAN",
      "ALTER TABLE darties_internal.views ADD COLUMN owner VARCHAR",
      std::string(schemas_table()),
  };
  for (const auto table : principal_tables()) statements.emplace_back(table);
  return statements;
}

// Format 3: which rows came from which file; two tasks at once never make the same internal table.
std::vector<std::string> to_format_3() {
  return {std::string(loaded_rows_table()), std::string(blank_columns_table())};
}

}  // namespace

const WarehouseFormat& current_format() {
  static const WarehouseFormat kFormat{.version = kFormatVersion,
                                       .migrations = {{.from = 1, .statements = to_format_2()},
                                                      {.from = 2, .statements = to_format_3()}}};
  return kFormat;
}

}  // namespace darties
