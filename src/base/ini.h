#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace darties {

/// One option of an INI file, in the order of the file.
struct IniEntry {
  std::string section;  ///< as written: "AWS"
  std::string option;   ///< lower case, as configparser gives it: "key"
  std::string value;    ///< trimmed, one pair of quotes round it taken off
  Place place;          ///< of the option's name
};

/// Reads `dwh.cfg` as Python's configparser does (without its `%` interpolation): `key = value` or
/// `key: value`, full-line comments with '#' or ';', indented lines continue a value, options are
/// case-insensitive, section names are not. A BOM and CRLF are accepted; `file` names the text in
/// errors.
///
/// Throws kInvalid with the place for an option before the first section, a duplicate, or a line
/// that is no option.
std::vector<IniEntry> read_ini(std::string_view text, std::string_view file);

/// The text with this option set, read_ini gives `value` back. Comments, order, quotes, line ends and a byte order mark
/// stay; an option that is not there is added behind its section's last one, a section at the end. Text in which nothing
/// changes comes back as it is. Throws what read_ini throws, and kInvalid for a value of several lines and for a text so odd
/// that the value would not come back.
std::string set_ini_value(std::string_view text, std::string_view section, std::string_view option,
                          std::string_view value);

}  // namespace darties
