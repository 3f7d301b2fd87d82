#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace darties::xlsx {

/// A start tag of a small XML part that belongs to the namespace of the part's first element; its names without prefixes:
/// "sheet" for <x:sheet>.
struct XmlTag {
  std::string_view name;
  std::string_view parent;  ///< the name of the element around it; empty for the first one
  /// Names as written without a prefix; with one, the namespace stands before the name, with a line end between them.
  std::vector<std::pair<std::string_view, std::string_view>> attributes;

  /// The value of an attribute without a prefix, or an empty text.
  std::string_view at(std::string_view attribute) const;
  /// The value of `r:id`, by whichever prefix the namespace of relationships goes; else that of a bare `id`.
  std::string_view relationship_id() const;
};

/// Where an XML text comes from, for messages.
struct XmlOrigin {
  std::string workbook;
  std::string part;
};

/// Calls `on_tag` for each start tag of the part's own namespace, which is that of its first element: of the transitional or of the
/// strict form of OOXML, or of none. Elements of other namespaces (extensions such as <x15:workbookPr>) are passed over with all
/// that is in them; of <mc:AlternateContent> the fallback is taken, which is meant for those who know no extension.
///
/// Throws kInvalid with the byte where the XML is broken, and for a document type declaration, which no workbook has.
void read_small_xml(std::string_view text, const XmlOrigin& origin,
                    const std::function<void(const XmlTag&)>& on_tag);

}  // namespace darties::xlsx
