#include "lake/store.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "base/file_descriptor.h"
#include "base/files.h"

namespace darties {

std::unique_ptr<ObjectWriter> Store::take(std::string_view key, const std::filesystem::path& file) {
  constexpr std::size_t kPiece = 1024 * 1024;
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

}  // namespace darties
