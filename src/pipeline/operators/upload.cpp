#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <vector>

#include "base/cancellation.h"
#include "base/files.h"
#include "base/log.h"
#include "lake/lake.h"
#include "pipeline/operator.h"
#include "pipeline/params.h"
#include "pipeline/project.h"
#include "pipeline/task_context.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = 1 << 20;

constexpr Param kParams[] = {
    {.name = "from",
     .help = "A file or folder of the project; names that begin with '.' are left out.",
     .required = true},
    {.name = "to",
     .help = "Where to: `s3://bucket/prefix`. A folder's files keep their names below it.",
     .required = true},
};

struct Copy {
  fs::path file;
  std::string key;
};

std::vector<Copy> copies_of(const Params& params, const Project& project) {
  const fs::path from = project.resolve(params.at("from"));
  std::string prefix = parse_object_url(params.at("to")).key;
  if (fs::is_regular_file(from)) {
    if (prefix.empty() || prefix.ends_with('/')) prefix += from.filename().string();
    return {{from, prefix}};
  }
  if (!fs::is_directory(from)) {
    throw Error(ErrorKind::kNotFound, "no such file or folder: {}", params.at("from"))
        .at(params.place("from"));
  }
  if (!prefix.empty() && !prefix.ends_with('/')) prefix += '/';
  std::vector<Copy> copies;
  for (auto entry = fs::recursive_directory_iterator(from);
       entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry->path().filename().string().starts_with('.')) {
      if (entry->is_directory()) entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_regular_file()) {
      copies.push_back(
          {entry->path(), prefix + entry->path().lexically_relative(from).generic_string()});
    }
  }
  std::sort(copies.begin(), copies.end(),
            [](const Copy& a, const Copy& b) { return a.key < b.key; });
  return copies;
}

/// Reads `file` piece by piece, so that its size does not matter.
void for_each_piece(const fs::path& file, const std::function<bool(std::string_view piece)>& take) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw error_from_errno(errno, "cannot read " + file.string());
  std::string piece(kPieceBytes, '\0');
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto count = static_cast<std::size_t>(stream.gcount());
    if (count > 0 && !take({piece.data(), count})) return;
  }
  if (stream.bad()) throw error_from_errno(errno, "cannot read " + file.string());
}

/// Whether the lake holds these bytes already.
bool is_there(Store& store, const Copy& copy, std::uint64_t size) {
  const auto listed = store.list(copy.key);
  if (listed.empty() || listed.front().key != copy.key || listed.front().size_bytes != size)
    return false;
  const auto there = store.open(copy.key);
  std::string other(kPieceBytes, '\0');
  std::uint64_t offset = 0;
  bool same = true;
  for_each_piece(copy.file, [&](std::string_view piece) {
    const std::size_t count = there->read_at(offset, {other.data(), piece.size()});
    same = piece == std::string_view(other.data(), count);
    offset += count;
    return same;
  });
  return same;
}

void upload(Store& store, const Copy& copy, const std::stop_token& stop) {
  const auto writer = store.create(copy.key);
  for_each_piece(copy.file, [&](std::string_view piece) {
    throw_if_cancelled(stop, "uploading " + copy.file.string());
    writer->write(piece);
    return true;
  });
  writer->commit();
}

void run(const Params& params, TaskContext& context) {
  Store& store = context.lake().bucket(parse_object_url(params.at("to")).bucket);
  std::int64_t unchanged = 0;
  const std::vector<Copy> copies = copies_of(params, context.project());
  for (const Copy& copy : copies) {
    throw_if_cancelled(context.stop(), "uploading files");
    const std::uint64_t size = fs::file_size(copy.file);
    if (is_there(store, copy, size)) {
      ++unchanged;
    } else {
      upload(store, copy, context.stop());
    }
    context.add({.bytes = static_cast<std::int64_t>(size), .files = 1});
  }
  context.log().info("uploaded files={} unchanged={} to={}", copies.size(), unchanged,
                     params.at("to"));
}

std::string plan(const Params& params, Project& project) {
  std::string text;
  for (const Copy& copy : copies_of(params, project)) {
    text +=
        fmt::format("{} -> {}\n", copy.file.lexically_relative(project.folder()).generic_string(),
                    to_string(ObjectUrl{parse_object_url(params.at("to")).bucket, copy.key}));
  }
  return text;
}

}  // namespace

extern const Operator upload_operator;
const Operator upload_operator{
    .name = "upload",
    .summary = "Copies files of the project into the lake; those that are there already stay.",
    .params = kParams,
    .run = run,
    .plan = plan,
    .needs_warehouse = false,
};

}  // namespace darties
