#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "source/formats/text_bytes.h"

namespace darties {

/// The JSON values of a text, one after the other: a line each, over many lines, or without anything between them. The
/// members of a list count as such values. Only where a value ends is looked at; whether it is JSON, its reader finds out.
///
/// Errors: kInvalid with the line, for a value above kMostRecordBytes, for one that is not closed and for what stands
/// between the values.
class JsonTexts {
 public:
  JsonTexts(ObjectReader& bytes, std::string file, std::string_view encoding);

  /// The next value, an object or something else, good until the next call; false at the end.
  bool next(std::string_view& text);
  /// The line where the value that was read last begins, from 1.
  std::uint64_t line_number() const { return line_; }
  [[noreturn]] void fail(std::string_view reason) const;
  /// Which encoding was taken for granted; empty when it is UTF-8 or was named.
  const std::string& note() const { return bytes_.note(); }

 private:
  /// Where at_ stands, in the list that is open or in none.
  enum class Position { kOutside, kListStart, kAfterMember, kAfterComma };

  bool skip_blanks();
  bool enter();
  bool read_more();
  std::size_t end_of_value();
  std::size_t end_of_nested();

  TextBytes bytes_;
  std::string file_;
  std::string buffer_;
  std::size_t at_ = 0;           // in buffer_, what is read next
  std::uint64_t line_ = 1;       // of the value read last
  std::uint64_t next_line_ = 1;  // of at_
  Position position_ = Position::kOutside;
};

}  // namespace darties
