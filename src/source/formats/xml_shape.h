#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/xml.h"

namespace darties {

/// The elements of one path of an XML document: "order/line", without the root; "" is the root itself.
struct XmlPath {
  std::string path;
  bool has_values = false;      ///< one of them has attributes, or elements that hold text only
  std::set<std::string> names;  ///< of what they have themselves
};

/// An attribute of an element, an element in it that holds text only, or its own text.
struct XmlField {
  std::string name;
  std::string text;
};

/// What an element has itself. `without`: the name of elements in it that are left out.
std::vector<XmlField> fields_of(const XmlNode& node, std::string_view without = "");

/// Which paths of elements a document has, in its order, the root first. Which are there, and what columns they
/// have, does not depend on how often elements stand in it.
class XmlShape {
 public:
  /// Throws kInvalid for more paths than a document may have sheets.
  explicit XmlShape(const XmlNode& root);

  const std::vector<XmlPath>& paths() const { return paths_; }
  const XmlPath& at(const std::string& path) const { return paths_[numbers_.at(path)]; }
  bool has(const std::string& path) const { return numbers_.contains(path); }

 private:
  void visit(const XmlNode& node, const std::string& path);

  std::vector<XmlPath> paths_;
  std::map<std::string, std::size_t> numbers_;  // of paths_
};

}  // namespace darties
