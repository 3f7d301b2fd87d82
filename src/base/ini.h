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

}  // namespace darties
