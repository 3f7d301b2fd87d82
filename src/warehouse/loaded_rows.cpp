#include "warehouse/loaded_rows.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace darties {

std::string row_hash_expression(const std::vector<std::string>& columns) {
  std::vector<std::string> parts;
  for (const std::string& column : columns) {
    parts.push_back(
        fmt::format("CASE WHEN {0} IS NULL THEN '~' ELSE concat(strlen(CAST({0} AS VARCHAR)), ':', "
                    "CAST({0} AS VARCHAR)) END",
                    column));
  }
  return fmt::format("md5_number(concat({}))", join(parts, ", "));
}

std::string columns_in_ledger(const std::vector<std::string>& columns) {
  return nlohmann::json(columns).dump();
}

std::vector<std::string> columns_from_ledger(const std::string& text) {
  return nlohmann::json::parse(text).get<std::vector<std::string>>();
}

}  // namespace darties
