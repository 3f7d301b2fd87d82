#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace darties::load {

/// A stretch of bytes that is not UTF-8, and Redshift's number for what is wrong with it.
struct Utf8Fault {
  std::size_t offset = 0;
  std::size_t length = 0;
  int error =
      0;  ///< 1 more than four bytes, 2 cut off, 3 wrong first byte, 4 wrong further byte, 5 surrogate, 8 too
  ///< large, 9 no such character
};

/// The first stretch of `text`, from `from` on, that is not UTF-8.
std::optional<Utf8Fault> find_invalid_utf8(std::string_view text, std::size_t from = 0);

/// "String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: a4 (error 3)"
std::string describe(const Utf8Fault& fault, std::string_view text);

}  // namespace darties::load
