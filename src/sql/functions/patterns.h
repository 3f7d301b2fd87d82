#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// REGEXP_*: positions count characters from 1, matches of an occurrence from 1. The flags are those of RegularExpression.
// Errors: kInvalid for a position or occurrence below 1, and those of RegularExpression.

namespace darties::sql {

/// "" when nothing matches.
std::string_view regexp_substr(std::string_view text, std::string_view pattern,
                               std::int64_t position, std::int64_t occurrence,
                               std::string_view flags);

/// Where the match begins, or with `option` 1 where the text after it begins; 0 when nothing matches.
std::int32_t regexp_instr(std::string_view text, std::string_view pattern, std::int64_t position,
                          std::int64_t occurrence, std::int64_t option, std::string_view flags);

std::int32_t regexp_count(std::string_view text, std::string_view pattern, std::int64_t position,
                          std::string_view flags);

/// Replaces every match; $1 to $9 in `replacement` are groups, $0 and $& the match.
std::string regexp_replace(std::string_view text, std::string_view pattern,
                           std::string_view replacement, std::int64_t position,
                           std::string_view flags);

}  // namespace darties::sql
