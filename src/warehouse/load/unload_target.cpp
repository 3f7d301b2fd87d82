#include "warehouse/load/unload_target.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"

namespace darties::load {
namespace {

// The words of the manifest's schema.
std::string_view base_type(const sql::Type& type) {
  switch (type.id) {
    case sql::TypeId::kSmallint:
      return "smallint";
    case sql::TypeId::kInteger:
      return "integer";
    case sql::TypeId::kBigint:
      return "bigint";
    case sql::TypeId::kDecimal:
      return "numeric";
    case sql::TypeId::kReal:
      return "real";
    case sql::TypeId::kDouble:
      return "double precision";
    case sql::TypeId::kBoolean:
      return "boolean";
    case sql::TypeId::kDate:
      return "date";
    case sql::TypeId::kTimestamp:
      return "timestamp without time zone";
    case sql::TypeId::kTimestampTz:
      return "timestamp with time zone";
    case sql::TypeId::kSuper:
      return "super";
    default:
      return "character varying";
  }
}

std::string schema_json(const std::vector<ColumnInfo>& columns) {
  std::string json = "\"schema\":{\"elements\":[";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    json += i > 0 ? ",{\"name\":" : "{\"name\":";
    append_json_string(columns[i].name, json);
    json += fmt::format(",\"type\":{{\"base\":\"{}\"}}}}", base_type(columns[i].type));
  }
  return json + "]}";
}

}  // namespace

UnloadTarget::UnloadTarget(const sql::UnloadStatement& unload, Lake& lake,
                           const UnloadFormat& format)
    : unload_(unload),
      format_(format),
      destination_(parse_object_url(unload.destination)),
      store_(lake.bucket(destination_.bucket)) {
  if (unload.encrypted || !unload.kms_key_id.empty()) {
    throw Error(ErrorKind::kInvalid, "UNLOAD does not support ENCRYPTED yet");
  }
  make_compressor(unload.compression);  // refuses what is not there before anything is written
  if (unload.allow_overwrite || unload.clean_path || store_.list(destination_.key).empty()) return;
  throw Error(ErrorKind::kInvalid,
              "Specified unload destination on S3 is not empty. Consider using a different bucket "
              "/ prefix, manually "
              "removing the target files in S3, or using the ALLOWOVERWRITE option. ({})",
              unload.destination);
}

std::string UnloadTarget::key_of(std::size_t part) const {
  const auto extension =
      unload_.extension ? "." + *unload_.extension : std::string(extension_of(unload_.compression));
  if (!unload_.parallel) return fmt::format("{}{:03}{}", destination_.key, part, extension);
  return fmt::format("{}0000_part_{:02}{}", destination_.key, part, extension);
}

void UnloadTarget::open_part() {
  Part part{.key = key_of(parts_.size()), .compressor = make_compressor(unload_.compression)};
  part.writer = store_.create(part.key);
  parts_.push_back(std::move(part));
  put(parts_.back(), format_.header(), false);
}

void UnloadTarget::put(Part& part, std::string_view bytes, bool last) {
  const std::string ready = part.compressor->compress(bytes, last);
  part.bytes += ready.size();
  part.writer->write(ready);
}

void UnloadTarget::write(std::string_view lines, std::int64_t rows) {
  const bool full = !parts_.empty() && parts_.back().rows > 0 &&
                    parts_.back().bytes + lines.size() > unload_.max_file_size_bytes;
  if (parts_.empty() || full) open_part();
  put(parts_.back(), lines, false);
  parts_.back().rows += rows;
}

// Objects that are written anyway stay until they are replaced, so that nobody finds them missing.
void UnloadTarget::clean_path() {
  for (const auto& object : store_.list(destination_.key)) {
    if (std::ranges::find(parts_, object.key, &Part::key) == parts_.end())
      store_.remove(object.key);
  }
}

std::vector<UnloadedFile> UnloadTarget::commit() {
  // No rows: JSON writes nothing, the others an object that holds at most the header.
  if (parts_.empty() && unload_.format != sql::UnloadStatement::Format::kJson) open_part();
  for (auto& part : parts_) put(part, {}, true);
  if (unload_.clean_path) clean_path();
  std::vector<UnloadedFile> files;
  for (auto& part : parts_) {
    part.writer->commit();
    files.push_back({to_string(ObjectUrl{destination_.bucket, part.key}), part.rows, part.bytes});
  }
  if (unload_.manifest) store_.write(destination_.key + "manifest", manifest(files));
  return files;
}

std::string UnloadTarget::manifest(const std::vector<UnloadedFile>& files) const {
  const bool verbose = unload_.manifest_verbose;
  const std::int64_t header_lines = unload_.header ? 1 : 0;
  std::string json = "{\"entries\":[";
  std::uint64_t bytes = 0;
  std::int64_t records = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    json += i > 0 ? ",{\"url\":" : "{\"url\":";
    append_json_string(files[i].url, json);
    json += fmt::format(",\"meta\":{{\"content_length\":{}", files[i].size_bytes);
    if (verbose) json += fmt::format(",\"record_count\":{}", files[i].rows + header_lines);
    json += "}}";
    bytes += files[i].size_bytes;
    records += files[i].rows + header_lines;
  }
  json += "]";
  if (verbose) {
    json += "," + schema_json(format_.columns());
    json += fmt::format(",\"meta\":{{\"content_length\":{},\"record_count\":{}}}", bytes, records);
    json += ",\"author\":{\"name\":\"Amazon Redshift\",\"version\":\"1.0.0\"}";
  }
  return json + "}\n";
}

}  // namespace darties::load
