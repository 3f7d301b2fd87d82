#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "sql/type.h"

namespace darties::load {

__extension__ using Int128 = __int128;

/// How the values of a column lie in memory, in arrays an engine can take as they are.
enum class Storage {
  kBool,  ///< one byte
  kInt16,
  kInt32,
  kInt64,
  kInt128,  ///< low word first
  kFloat,
  kDouble,
  kDate,       ///< int32: days since 1970-01-01
  kTime,       ///< int64: microseconds since midnight
  kTimestamp,  ///< int64: microseconds since 1970-01-01 00:00:00 UTC
  kString,     ///< StringSlot
};

/// The storage of a Redshift type. DECIMAL lies in the narrowest integer that holds its precision.
Storage storage_of(const sql::Type& type);

/// A string of a batch: up to 12 bytes in place, longer ones by reference to bytes that outlive the batch.
struct alignas(8) StringSlot {
  static constexpr std::size_t kInPlace = 12;

  std::uint32_t length = 0;
  char bytes[kInPlace] =
      {};  ///< the whole text; or its first four bytes, then the address of all of it

  void set(std::string_view text) {
    length = static_cast<std::uint32_t>(text.size());
    if (text.size() <= kInPlace) {
      std::memset(bytes, 0, kInPlace);
      if (!text.empty()) std::memcpy(bytes, text.data(), text.size());
    } else {
      const char* const address = text.data();
      std::memcpy(bytes, address, 4);
      std::memcpy(bytes + 4, &address, sizeof address);
    }
  }

  /// The same for a text that is followed by at least twelve bytes that may be read.
  void set_padded(std::string_view text) {
    if (text.size() > kInPlace) return set(text);
    // Twelve bytes are taken at once, and those behind the text are made zero.
    std::uint64_t low = 0;
    std::uint32_t high = 0;
    std::memcpy(&low, text.data(), sizeof low);
    std::memcpy(&high, text.data() + sizeof low, sizeof high);
    const std::size_t bits = text.size() * 8;
    low = bits >= 64 ? low : low & ((std::uint64_t{1} << bits) - 1);
    high = bits >= 96 ? high : bits <= 64 ? 0 : high & ((std::uint32_t{1} << (bits - 64)) - 1);
    length = static_cast<std::uint32_t>(text.size());
    std::memcpy(bytes, &low, sizeof low);
    std::memcpy(bytes + sizeof low, &high, sizeof high);
  }
};
static_assert(sizeof(StringSlot) == 16);
static_assert(std::endian::native == std::endian::little,
              "set_padded() takes the first byte for the lowest");

/// One column of a batch. The arrays belong to whoever made the batch.
struct ColumnBuffer {
  void* values = nullptr;
  std::uint64_t* validity =
      nullptr;  ///< one bit a row, 1 = there is a value; all 1 in a fresh batch

  template <class T>
  T* as() {
    return static_cast<T*>(values);
  }
  void set_null(std::size_t row) { validity[row / 64] &= ~(std::uint64_t{1} << (row % 64)); }
  void set_valid(std::size_t row) { validity[row / 64] |= std::uint64_t{1} << (row % 64); }
};

/// Rows on their way into an engine, column by column. `rows` of `capacity` are filled.
struct RowBatch {
  std::vector<ColumnBuffer> columns;
  std::size_t rows = 0;
  std::size_t capacity = 0;
};

}  // namespace darties::load
