#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace darties::load {

/// One step of a jsonpath: a member's name or an element's index.
using JsonStep = std::variant<std::string, std::size_t>;
using JsonPath = std::vector<JsonStep>;

/// Reads one jsonpath, in bracket ("$['store']['book'][0]") or dot notation ("$.store.book[0]").
/// Errors: kInvalid with the path and the byte where it goes wrong.
JsonPath parse_json_path(std::string_view path);

/// Reads a jsonpaths file: one object with the key "jsonpaths", a list of paths of one notation. Without that key the
/// list is empty, and COPY goes on as with 'auto'.
/// Errors: kInvalid, saying what is wrong with the file.
std::vector<JsonPath> parse_jsonpaths_file(std::string_view text);

/// Where in a document the columns lie: a tree of what to look for, so that a document is walked over once.
struct JsonShape {
  std::vector<std::size_t> columns;                       ///< that take the value found here
  std::map<std::string, JsonShape, std::less<>> members;  ///< of an object found here
  std::map<std::size_t, JsonShape> elements;              ///< of an array found here
  bool ignore_case = false;  ///< members are in lower case, and match keys of any case

  bool leaf() const { return members.empty() && elements.empty(); }
  void add(const JsonPath& path, std::size_t column);
};

}  // namespace darties::load
