#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace darties {

/// An element of an XML document. Cheap to copy; keeps its document alive. Names are compared without their prefix.
/// An element that is not there is an empty node: it has no text and no children.
class XmlNode {
 public:
  XmlNode();
  ~XmlNode();
  XmlNode(const XmlNode&);
  XmlNode& operator=(const XmlNode&);

  explicit operator bool() const;
  std::string name() const;
  /// The first element below by this path of names: "Role/Arn".
  XmlNode at(std::string_view path) const;
  /// The text of the element at `path`, of this one when the path is empty; empty when there is none.
  std::string text(std::string_view path = "") const;
  std::string attribute(std::string_view name) const;
  /// Names and values, without the declarations of namespaces.
  std::vector<std::pair<std::string, std::string>> attributes() const;
  /// The child elements, all or those of this name.
  std::vector<XmlNode> children(std::string_view name = "") const;

 private:
  friend XmlNode parse_xml(std::string_view text);
  struct Shared;
  std::shared_ptr<const Shared>
      shared_;  // the document and where in it: shared by the nodes of one document
};

/// The root element. Entities of the document's own, DTDs and anything external are ignored, never fetched. Throws
/// kInvalid for what is no XML, with the place in it, and for nesting beyond 200 levels.
XmlNode parse_xml(std::string_view text);

}  // namespace darties
