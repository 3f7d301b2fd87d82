#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace darties::xlsx {

/// A start tag of a small XML part, its names without prefixes: "sheet" for <x:sheet>.
struct XmlTag {
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;

  /// The attribute's value, or an empty text.
  std::string_view at(std::string_view attribute) const;
};

/// Where an XML text comes from, for messages.
struct XmlOrigin {
  std::string workbook;
  std::string part;
};

/// Calls `on_tag` for each start tag. Throws kInvalid with the byte where the XML is broken, and
/// for a document type declaration, which no workbook has.
void read_small_xml(std::string_view text, const XmlOrigin& origin,
                    const std::function<void(const XmlTag&)>& on_tag);

}  // namespace darties::xlsx
