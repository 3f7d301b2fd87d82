#include "source/formats/xlsx/small_xml.h"

#include <expat.h>

#include <exception>
#include <memory>
#include <type_traits>

#include "base/error.h"

namespace darties::xlsx {
namespace {

struct ParserCloser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using ParserHandle = std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserCloser>;

struct Reading {
  XML_Parser parser;
  const std::function<void(const XmlTag&)>& on_tag;
  std::exception_ptr failure;
  bool has_doctype = false;
};

std::string_view local_name(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

void start_tag(void* state, const XML_Char* name, const XML_Char** attributes) noexcept {
  auto& reading = *static_cast<Reading*>(state);
  if (reading.failure) return;
  try {
    XmlTag tag{.name = local_name(name), .attributes = {}};
    for (; *attributes != nullptr; attributes += 2) {
      tag.attributes.emplace_back(local_name(attributes[0]), attributes[1]);
    }
    reading.on_tag(tag);
  } catch (...) {
    reading.failure = std::current_exception();
    XML_StopParser(reading.parser, XML_FALSE);
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

void read_small_xml(std::string_view text, const XmlOrigin& origin,
                    const std::function<void(const XmlTag&)>& on_tag) {
  const ParserHandle parser(XML_ParserCreate(nullptr));
  Reading reading{.parser = parser.get(), .on_tag = on_tag, .failure = {}, .has_doctype = false};
  XML_SetUserData(parser.get(), &reading);
  XML_SetStartElementHandler(parser.get(), start_tag);
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
