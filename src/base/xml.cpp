#include "base/xml.h"

#include <algorithm>
#include <pugixml.hpp>

#include "base/error.h"
#include "base/text.h"

namespace darties {
namespace {

constexpr int kDeepest = 200;
/// Blanks alone are kept where they are the whole text: a key may be named " ".
constexpr unsigned kOptions = pugi::parse_default | pugi::parse_ws_pcdata_single;

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node first_child(const pugi::xml_node& node, std::string_view name) {
  return node.find_child([&](const pugi::xml_node& child) {
    return child.type() == pugi::node_element && without_prefix(child.name()) == name;
  });
}

pugi::xml_node follow(pugi::xml_node node, std::string_view path) {
  if (path.empty()) return node;
  for (const std::string_view name : split(path, '/')) node = first_child(node, name);
  return node;
}

Place place_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const std::size_t line_start = before.rfind('\n') + 1;
  return {"", int(std::count(before.begin(), before.end(), '\n')) + 1,
          int(before.size() - line_start) + 1};
}

/// The document is walked without recursion, since its depth is not known yet.
struct DepthGuard : pugi::xml_tree_walker {
  bool for_each(pugi::xml_node& node) override {
    if (depth() < kDeepest) return true;
    throw Error(ErrorKind::kInvalid, "XML that nests elements more than {} deep: at <{}>", kDeepest,
                std::string_view(node.name()).substr(0, 40));
  }
};

pugi::xml_node only_root(const pugi::xml_document& document) {
  const auto elements = document.children();
  const auto is_element = [](const auto& node) { return node.type() == pugi::node_element; };
  if (std::count_if(elements.begin(), elements.end(), is_element) > 1)
    throw Error(ErrorKind::kInvalid, "not XML: more than one root element");
  return document.document_element();
}

}  // namespace

struct XmlNode::Shared {
  std::shared_ptr<const pugi::xml_document> document;  // shared by its nodes
  pugi::xml_node node;
};

XmlNode::XmlNode() = default;
XmlNode::~XmlNode() = default;
XmlNode::XmlNode(const XmlNode&) = default;
XmlNode& XmlNode::operator=(const XmlNode&) = default;

XmlNode::operator bool() const { return shared_ != nullptr; }

std::string XmlNode::name() const {
  return shared_ ? std::string(without_prefix(shared_->node.name())) : "";
}

XmlNode XmlNode::at(std::string_view path) const {
  XmlNode found;
  if (!shared_) return found;
  if (const auto node = follow(shared_->node, path))
    found.shared_ = std::make_shared<const Shared>(Shared{shared_->document, node});
  return found;
}

std::string XmlNode::text(std::string_view path) const {
  std::string whole;
  if (!shared_) return whole;
  for (const auto& piece : follow(shared_->node, path)) {
    if (piece.type() == pugi::node_pcdata || piece.type() == pugi::node_cdata)
      whole += piece.value();
  }
  return whole;
}

std::string XmlNode::attribute(std::string_view name) const {
  if (!shared_) return "";
  for (const auto& attribute : shared_->node.attributes()) {
    if (without_prefix(attribute.name()) == name) return attribute.value();
  }
  return "";
}

std::vector<std::pair<std::string, std::string>> XmlNode::attributes() const {
  std::vector<std::pair<std::string, std::string>> found;
  if (!shared_) return found;
  for (const auto& attribute : shared_->node.attributes()) {
    if (std::string_view(attribute.name()).starts_with("xmlns")) continue;
    found.emplace_back(without_prefix(attribute.name()), attribute.value());
  }
  return found;
}

std::vector<XmlNode> XmlNode::children(std::string_view name) const {
  std::vector<XmlNode> found;
  if (!shared_) return found;
  for (const auto& child : shared_->node) {
    if (child.type() != pugi::node_element) continue;
    if (!name.empty() && without_prefix(child.name()) != name) continue;
    found.emplace_back().shared_ = std::make_shared<const Shared>(Shared{shared_->document, child});
  }
  return found;
}

XmlNode parse_xml(std::string_view text) {
  const auto document = std::make_shared<pugi::xml_document>();
  const auto outcome = document->load_buffer(text.data(), text.size(), kOptions);
  if (!outcome) {
    throw Error(ErrorKind::kInvalid, "not XML: {}", lower_ascii(outcome.description()))
        .at(place_at(text, std::size_t(outcome.offset)));
  }
  DepthGuard guard;
  document->traverse(guard);
  XmlNode root;
  root.shared_ =
      std::make_shared<const XmlNode::Shared>(XmlNode::Shared{document, only_root(*document)});
  return root;
}

}  // namespace darties
