// What services answer in XML.
#include "base/xml.h"

#include "fuzz/answer.h"

namespace {

/// Touches every element, its text and its children by name.
void walk(const darties::XmlNode& node) {
  static_cast<void>(node.text());
  static_cast<void>(node.attribute("xmlns"));
  for (const auto& child : node.children()) {
    if (!node.at(child.name())) __builtin_trap();
    walk(child);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return darties::fuzz::answer(data, size,
                               [](std::string_view text) { walk(darties::parse_xml(text)); });
}
