#include "warehouse/load/unload_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"

namespace darties::load {
namespace {

using Format = sql::UnloadStatement::Format;

bool may_part_rows(const sql::Type& type) {
  switch (type.id) {
    case sql::TypeId::kSuper:
    case sql::TypeId::kVarbyte:
    case sql::TypeId::kDouble:
    case sql::TypeId::kTime:
    case sql::TypeId::kTimeTz:
    case sql::TypeId::kTimestampTz:
    case sql::TypeId::kIntervalDayToSecond:
    case sql::TypeId::kIntervalYearToMonth:
      return false;
    default:
      return true;
  }
}

std::size_t find_column(const std::vector<ColumnInfo>& columns, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& column : columns) names.push_back(column.name);
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  throw Error(ErrorKind::kNotFound,
              "PARTITION BY names column \"{}\", which the query does not return{}", name,
              suggestion(name, names));
}

void check_names(const UnloadShape& shape, std::string_view format) {
  std::set<std::string_view> names;
  for (const std::size_t index : shape.written) {
    const auto& name = shape.columns[index].name;
    if (names.insert(name).second) continue;
    throw Error(ErrorKind::kInvalid,
                "UNLOAD as {} needs columns of different names: two are called {}", format, name);
  }
}

bool is_safe_in_folder(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte != 0x7F &&
         std::string_view("\"#%'*/:=?\\{}[]^").find(c) == std::string_view::npos;
}

}  // namespace

UnloadShape shape_unload(const sql::UnloadStatement& unload, std::vector<ColumnInfo> columns) {
  UnloadShape shape{.columns = std::move(columns), .written = {}, .partition = {}};
  for (const auto& name : unload.partition_by) {
    shape.partition.push_back(find_column(shape.columns, name));
    const auto& type = shape.columns[shape.partition.back()].type;
    if (may_part_rows(type)) continue;
    throw Error(ErrorKind::kInvalid, "PARTITION BY does not take columns of type {}: \"{}\"",
                sql::to_string(type), name);
  }
  std::size_t others = 0;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const bool parts = std::ranges::find(shape.partition, i) != shape.partition.end();
    if (!parts) ++others;
    if (!parts || unload.partition_include) shape.written.push_back(i);
  }
  if (others == 0) {
    throw Error(ErrorKind::kInvalid,
                "PARTITION BY must leave at least one column of the query that is not named in it");
  }
  if (unload.format == Format::kJson) check_names(shape, "JSON");
  if (unload.format == Format::kParquet) check_names(shape, "PARQUET");
  return shape;
}

void append_partition(std::string_view column, const Value& value, std::string& key) {
  key += column;
  key += '=';
  if (!value || value->empty()) {
    key += "__HIVE_DEFAULT_PARTITION__";
  } else {
    for (const char c : *value) {
      if (is_safe_in_folder(c)) {
        key += c;
      } else {
        key += fmt::format("%{:02X}", static_cast<unsigned char>(c));
      }
    }
  }
  key += '/';
}

}  // namespace darties::load
