#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "lake/store.h"
#include "sql/copy_statement.h"

namespace darties::load {

/// Bytes in the order they come.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills as much of `into` as there is; 0 only at the end.
  virtual std::size_t read(std::span<char> into) = 0;
  /// How many bytes are left, or the most that there may be when that is not known.
  virtual std::uint64_t remaining() const = 0;
  /// Why the bytes ended before they should have, for a reject; empty: they did not.
  virtual std::string_view fault() const { return {}; }
};

/// The bytes [begin, end) of an object.
std::unique_ptr<ByteSource> read_range(std::shared_ptr<ObjectReader> object, std::uint64_t begin,
                                       std::uint64_t end);

/// Undoes a compression. `name` is what messages call the object.
/// Errors: kInvalid for bytes that are not in this format, or are cut off.
std::unique_ptr<ByteSource> decompress(sql::Compression compression,
                                       std::unique_ptr<ByteSource> source, std::string name);

}  // namespace darties::load
