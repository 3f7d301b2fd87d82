#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lake/store.h"

namespace darties {

/// The bytes of a text file with the place of the one read next; a byte order mark at the front is passed over.
///
/// Errors: kInvalid for a single line above kMaxLineBytes.
class LineReader {
 public:
  static constexpr std::size_t kMaxLineBytes = 256 << 20;

  LineReader(ObjectReader& bytes, std::string file);

  /// The next line without its "\n" or "\r\n", good until the next call; false at the end of the file.
  bool next(std::string_view& line);
  /// The number of the line read last, from 1.
  std::uint64_t line_number() const { return line_number_; }
  const std::string& file() const { return file_; }

 private:
  bool read_more();

  ObjectReader& bytes_;
  std::string file_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
  std::uint64_t line_number_ = 0;
};

}  // namespace darties
