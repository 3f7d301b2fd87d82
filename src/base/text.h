#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace darties {

/// True when `bytes` is well-formed UTF-8 (no overlong forms, no surrogates, nothing above
/// U+10FFFF).
bool is_valid_utf8(std::string_view bytes);

/// How many characters (code points) valid UTF-8 holds.
std::size_t count_characters(std::string_view utf8);

/// How many terminal cells the text takes: wide East Asian characters two, combining marks none.
std::size_t display_width(std::string_view utf8);

/// Without blanks, tabs and line ends on both sides.
std::string_view trim(std::string_view text);

/// The pieces between separators, empty ones included: split("a,,b", ',') is {"a", "", "b"}.
std::vector<std::string_view> split(std::string_view text, char separator);

/// The lines without their "\n" or "\r\n". A final line end makes no further line.
std::vector<std::string_view> split_lines(std::string_view text);

std::string join(std::span<const std::string> pieces, std::string_view separator);

/// A to Z in lower (upper) case, every other byte as it is.
std::string lower_ascii(std::string_view text);
std::string upper_ascii(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);

/// A field of CSV (RFC 4180): in double quotes where a comma, a quote or a line's end is in it, else as it is.
std::string csv_field(std::string_view text);

std::string replace_all(std::string_view text, std::string_view what, std::string_view with);

/// The fewest insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate a person most likely meant, letter case aside; none when nothing is near.
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates);

/// ` (did you mean 'stage'?)`, or the empty text: made to end an error message.
std::string suggestion(std::string_view name, std::span<const std::string> candidates);

/// Shell patterns: '*' any characters but '/', '**' any characters, '?' one but '/', '[a-z]' and
/// '[!a-z]' a set.
bool matches_glob(std::string_view pattern, std::string_view text);

/// "1,728": whole numbers for people.
std::string with_thousands(std::int64_t number);

/// "715.2 MB" (powers of ten), "412 bytes".
std::string human_bytes(std::uint64_t bytes);

/// "0.25 s", "1 min 12 s", "3 ms".
std::string human_duration(std::int64_t milliseconds);

/// The milliseconds of "500ms", "30s", "10m", "2h" or "1d"; a bare number is seconds. None for other texts and for negative or
/// absurdly long times.
std::optional<std::int64_t> parse_duration_ms(std::string_view text);

}  // namespace darties
