#include "source/formats/xlsx/xml_text.h"

#include <charconv>
#include <cstdint>
#include <optional>

#include "base/utf8.h"

namespace darties::xlsx {
namespace {

void append_utf8(std::uint32_t code, std::string& text) {
  char bytes[4];
  text.append(bytes, write_utf8(code, bytes));
}

bool is_surrogate(std::uint32_t code) { return code >= 0xD800 && code <= 0xDFFF; }

std::optional<std::uint32_t> parse_number(std::string_view digits, int base) {
  std::uint32_t number = 0;
  const auto [end, fault] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
  if (fault != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

/// The character an entity (without & and ;) stands for.
std::optional<std::uint32_t> entity(std::string_view name) {
  if (name == "amp") return '&';
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "quot") return '"';
  if (name == "apos") return '\'';
  if (!name.starts_with('#')) return std::nullopt;
  const bool hex = name.starts_with("#x");
  const auto code = parse_number(name.substr(hex ? 2 : 1), hex ? 16 : 10);
  if (!code || *code == 0 || *code > 0x10FFFF || is_surrogate(*code)) return std::nullopt;
  return code;
}

/// The UTF-16 unit of "_xHHHH_" at the front of `text`.
std::optional<std::uint32_t> escape_unit(std::string_view text) {
  if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') return std::nullopt;
  return parse_number(text.substr(2, 4), 16);
}

/// Adds the character that one escape, or a pair of surrogates in two, stands for; returns how many bytes they took. An
/// escape that stands for none is left as it is.
std::size_t append_escape(std::string_view rest, std::string& text) {
  const auto unit = escape_unit(rest);
  if (!unit) {
    text += rest.front();
    return 1;
  }
  if (!is_surrogate(*unit)) {
    append_utf8(*unit, text);
    return 7;
  }
  const auto low = escape_unit(rest.substr(7));
  if (*unit < 0xDC00 && low && *low >= 0xDC00 && *low <= 0xDFFF) {
    append_utf8(0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00), text);
    return 14;
  }
  text += rest.substr(0, 7);
  return 7;
}

}  // namespace

bool needs_decoding(std::string_view raw) {
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '&' || raw[i] == '\r') return true;
    if (raw[i] == '_' && escape_unit(raw.substr(i))) return true;
  }
  return false;
}

bool append_decoded(std::string_view raw, std::string& text) {
  while (!raw.empty()) {
    std::size_t length = 1;
    if (raw.front() == '&') {
      const auto end = raw.find(';');
      if (end == raw.npos) return false;
      const auto code = entity(raw.substr(1, end - 1));
      if (!code) return false;
      append_utf8(*code, text);
      length = end + 1;
    } else if (raw.front() == '\r') {
      if (!raw.starts_with("\r\n")) text += '\n';
    } else if (raw.front() == '_') {
      length = append_escape(raw, text);
    } else {
      text += raw.front();
    }
    raw.remove_prefix(length);
  }
  return true;
}

}  // namespace darties::xlsx
