#pragma once

#include <string>
#include <string_view>

namespace darties {

/// The charset that a Content-Type names ("text/csv; charset=ISO-8859-1"); empty when it names none.
std::string charset_of(std::string_view content_type);

/// `bytes` as UTF-8, without a byte order mark. `charset` as a web server names it; empty: UTF-8, or UTF-16 where a mark says so.
/// Throws kInvalid for a charset that nobody knows and for bytes that are not of it, with their offset.
std::string to_utf8(std::string_view bytes, std::string_view charset);

}  // namespace darties
