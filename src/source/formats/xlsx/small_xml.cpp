#include "source/formats/xlsx/small_xml.h"

#include <expat.h>

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>

#include "base/error.h"

namespace darties::xlsx {
namespace {

constexpr char kBetween = '\n';  // between a namespace and a name, as expat hands them over
constexpr std::string_view kCompatibility =
    "http://schemas.openxmlformats.org/markup-compatibility/2006";

struct ParserCloser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using ParserHandle = std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserCloser>;

struct QualifiedName {
  std::string_view space;
  std::string_view local;
};

QualifiedName qualified(std::string_view name) {
  const auto between = name.rfind(kBetween);
  if (between == name.npos) return {"", name};
  return {name.substr(0, between), name.substr(between + 1)};
}

struct Reading {
  XML_Parser parser;
  const std::function<void(const XmlTag&)>& on_tag;
  std::exception_ptr failure;
  bool has_doctype = false;
  std::optional<std::string> space;  // of the first element
  std::vector<std::string> open;     // the names of the elements around
  std::size_t foreign_depth = 0;     // how many elements deep in one that is passed over
};

/// An element whose content counts as if it stood in the element around it.
bool is_transparent(const QualifiedName& name) {
  return name.space == kCompatibility &&
         (name.local == "AlternateContent" || name.local == "Fallback");
}

void read_start(Reading& reading, std::string_view name, const XML_Char** attributes) {
  const auto tag_name = qualified(name);
  if (!reading.space) reading.space = std::string(tag_name.space);
  const bool transparent = is_transparent(tag_name);
  if (reading.foreign_depth > 0 || (!transparent && tag_name.space != *reading.space)) {
    ++reading.foreign_depth;
    return;
  }
  const std::string parent = reading.open.empty() ? "" : reading.open.back();
  if (transparent) return reading.open.push_back(parent);
  XmlTag tag{.name = tag_name.local, .parent = parent, .attributes = {}};
  for (; *attributes != nullptr; attributes += 2) {
    tag.attributes.emplace_back(attributes[0], attributes[1]);
  }
  reading.on_tag(tag);
  reading.open.emplace_back(tag_name.local);
}

void start_tag(void* state, const XML_Char* name, const XML_Char** attributes) noexcept {
  auto& reading = *static_cast<Reading*>(state);
  if (reading.failure) return;
  try {
    read_start(reading, name, attributes);
  } catch (...) {
    reading.failure = std::current_exception();
    XML_StopParser(reading.parser, XML_FALSE);
  }
}

void end_tag(void* state, const XML_Char*) noexcept {
  auto& reading = *static_cast<Reading*>(state);
  if (reading.foreign_depth > 0) {
    --reading.foreign_depth;
  } else if (!reading.open.empty()) {
    reading.open.pop_back();
  }
}

void start_doctype(void* state, const XML_Char*, const XML_Char*, const XML_Char*, int) noexcept {
  auto& reading = *static_cast<Reading*>(state);
  reading.has_doctype = true;
  XML_StopParser(reading.parser, XML_FALSE);
}

}  // namespace

std::string_view XmlTag::at(std::string_view attribute) const {
  for (const auto& [key, value] : attributes) {
    if (key == attribute) return value;
  }
  return {};
}

std::string_view XmlTag::relationship_id() const {
  for (const auto& [key, value] : attributes) {
    const auto found = qualified(key);
    if (found.local == "id" && found.space.ends_with("/relationships")) return value;
  }
  return at("id");
}

void read_small_xml(std::string_view text, const XmlOrigin& origin,
                    const std::function<void(const XmlTag&)>& on_tag) {
  const ParserHandle parser(XML_ParserCreateNS(nullptr, kBetween));
  Reading reading{.parser = parser.get(), .on_tag = on_tag, .failure = {}, .space = {}, .open = {}};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), start_tag, end_tag);
  XML_SetStartDoctypeDeclHandler(parser.get(), start_doctype);
  const auto status = XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), XML_TRUE);
  if (reading.failure) std::rethrow_exception(reading.failure);
  if (reading.has_doctype) {
    throw Error(ErrorKind::kInvalid,
                "{}: {} has a document type declaration, which is not allowed in a workbook",
                origin.workbook, origin.part);
  }
  if (status == XML_STATUS_OK) return;
  throw Error(ErrorKind::kInvalid, "{}: broken XML in {} at byte {}: {}", origin.workbook,
              origin.part, XML_GetCurrentByteIndex(parser.get()),
              XML_ErrorString(XML_GetErrorCode(parser.get())));
}

}  // namespace darties::xlsx
