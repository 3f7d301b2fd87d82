#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace darties {

/// How a text file is to be read, where it does not say so itself.
struct TextOptions {
  char separator = '\0';        ///< between the fields of CSV; '\0': found out from its records
  char quote = '"';             ///< around fields of CSV; '\0': none
  char escape = '\0';           ///< makes the next character of CSV literal; '\0': none
  std::uint64_t skip_rows = 0;  ///< lines of CSV in front of the table, not looked at
  std::string encoding;         ///< "windows-1252"; empty: by its byte order mark, else UTF-8
  std::string records;          ///< where the records of XML and JSON are: "order/line"

  bool operator==(const TextOptions&) const = default;
};

/// The character that an option such as `separator` asks for: one of ASCII, "tab", "\t" or "none" ('\0').
/// Throws kInvalid, naming the option, for anything else.
char parse_text_sign(std::string_view option, std::string_view text);

}  // namespace darties
