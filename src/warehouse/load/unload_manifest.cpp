#include "warehouse/load/unload_manifest.h"

#include <fmt/format.h>

#include "warehouse/load/unload_format.h"

namespace darties::load {
namespace {

// The words of the manifest's schema: the type without its length.
std::string base_type(const sql::Type& type) {
  const std::string whole = sql::to_string(type);
  return whole.substr(0, whole.find('('));
}

std::string element_json(const ColumnInfo& column) {
  using sql::TypeId;
  std::string json = "{\"name\":";
  append_json_string(column.name, json);
  json += fmt::format(",\"type\":{{\"base\":\"{}\"", base_type(column.type));
  if (column.type.id == TypeId::kDecimal) {
    json += fmt::format(",\"precision\":{},\"scale\":{}", column.type.precision, column.type.scale);
  } else if (column.type.length > 0) {
    json += fmt::format(",\"max_length\":{}", column.type.length);
  }
  return json + "}}";
}

std::string schema_json(const UnloadShape& shape) {
  std::string json = "\"schema\":{\"elements\":[";
  for (std::size_t i = 0; i < shape.written.size(); ++i) {
    if (i > 0) json += ',';
    json += element_json(shape.columns[shape.written[i]]);
  }
  return json + "]}";
}

}  // namespace

std::string unload_manifest(const sql::UnloadStatement& unload, const UnloadShape& shape,
                            const std::vector<UnloadedFile>& files) {
  const bool verbose = unload.manifest_verbose;
  const std::int64_t header_lines = unload.header ? 1 : 0;
  std::string json = "{\"entries\":[";
  std::uint64_t bytes = 0;
  std::int64_t records = 0;
  for (const UnloadedFile& file : files) {
    json += &file == files.data() ? "{\"url\":" : ",{\"url\":";
    append_json_string(file.url, json);
    json += fmt::format(",\"meta\":{{\"content_length\":{}", file.size_bytes);
    if (verbose) json += fmt::format(",\"record_count\":{}", file.rows + header_lines);
    json += "}}";
    bytes += file.size_bytes;
    records += file.rows + header_lines;
  }
  json += "]";
  if (verbose) {
    json += "," + schema_json(shape);
    json += fmt::format(",\"meta\":{{\"content_length\":{},\"record_count\":{}}}", bytes, records);
    json += ",\"author\":{\"name\":\"Amazon Redshift\",\"version\":\"1.0.0\"}";
  }
  return json + "}\n";
}

}  // namespace darties::load
