#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Redshift's functions over texts that DuckDB lacks or does otherwise. Positions and lengths count characters from 1.

namespace darties::sql {

/// SUBSTRING: a start before the first character shortens the result by what lies before it.
/// Errors: kInvalid for a negative length.
std::string_view substring(std::string_view text, std::int64_t start, std::int64_t length);
std::string_view substring_from(std::string_view text, std::int64_t start) noexcept;

/// Part `number` between delimiters; "" beyond the last. Errors: kInvalid for a number below 1.
std::string_view split_part(std::string_view text, std::string_view delimiter, std::int64_t number);

std::int32_t length_in_characters(std::string_view text) noexcept;
/// Position of the first byte of `part` in `text`, from 1; 0: absent.
std::int32_t octet_index(std::string_view text, std::string_view part) noexcept;

/// The name as SQL reads it: in double quotes unless it is a plain lower-case word.
std::string quoted_identifier(std::string_view name);
/// 'text', with quotes and backslashes doubled.
std::string quoted_literal(std::string_view text);

/// The American Soundex code: four characters, "" for a text without letters.
std::string soundex(std::string_view text);
/// How many of the four characters of two Soundex codes agree.
std::int32_t soundex_difference(std::string_view a, std::string_view b);

}  // namespace darties::sql
