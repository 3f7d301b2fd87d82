#include "warehouse/load/json_cursor.h"

namespace darties::load {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

unsigned hex4(const char* p) {
  unsigned value = 0;
  for (int i = 0; i < 4; ++i) value = value * 16 + static_cast<unsigned>(hex_digit(p[i]));
  return value;
}

char* write_utf8(unsigned code, char* into) {
  const auto put = [&](unsigned byte) { *into++ = static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0 | (code >> 6));
    put(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    put(0xe0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3f));
    put(0x80 | (code & 0x3f));
  } else {
    put(0xf0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3f));
    put(0x80 | ((code >> 6) & 0x3f));
    put(0x80 | (code & 0x3f));
  }
  return into;
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

bool JsonCursor::check_escape() {
  ++p_;
  switch (*p_) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
      ++p_;
      return true;
    case 'u':
      ++p_;
      for (int i = 0; i < 4; ++i, ++p_) {
        if (hex_digit(*p_) < 0) return false;
      }
      return true;
    default:
      return false;
  }
}

bool JsonCursor::read_word(JsonValue& value) {
  const auto matches = [this](std::string_view word) {
    // The padding makes it safe to look at five bytes wherever the text ends.
    if (std::memcmp(p_, word.data(), word.size()) != 0) return false;
    p_ += word.size();
    return true;
  };
  const char* const begin = p_;
  if (matches("null")) {
    value.kind = JsonKind::kNull;
  } else if (matches("true")) {
    value.kind = JsonKind::kTrue;
  } else if (matches("false")) {
    value.kind = JsonKind::kFalse;
  } else {
    return false;
  }
  value.text = {begin, static_cast<std::size_t>(p_ - begin)};
  return true;
}

bool JsonCursor::skip_nested(int depth) {
  JsonValue ignored;
  switch (*p_) {
    case '"':
      return read_string(ignored);
    case '{':
      return depth < kMaxDepth && skip_members(depth + 1);
    case '[':
      return depth < kMaxDepth && skip_elements(depth + 1);
    default:
      return read_value(ignored);
  }
}

bool JsonCursor::skip_members(int depth) {
  JsonValue ignored;
  ++p_;
  skip_blanks();
  if (take('}')) return true;
  for (;;) {
    if (*p_ != '"' || !read_string(ignored)) return false;
    skip_blanks();
    if (!take(':')) return false;
    skip_blanks();
    if (!skip_nested(depth)) return false;
    skip_blanks();
    if (take('}')) return true;
    if (!take(',')) return false;
    skip_blanks();
  }
}

bool JsonCursor::skip_elements(int depth) {
  ++p_;
  skip_blanks();
  if (take(']')) return true;
  for (;;) {
    if (!skip_nested(depth)) return false;
    skip_blanks();
    if (take(']')) return true;
    if (!take(',')) return false;
    skip_blanks();
  }
}

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

}  // namespace darties::load
