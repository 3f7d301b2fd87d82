#include "warehouse/load/unload_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "warehouse/load/compress.h"
#include "warehouse/load/unload_manifest.h"

namespace darties::load {
namespace {

// PARTITION BY makes the prefix a folder.
ObjectUrl destination_of(const sql::UnloadStatement& unload) {
  ObjectUrl url = parse_object_url(unload.destination);
  if (!unload.partition_by.empty() && !url.key.empty() && !url.key.ends_with('/')) url.key += '/';
  return url;
}

void refuse_encryption(const sql::UnloadStatement& unload) {
  const bool is_auto = unload.encrypted_auto && unload.kms_key_id.empty();
  if ((!unload.encrypted && unload.kms_key_id.empty()) || is_auto) return;
  throw Error(ErrorKind::kInvalid,
              "not supported on the embedded engine yet: UNLOAD with ENCRYPTED, KMS_KEY_ID or "
              "MASTER_SYMMETRIC_KEY. Leave them out: S3 encrypts what it stores by itself");
}

}  // namespace

UnloadTarget::UnloadTarget(const sql::UnloadStatement& unload, Lake& lake, const UnloadShape& shape)
    : unload_(unload),
      shape_(shape),
      destination_(destination_of(unload)),
      store_(lake.bucket(destination_.bucket)) {
  refuse_encryption(unload);
  if (unload.allow_overwrite || unload.clean_path || store_.list(destination_.key).empty()) return;
  throw Error(ErrorKind::kInvalid,
              "Specified unload destination on S3 is not empty. Consider using a different bucket "
              "/ prefix, manually removing the target files in S3, or using the ALLOWOVERWRITE "
              "option. ({})",
              unload.destination);
}

std::string UnloadTarget::key_of(const PartName& name) const {
  using Format = sql::UnloadStatement::Format;
  std::string extension(extension_of(unload_.compression));
  if (unload_.format == Format::kParquet) extension = ".parquet";
  if (unload_.extension) extension = "." + *unload_.extension;
  const std::string prefix = destination_.key + name.partition;
  if (!unload_.parallel) return fmt::format("{}{:03}{}", prefix, name.number, extension);
  return fmt::format("{}{:04}_part_{:02}{}", prefix, name.slice, name.number, extension);
}

UnloadTarget::Part UnloadTarget::create(const PartName& name) {
  Part part{.key = key_of(name), .writer = nullptr};
  part.writer = store_.create(part.key);
  return part;
}

UnloadTarget::Part UnloadTarget::take(const PartName& name, const std::filesystem::path& file) {
  Part part{.key = key_of(name), .writer = nullptr};
  part.writer = store_.take(part.key, file);
  return part;
}

void UnloadTarget::add(Part part) {
  part.writer->finish();
  const MutexLock lock(mutex_);
  parts_.push_back(std::move(part));
}

std::vector<UnloadedFile> UnloadTarget::commit() {
  const MutexLock lock(mutex_);
  std::ranges::sort(parts_, {}, &Part::key);
  std::vector<UnloadedFile> files;
  for (const Part& part : parts_) {
    const std::string url = to_string(ObjectUrl{destination_.bucket, part.key});
    files.push_back({.url = url, .rows = part.rows, .size_bytes = part.size_bytes});
  }
  std::size_t visible = 0;
  try {
    for (; visible < parts_.size(); ++visible) parts_[visible].writer->commit();
    if (unload_.clean_path) clean_path();
    if (unload_.manifest)
      store_.write(destination_.key + "manifest", unload_manifest(unload_, shape_, files));
  } catch (Error& error) {
    take_back(visible);
    throw error.while_doing(
        fmt::format("publishing the objects of UNLOAD to {}", unload_.destination));
  }
  return files;
}

void UnloadTarget::take_back(std::size_t count) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < count; ++i) keys.push_back(parts_[i].key);
  store_.remove_all(keys);
}

// Whole prefixes, or, with PARTITION BY, the folders that are written. What was written just now stays.
void UnloadTarget::clean_path() {
  std::set<std::string> written;
  std::set<std::string> prefixes;
  for (const Part& part : parts_) {
    written.insert(part.key);
    if (!unload_.partition_by.empty()) prefixes.insert(part.key.substr(0, part.key.rfind('/') + 1));
  }
  if (unload_.partition_by.empty()) prefixes.insert(destination_.key);
  std::vector<std::string> others;
  for (const std::string& prefix : prefixes) {
    for (const auto& object : store_.list(prefix)) {
      if (!written.contains(object.key)) others.push_back(object.key);
    }
  }
  store_.remove_all(others);
}

}  // namespace darties::load
