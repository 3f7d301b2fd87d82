#include "lake/read_through.h"

#include <algorithm>
#include <future>
#include <string>

namespace darties {
namespace {

constexpr std::uint64_t kPieceBytes = 16 << 20;

}  // namespace

std::uint64_t read_through(ObjectReader& object,
                           const std::function<bool(std::string_view)>& take) {
  const std::uint64_t size = object.size_bytes();
  const std::uint64_t piece_bytes = std::min(kPieceBytes, size);
  std::string piece(piece_bytes, '\0');
  std::string next(size > piece_bytes ? piece_bytes : 0, '\0');
  std::uint64_t offset = 0;
  std::size_t got = object.read_at(0, piece);
  while (got > 0) {
    std::future<std::size_t> coming;
    if (offset + got < size) {
      coming = std::async(std::launch::async,
                          [&, at = offset + got] { return object.read_at(at, next); });
    }
    const bool go_on = take({piece.data(), got});
    offset += got;
    got = coming.valid() ? coming.get() : 0;
    if (!go_on) break;
    piece.swap(next);
  }
  return offset;
}

}  // namespace darties
