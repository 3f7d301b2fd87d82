#include "warehouse/load/utf8_fault.h"

#include <fmt/format.h>

namespace darties::load {
namespace {

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xc0) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  if (lead < 0xf8) return 4;
  return 0;
}

// What is wrong with the sequence at the front of `text`; 0 when nothing is. `length` is how far it goes.
int check_sequence(std::string_view text, std::size_t& length) {
  const auto lead = static_cast<unsigned char>(text[0]);
  length = 1;
  if (lead < 0x80) return 0;
  if (lead < 0xc0 || lead >= 0xfe) return 3;
  if (lead >= 0xf8) return 1;
  const std::size_t wanted = sequence_length(lead);
  unsigned code = lead & (0x7fu >> wanted);
  for (; length < wanted; ++length) {
    if (length == text.size()) return 2;
    const auto next = static_cast<unsigned char>(text[length]);
    if ((next & 0xc0) != 0x80) return 4;
    code = (code << 6) | (next & 0x3f);
  }
  constexpr unsigned kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kLeast[wanted]) return 9;
  if (code >= 0xd800 && code < 0xe000) return 5;
  return code > 0x10ffff ? 8 : 0;
}

}  // namespace

std::optional<Utf8Fault> find_invalid_utf8(std::string_view text, std::size_t from) {
  while (from < text.size()) {
    std::size_t length = 0;
    if (const int error = check_sequence(text.substr(from), length))
      return Utf8Fault{from, length, error};
    from += length;
  }
  return std::nullopt;
}

std::string describe(const Utf8Fault& fault, std::string_view text) {
  std::string hex;
  for (const char c : text.substr(fault.offset, fault.length)) {
    hex += fmt::format("{}{:02x}", hex.empty() ? "" : " ", static_cast<unsigned char>(c));
  }
  return fmt::format(
      "String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: {} (error "
      "{})",
      hex, fault.error);
}

}  // namespace darties::load
