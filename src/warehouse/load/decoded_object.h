#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "lake/store.h"
#include "warehouse/load/byte_source.h"

namespace darties::load {

/// A stream seen as an object: bytes are decoded as they are asked for and kept until they are taken. Thus one large
/// compressed object is decoded once, in order, and read by all threads: whoever comes for work decodes the next piece.
///
///     DecodedObject object(decompress(…));
///     const auto bound = RecordBounds(plan, object).next(at, at + piece);
///     const auto piece = object.take(bound);   // the bytes [at, bound)
///
/// Offsets count decoded bytes. Threads: one at a time. Memory: what is kept, at most kMostKept.
class DecodedObject : public ObjectReader {
 public:
  static constexpr std::size_t kMostKept = 16 * 1024 * 1024;

  explicit DecodedObject(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  /// The most that there may be as long as the end was not seen.
  std::uint64_t size_bytes() const override;
  /// Nothing before what was taken can be read again. Gives less than asked at the end, and when more than kMostKept
  /// would have to be kept.
  std::size_t read_at(std::uint64_t offset, std::span<char> into) override;

  /// Hands out the bytes before `end`, which were read before.
  std::unique_ptr<ByteSource> take(std::uint64_t end);
  /// Hands out all that is left: what is kept, then the stream itself.
  std::unique_ptr<ByteSource> take_rest();

 private:
  void decode_up_to(std::uint64_t offset);

  std::unique_ptr<ByteSource> source_;
  std::vector<char> kept_;
  std::uint64_t begin_ = 0;  // of kept_ in the decoded object
  bool ended_ = false;
};

}  // namespace darties::load
