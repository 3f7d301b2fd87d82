#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace darties::samples {

/// UTF-8 text as the event simulator stored it: every byte read as a Latin-1 character, twice.
/// "Björk" becomes "BjÃ\u0083Â¶rk". ASCII stays.
std::string encode_twice_more(std::string_view utf8);

/// A JSON string, with its quotes, as PHP writes it: '/' as \/ and everything outside ASCII as
/// \uXXXX.
std::string php_json(std::string_view utf8);

/// A JSON string, with its quotes, as Python writes it: '/' stays, everything outside ASCII as
/// \uXXXX.
std::string python_json(std::string_view utf8);

/// A number of hundred-thousandths as a decimal without closing zeros: 28899220 is "288.9922".
std::string decimal5(std::int64_t hundred_thousandths);

/// Appends a whole number.
void append_number(std::string& out, std::int64_t value);

}  // namespace darties::samples
