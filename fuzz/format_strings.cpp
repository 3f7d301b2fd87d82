// Format strings of COPY, TO_TIMESTAMP and TO_NUMBER, and texts in them: the first line is the format.
#include "fuzz/answer.h"
#include "sql/datetime/datetime.h"
#include "sql/functions.h"
#include "sql/functions/number_format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace darties;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto line = std::min(bytes.find('\n'), bytes.size());
  const std::string_view format = bytes.substr(0, line);
  const std::string_view text = bytes.substr(std::min(line + 1, bytes.size()));
  fuzz::answer(data, size, [&](std::string_view) { sql::DateTimeFormat(format).parse(text); });
  fuzz::answer(data, size, [&](std::string_view) { sql::parse_timestamp(text, format, false); });
  fuzz::answer(data, size, [&](std::string_view) { sql::parse_timestamp(text, format, true); });
  fuzz::answer(data, size, [&](std::string_view) { sql::format_number("-1234.5", format); });
  return fuzz::answer(data, size, [&](std::string_view) { sql::parse_number(text, format); });
}
