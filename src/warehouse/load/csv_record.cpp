#include "warehouse/load/csv_record.h"

namespace darties::load {
namespace {

// The index behind the quote that closes the field which opened before `at`.
std::optional<std::size_t> behind_quotes(std::string_view bytes, std::size_t at, char quote) {
  for (;;) {
    at = bytes.find(quote, at);
    // Whether the quote closes or is doubled, only the next byte tells.
    if (at == std::string_view::npos || at + 1 >= bytes.size()) return std::nullopt;
    if (bytes[at + 1] != quote) return at + 1;
    at += 2;
  }
}

}  // namespace

std::optional<std::size_t> csv_record_size(std::string_view bytes, std::string_view delimiter,
                                           char quote) {
  bool field_start = true;
  for (std::size_t at = 0; at < bytes.size();) {
    if (field_start && bytes[at] == quote) {
      const auto behind = behind_quotes(bytes, at + 1, quote);
      if (!behind) return std::nullopt;
      at = *behind;
      field_start = false;
    } else if (bytes[at] == '\n') {
      return at + 1;
    } else if (bytes.substr(at).starts_with(delimiter)) {
      at += delimiter.size();
      field_start = true;
    } else {
      field_start = field_start && bytes[at] == ' ';
      ++at;
    }
  }
  return std::nullopt;
}

}  // namespace darties::load
