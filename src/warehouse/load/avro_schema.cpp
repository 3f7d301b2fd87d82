#include "warehouse/load/avro_schema.h"

#include <avro.h>

#include <map>
#include <vector>

namespace darties::load {
namespace {

std::vector<avro_schema_t> parts_of(avro_schema_t schema) {
  std::vector<avro_schema_t> parts;
  if (is_avro_link(schema)) {
    parts.push_back(avro_schema_link_target(schema));
  } else if (is_avro_array(schema)) {
    parts.push_back(avro_schema_array_items(schema));
  } else if (is_avro_map(schema)) {
    parts.push_back(avro_schema_map_values(schema));
  } else if (is_avro_record(schema)) {
    for (std::size_t i = 0; i < avro_schema_record_size(schema); ++i)
      parts.push_back(avro_schema_record_field_get_by_index(schema, static_cast<int>(i)));
  } else if (is_avro_union(schema)) {
    for (std::size_t i = 0; i < avro_schema_union_size(schema); ++i)
      parts.push_back(avro_schema_union_branch(schema, static_cast<int>(i)));
  }
  return parts;
}

/// Every type is looked at once, however often it is named: `known` says of each whether the way still leads through it.
bool leads_back(avro_schema_t schema, std::map<avro_schema_t, bool>& known) {
  const auto [found, fresh] = known.emplace(schema, true);
  if (!fresh) return found->second;
  for (avro_schema_t part : parts_of(schema)) {
    if (leads_back(part, known)) return true;
  }
  known[schema] = false;
  return false;
}

}  // namespace

bool refers_to_itself(avro_obj_t* schema) {
  std::map<avro_schema_t, bool> known;
  return leads_back(schema, known);
}

}  // namespace darties::load
