#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "lake/store.h"

namespace darties {

/// The bytes of a text file as valid UTF-8, piece by piece. A byte order mark is passed over; without one, and without a name
/// of the encoding, the text is UTF-8.
///
/// Bytes that are not of the encoding are an Error of kInvalid without a place. All that stands in front of them is given out
/// first, so that who counts lines can say where they are.
class TextBytes {
 public:
  /// What text without a name of its encoding becomes when it is not UTF-8.
  enum class Otherwise { kRefuse, kWindows1252 };

  /// Throws kInvalid for an `encoding` that nobody knows.
  TextBytes(ObjectReader& bytes, std::string_view encoding, Otherwise otherwise);
  ~TextBytes();

  /// Adds the next piece to `text`; false at the end.
  bool read(std::string& text);

  /// Which encoding was taken, when it is not UTF-8 and nobody named it: "read as Windows-1252: …"; else empty.
  const std::string& note() const { return note_; }

 private:
  struct Converter;

  bool fetch();
  void look_for_mark(std::string_view named);
  void decode(std::string& text);
  void decode_utf8(std::string& text);
  void turn_to_windows_1252();
  void convert(std::string& text);
  void convert_with(std::string_view encoding);

  ObjectReader& bytes_;
  Otherwise otherwise_;
  std::unique_ptr<Converter> converter_;  // absent: the bytes are UTF-8
  bool by_guess_ = false;                 // converter_ stands in for UTF-8 that was none
  bool has_named_encoding_ = false;
  bool at_end_ = false;
  bool saw_beyond_ascii_ = false;
  bool converted_some_ = false;
  std::uint64_t offset_ = 0;
  std::string raw_;  // read, and not decoded yet
  std::string fault_;
  std::string note_;
};

}  // namespace darties
