#pragma once

#include <span>
#include <string_view>

namespace darties {

/// A relation that users find in a system schema: a query, in which memory.redshift.NAME stands for that of another one.
struct SystemView {
  std::string_view schema;  ///< where users find it: "pg_catalog", "information_schema"
  std::string_view name;
  std::string_view query;
};

/// The wider views of Redshift's catalog (svv_all_tables, svv_redshift_columns, stv_mv_info, …), over those of
/// system_relations.cpp. In order: a view may read an earlier one.
std::span<const SystemView> catalog_views();

}  // namespace darties
