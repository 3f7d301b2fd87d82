// The small parsers behind a workbook: texts, numbers, number formats, dates, addresses, patterns and what people type.
#include "clean/calendar_date.h"
#include "clean/decimal.h"
#include "clean/month_names.h"
#include "fuzz/answer.h"
#include "source/cell_range.h"
#include "source/formats/xlsx/cell_value.h"
#include "source/formats/xlsx/serial_date.h"
#include "source/formats/xlsx/small_xml.h"
#include "source/formats/xlsx/xml_text.h"
#include "source/name_pattern.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace darties;
  fuzz::answer(data, size, [](std::string_view text) {
    std::string decoded;
    xlsx::append_decoded(text, decoded);
    xlsx::needs_decoding(text);
    if (const auto number = xlsx::plain_number(text)) {
      xlsx::date_text(std::strtod(number->c_str(), nullptr), xlsx::date_format_of(text), false);
    }
    xlsx::date_format_of(text);
    clean_decimal(text);
    clean_integer(text);
    clean_date(text);
    clean_month(text);
    parse_cell_address(text);
  });
  fuzz::answer(data, size, [](std::string_view text) { parse_cell_range(text); });
  fuzz::answer(data, size, [](std::string_view text) {
    if (text.size() < 64) NamePattern(text).match(text);
  });
  return fuzz::answer(data, size, [](std::string_view text) {
    xlsx::read_small_xml(text, {"fuzz.xlsx", "workbook.xml"},
                         [](const xlsx::XmlTag& tag) { tag.at("id"); });
  });
}
