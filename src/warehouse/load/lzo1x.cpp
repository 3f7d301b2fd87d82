// LZO1X: a block is a row of instructions. Each repeats bytes that are already there (a match: so many bytes, from so far
// back), and is followed by 0 to 3 new bytes (literals); a longer run of literals has an instruction of its own. What the
// codes 0 to 15 mean depends on how many literals came before, which is the one thing to remember between instructions.
//
//   code      match                          distance, from the bits of the code and the byte or two behind it
//   0-15      none: a long run of literals   after no literals
//   0-15      2 bytes                        1 - 1,024, after 1 to 3 literals
//   0-15      3 bytes                        2,049 - 3,072, after a long run
//   16-31     3 bytes and more               16,385 - 49,151; 16,384 ends the block
//   32-63     3 bytes and more               1 - 16,384
//   64-255    3 to 8 bytes                   1 - 2,048
//
// The first byte of a block, when it is above 17, is a run of so many literals less 17.
#include "warehouse/load/lzo1x.h"

#include <algorithm>
#include <cstring>

namespace darties::load {
namespace {

constexpr std::size_t kMostPerByte = 255;
constexpr unsigned kFirstLiterals = 17;
constexpr std::size_t kLongRun = 4;  // so many literals, or more, stand in the memory as this
constexpr std::size_t kFarDistance = 16384;

struct Match {
  std::size_t length = 0;
  std::size_t distance = 0;
  std::size_t literals = 0;
};

class Block {
 public:
  Block(std::span<const unsigned char> packed, std::span<unsigned char> plain)
      : packed_(packed), plain_(plain) {}

  bool decode();

 private:
  bool is_there(std::size_t bytes) const { return packed_.size() - read_ >= bytes; }
  bool read_first_literals();
  bool read_length(std::size_t in_code, std::size_t most_in_code, std::size_t& length);
  bool read_match(unsigned code, Match& match);
  bool read_short_match(unsigned code, Match& match);
  bool read_long_match(unsigned code, Match& match);
  bool copy_literals(std::size_t count);
  bool repeat(std::size_t length, std::size_t distance);

  std::span<const unsigned char> packed_;
  std::span<unsigned char> plain_;
  std::size_t read_ = 0;
  std::size_t written_ = 0;
  std::size_t literals_before_ = 0;
};

bool Block::decode() {
  if (!read_first_literals()) return false;
  while (is_there(1)) {
    const unsigned code = packed_[read_++];
    if (code < 16 && literals_before_ == 0) {
      std::size_t length = 0;
      if (!read_length(code, 15, length) || !copy_literals(3 + length)) return false;
      literals_before_ = kLongRun;
      continue;
    }
    Match match;
    if (!read_match(code, match)) return false;
    if (code < 32 && match.distance == kFarDistance)
      return match.length == 3 && read_ == packed_.size() && written_ == plain_.size();
    if (!repeat(match.length, match.distance) || !copy_literals(match.literals)) return false;
    literals_before_ = match.literals;
  }
  return false;
}

bool Block::read_first_literals() {
  if (!is_there(1) || packed_[0] <= kFirstLiterals) return true;
  const std::size_t count = packed_[read_++] - kFirstLiterals;
  literals_before_ = std::min(count, kLongRun);
  return copy_literals(count);
}

// A length that does not fit into its code goes on behind it: 255 for each zero, then a last byte.
bool Block::read_length(std::size_t in_code, std::size_t most_in_code, std::size_t& length) {
  length = in_code;
  if (in_code != 0) return true;
  length = most_in_code;
  for (; is_there(1) && packed_[read_] == 0; ++read_) length += kMostPerByte;
  if (!is_there(1)) return false;
  length += packed_[read_++];
  return true;
}

bool Block::read_match(unsigned code, Match& match) {
  return code >= 16 && code < 64 ? read_long_match(code, match) : read_short_match(code, match);
}

bool Block::read_short_match(unsigned code, Match& match) {
  if (!is_there(1)) return false;
  const std::size_t high = packed_[read_++];
  match.literals = code & 3;
  if (code >= 64) {
    match.length = (code >> 5) + 1;
    match.distance = (high << 3) + (code >> 2 & 7) + 1;
  } else {
    const bool after_run = literals_before_ == kLongRun;
    match.length = after_run ? 3 : 2;
    match.distance = (high << 2) + (code >> 2) + (after_run ? 2049 : 1);
  }
  return true;
}

bool Block::read_long_match(unsigned code, Match& match) {
  const bool is_far = code < 32;
  if (!read_length(code & (is_far ? 7 : 31), is_far ? 7 : 31, match.length) || !is_there(2))
    return false;
  match.length += 2;
  const std::size_t pair = packed_[read_] | packed_[read_ + 1] << 8;
  read_ += 2;
  match.literals = pair & 3;
  match.distance = (pair >> 2) + 1;
  if (is_far) match.distance += kFarDistance - 1 + ((code & 8) != 0 ? kFarDistance : 0);
  return true;
}

bool Block::copy_literals(std::size_t count) {
  if (!is_there(count) || plain_.size() - written_ < count) return false;
  if (count != 0) std::memcpy(plain_.data() + written_, packed_.data() + read_, count);
  read_ += count;
  written_ += count;
  return true;
}

// A match may reach into what it writes itself: the bytes from `distance` back then come again and again.
bool Block::repeat(std::size_t length, std::size_t distance) {
  if (distance > written_ || plain_.size() - written_ < length) return false;
  unsigned char* const to = plain_.data() + written_;
  const unsigned char* const from = to - distance;
  for (std::size_t done = 0; done < length;) {  // each round doubles what can be copied at once
    const std::size_t size = std::min(length - done, distance + done);
    std::memcpy(to + done, from, size);
    done += size;
  }
  written_ += length;
  return true;
}

}  // namespace

bool decompress_lzo1x(std::span<const unsigned char> packed, std::span<unsigned char> plain) {
  return Block(packed, plain).decode();
}

bool lzo1x_can_hold(std::size_t packed_size, std::size_t plain_size) {
  return plain_size / kMostPerByte <= packed_size;
}

}  // namespace darties::load
