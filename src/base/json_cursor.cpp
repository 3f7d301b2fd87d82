#include "base/json_cursor.h"

#include "base/hex.h"

namespace darties {

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

}  // namespace darties
