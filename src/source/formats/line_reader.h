#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "source/formats/text_bytes.h"

namespace darties {

/// The lines of a text file as UTF-8, with the place of the one read next.
///
/// Errors: kInvalid for a single line above kMostRecordBytes and for bytes that are not of the encoding, with their place.
class LineReader {
 public:
  LineReader(ObjectReader& bytes, std::string file, std::string_view encoding = "");

  /// What the file begins with, some 64 KB or all of it. Call before next().
  std::string_view start() const { return std::string_view(buffer_).substr(0, 64 << 10); }
  /// Whether start() is the whole file.
  bool start_is_all();
  /// Lines end with a carriage return alone, as on old Macs; else with "\n" or "\r\n".
  void end_lines_with_carriage_returns() { line_end_ = '\r'; }

  /// The next line without its end, good until the next call; false at the end of the file.
  bool next(std::string_view& line);
  /// The number of the line read last, from 1.
  std::uint64_t line_number() const { return line_number_; }
  const std::string& file() const { return file_; }
  /// Which encoding was taken for granted; empty when it is UTF-8 or was named.
  const std::string& note() const { return bytes_.note(); }

 private:
  Place end_of_buffer() const;
  bool read_more();

  TextBytes bytes_;
  std::string file_;
  std::string buffer_;
  std::size_t begin_ = 0;
  char line_end_ = '\n';
  std::uint64_t line_number_ = 0;
};

}  // namespace darties
