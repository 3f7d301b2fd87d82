#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "warehouse/load/byte_source.h"

namespace darties::load {

/// A stretch of the input in memory, that slides over one source after the other.
///
/// Bytes stay where they are, so that strings of a batch may point into them, until slide() is called. Behind the bytes
/// stand kPadding zero bytes, as JsonCursor needs them.
class Window {
 public:
  static constexpr std::size_t kPadding = 64;
  static constexpr std::size_t kCapacity = 2 * 1024 * 1024;
  /// Redshift's limit for one row, and the window's for bytes that belong together.
  static constexpr std::size_t kLongestRow = 4 * 1024 * 1024;

  Window();

  /// From here on the bytes of `source`, the first of which is at `offset` of its object. What was unread is gone.
  void attach(ByteSource& source, std::uint64_t offset);

  enum class Filled { kMore, kNoRoom, kEnd };
  /// Reads on behind the bytes that are there. kNoRoom: slide() must come first. kEnd: the source has no more.
  Filled fill();
  /// Moves the unread bytes to the front, and gives the buffer more room when they fill it. Views into it are void.
  /// Errors: kInvalid when more than kLongestRow bytes are unread.
  void slide();

  /// Forgets all bytes; views into the window are void.
  void clear();

  const char* begin() const { return buffer_.get() + begin_; }
  const char* end() const { return buffer_.get() + end_; }
  std::string_view unread() const { return {begin(), end_ - begin_}; }
  void consume_to(const char* position);
  /// True when the unread bytes are the last of the source.
  bool last() const { return last_; }
  /// Where in its object the byte at `position` stands.
  std::uint64_t offset_of(const char* position) const {
    return offset_ + static_cast<std::uint64_t>(position - begin());
  }

 private:
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = kCapacity;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;  // of the byte at begin_ in its object
  ByteSource* source_ = nullptr;
  bool last_ = true;
};

}  // namespace darties::load
