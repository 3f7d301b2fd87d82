// One JSON document: our cursor and simdjson must agree whether it is one.
#include "base/json_cursor.h"

#include <simdjson.h>

#include <cstdlib>
#include <cstring>
#include <string>

namespace {

bool is_document(const std::string& text) {
  const std::string padded = text + std::string(darties::JsonCursor::kPadding, '\0');
  darties::JsonCursor cursor(padded.data(), padded.data() + text.size());
  cursor.skip_blanks();
  if (!cursor.skip_value()) return false;
  cursor.skip_blanks();
  return cursor.at_end();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  simdjson::dom::parser parser;
  const auto error = parser.parse(simdjson::padded_string(text)).error();
  const bool ours = is_document(text);
  // Left to the columns: what double can not hold, what is not UTF-8, halves of surrogate pairs, depth.
  const bool accepted = error == simdjson::SUCCESS;
  if (accepted && !ours) std::abort();
  const bool lenient = error == simdjson::NUMBER_ERROR || error == simdjson::UTF8_ERROR ||
                       error == simdjson::STRING_ERROR || error == simdjson::DEPTH_ERROR;
  if (ours && !accepted && !lenient) std::abort();
  return 0;
}
