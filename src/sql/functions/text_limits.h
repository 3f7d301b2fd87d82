#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// A VARCHAR has at most 65,535 bytes. Functions that make texts longer say so before they make them; DuckDB knows no end.

namespace darties::sql {

inline constexpr std::size_t kLongestText = 65'535;
/// Of a SUPER value.
inline constexpr std::size_t kLongestSuper = 16'000'000;

/// Errors: kInvalid when a text of so many bytes is too long.
void check_text_size(std::size_t bytes);

/// The text itself. Errors: kInvalid when it is too long.
std::string_view limited_text(std::string_view text);
/// The same of the text of a SUPER value.
std::string_view limited_super(std::string_view json);
/// The length that LPAD and RPAD shall make. Errors: kInvalid when no text is that long.
std::int32_t limited_length(std::int32_t characters);

/// REPEAT and REPLACE. Errors: kInvalid when the result is too long.
std::string repeat_text(std::string_view text, std::int64_t times);
std::string replace_text(std::string_view text, std::string_view from, std::string_view to);

}  // namespace darties::sql
