#include "base/json_string.h"

#include <cstring>

#include "base/hex.h"
#include "base/utf8.h"

namespace darties {
namespace {

unsigned hex4(const char* p) {
  unsigned value = 0;
  for (int i = 0; i < 4; ++i) value = value * 16 + static_cast<unsigned>(hex_digit(p[i]));
  return value;
}

// `p` stands on the first hex digit of \uXXXX; `end` ends the string. Moves p past all digits it used.
char* decode_unicode(const char*& p, const char* end, char* into) {
  unsigned code = hex4(p);
  p += 4;
  const bool high_half = code >= 0xd800 && code < 0xdc00;
  if (high_half && end - p >= 6 && p[0] == '\\' && p[1] == 'u') {
    const unsigned low = hex4(p + 2);
    if (low >= 0xdc00 && low < 0xe000) {
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      p += 6;
    }
  }
  return write_utf8(code, into);
}

char decode_short(char escape) {
  switch (escape) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return escape;  // " \ /
  }
}

}  // namespace

char* decode_json_string(std::string_view text, char* into) {
  const char* p = text.data();
  const char* const end = p + text.size();
  while (p < end) {
    const auto* const backslash =
        static_cast<const char*>(std::memchr(p, '\\', static_cast<std::size_t>(end - p)));
    const char* const stop = backslash != nullptr ? backslash : end;
    std::memcpy(into, p, static_cast<std::size_t>(stop - p));
    into += stop - p;
    p = stop;
    if (p == end) break;
    const char escape = p[1];
    p += 2;
    if (escape == 'u') {
      into = decode_unicode(p, end, into);
    } else {
      *into++ = decode_short(escape);
    }
  }
  return into;
}

}  // namespace darties
