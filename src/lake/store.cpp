#include "lake/store.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "base/files.h"

namespace darties {
namespace {

constexpr std::size_t kPiece = 1024 * 1024;

}  // namespace

std::unique_ptr<ObjectWriter> Store::take(std::string_view key, const std::filesystem::path& file) {
  const FileDescriptor from(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!from) throw error_from_errno(errno, "cannot read " + shown_path(file));
  auto writer = create(key);
  std::string piece(kPiece, '\0');
  for (;;) {
    const ssize_t got = ::read(from.get(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw error_from_errno(errno, "cannot read " + shown_path(file));
    if (got == 0) break;
    writer->write({piece.data(), static_cast<std::size_t>(got)});
  }
  std::filesystem::remove(file);
  return writer;
}

void Store::list_pages(std::string_view prefix, std::string_view delimiter,
                       const std::function<void(const ListPage& page)>& take) {
  ListPage page;
  for (ObjectInfo& object : list(prefix)) {
    const std::size_t end =
        delimiter.empty() ? std::string::npos : object.key.find(delimiter, prefix.size());
    if (end == std::string::npos) {
      page.objects.push_back(std::move(object));
      continue;
    }
    const std::string folder = object.key.substr(0, end + delimiter.size());
    if (page.folders.empty() || page.folders.back() != folder) page.folders.push_back(folder);
  }
  take(page);
}

std::vector<std::optional<ObjectInfo>> Store::find_all(std::span<const std::string> keys) {
  std::vector<std::optional<ObjectInfo>> found;
  for (const std::string& key : keys) found.push_back(find(key));
  return found;
}

void Store::copy(std::string_view from, std::string_view to) {
  const auto reader = open(from);
  const auto writer = create(to);
  std::string piece(std::min<std::uint64_t>(reader->size_bytes(), kPiece), '\0');
  std::uint64_t at = 0;
  while (const std::size_t got = reader->read_at(at, piece)) {
    writer->write({piece.data(), got});
    at += got;
  }
  writer->commit();
}

void Store::remove_all(std::span<const std::string> keys) {
  std::optional<Error> first;
  std::size_t failed = 0;
  for (const std::string& key : keys) {
    try {
      remove(key);
    } catch (const Error& error) {
      if (!first) first = error;
      ++failed;
    }
  }
  if (!first) return;
  throw first->while_doing(
      fmt::format("deleting {} objects, {} of which are left", keys.size(), failed));
}

}  // namespace darties
