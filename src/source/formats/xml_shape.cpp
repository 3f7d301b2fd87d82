#include "source/formats/xml_shape.h"

#include "base/error.h"
#include "base/text.h"
#include "source/limits.h"

namespace darties {

std::vector<XmlField> fields_of(const XmlNode& node, std::string_view without) {
  std::vector<XmlField> fields;
  for (auto& [name, text] : node.attributes()) fields.push_back({name, text});
  const auto children = node.children();
  for (const XmlNode& child : children) {
    if (child.name() == without || !child.children().empty()) continue;
    std::string text(trim(child.text()));
    if (!text.empty() || child.attributes().empty())
      fields.push_back({child.name(), std::move(text)});
  }
  if (!children.empty()) return fields;
  std::string own(trim(node.text()));
  if (!own.empty()) fields.push_back({node.name(), std::move(own)});
  return fields;
}

XmlShape::XmlShape(const XmlNode& root) { visit(root, ""); }

void XmlShape::visit(const XmlNode& node, const std::string& path) {
  const auto [found, is_new] = numbers_.try_emplace(path, paths_.size());
  if (is_new) paths_.push_back({.path = path});
  if (paths_.size() > kMostDocumentSheets) {
    throw Error(ErrorKind::kInvalid,
                "more than {} paths of elements; say with `records` which are the rows",
                kMostDocumentSheets);
  }
  if (path.size() > kLongestPath) {
    throw Error(ErrorKind::kInvalid, "a path of elements of more than {} bytes: {}…", kLongestPath,
                path.substr(0, 40));
  }
  XmlPath& shape = paths_[found->second];
  const auto children = node.children();
  for (const XmlField& field : fields_of(node)) {
    shape.names.insert(field.name);
    shape.has_values = shape.has_values || !children.empty() || field.name != node.name();
  }
  shape.has_values = shape.has_values || !node.attributes().empty();
  for (const XmlNode& child : children) {
    visit(child, path.empty() ? child.name() : path + "/" + child.name());
  }
}

}  // namespace darties
