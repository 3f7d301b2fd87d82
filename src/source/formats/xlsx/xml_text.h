#pragma once

#include <string>
#include <string_view>

namespace darties::xlsx {

/// Whether text between two tags stands for other characters than it shows: an entity, a line end to make plain, or one
/// of Excel's own escapes (_x000D_).
bool needs_decoding(std::string_view raw);

/// Adds what `raw` stands for: &amp; &#233; &#xE9; are characters, "\r\n" and "\r" become "\n", _xHHHH_ is a UTF-16 unit.
/// Returns false for an entity that XML does not know and for a character that XML does not allow.
bool append_decoded(std::string_view raw, std::string& text);

}  // namespace darties::xlsx
