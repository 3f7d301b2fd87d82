#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_cursor.h"

namespace darties::load {

/// Finds the number of a key among the keys that a load looks for.
///
/// Objects of one file nearly always have the same keys in the same order, written in the same way. So the bytes from a
/// key's first quote to its value are remembered by place: the third key of the next object is compared with them first,
/// 16 bytes at a time. Only when they differ is the key read and looked up in a table.
class JsonKeys {
 public:
  static constexpr int kUnknown = -1;

  JsonKeys(const std::vector<std::string>& keys, bool ignore_case);

  /// Steps over the key, the colon and the blanks round it. `place` is the member's number in its object, from 0.
  /// False for what is no key of JSON.
  bool read(JsonCursor& cursor, std::size_t place, int& key) {
    if (place < guesses_.size() && guesses_[place].matches(cursor.position())) {
      key = guesses_[place].key;
      cursor.move_to(cursor.position() + guesses_[place].size);
      cursor.skip_blanks();
      return true;
    }
    return read_new(cursor, place, key);
  }

 private:
  struct Guess {
    static constexpr std::size_t kMost = 32;
    char bytes[kMost] = {};
    std::uint32_t size = 0;
    int key = kUnknown;

    bool matches(const char* p) const;
  };

  bool read_new(JsonCursor& cursor, std::size_t place, int& key);
  int find(std::string_view key) const;
  std::size_t slot_of(std::string_view key) const;

  std::vector<std::string> keys_;
  bool ignore_case_;
  std::vector<int> table_;  // open addressing; its size is a power of two
  std::vector<Guess> guesses_;
};

inline bool JsonKeys::Guess::matches(const char* p) const {
  if (size == 0) return false;
#if defined(__SSE2__)
  const auto differs = [&](std::size_t from) {
    const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + from));
    const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + from));
    return ~static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(a, b)));
  };
  if (size <= 16) return (differs(0) & (0xffffu >> (16 - size))) == 0;
  return (differs(0) & 0xffffu) == 0 && (differs(16) & (0xffffu >> (32 - size))) == 0;
#else
  return std::memcmp(p, bytes, size) == 0;
#endif
}

}  // namespace darties::load
