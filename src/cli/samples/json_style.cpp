#include "cli/samples/json_style.h"

#include <fmt/format.h>

#include <charconv>

namespace darties::samples {
namespace {

std::string latin1_to_utf8(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xC0 | (byte >> 6));
      out += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return out;
}

/// Takes one character off the front. The text is our own, so it is valid and within the basic
/// plane.
unsigned take_character(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned code = byte(0);
  std::size_t length = 1;
  if (code >= 0xE0) {
    code = ((code & 0x0Fu) << 12) | ((byte(1) & 0x3Fu) << 6) | (byte(2) & 0x3Fu);
    length = 3;
  } else if (code >= 0xC0) {
    code = ((code & 0x1Fu) << 6) | (byte(1) & 0x3Fu);
    length = 2;
  }
  text.remove_prefix(length);
  return code;
}

std::string ascii_json(std::string_view utf8, bool escape_slash) {
  std::string out = "\"";
  while (!utf8.empty()) {
    const unsigned code = take_character(utf8);
    if (code >= 0x80 || code < 0x20) {
      out += fmt::format("\\u{:04x}", code);
    } else {
      if (code == '"' || code == '\\' || (escape_slash && code == '/')) out += '\\';
      out += static_cast<char>(code);
    }
  }
  return out + '"';
}

}  // namespace

std::string encode_twice_more(std::string_view utf8) {
  return latin1_to_utf8(latin1_to_utf8(utf8));
}

std::string php_json(std::string_view utf8) { return ascii_json(utf8, true); }

std::string python_json(std::string_view utf8) { return ascii_json(utf8, false); }

std::string decimal5(std::int64_t hundred_thousandths) {
  const char* sign = hundred_thousandths < 0 ? "-" : "";
  const std::int64_t size = hundred_thousandths < 0 ? -hundred_thousandths : hundred_thousandths;
  std::string text = fmt::format("{}{}.{:05}", sign, size / 100000, size % 100000);
  while (text.back() == '0' && text[text.size() - 2] != '.') text.pop_back();
  return text;
}

void append_number(std::string& out, std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

}  // namespace darties::samples
