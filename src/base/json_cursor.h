#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace darties {

/// What a JSON value is, by its first byte.
enum class JsonKind { kString, kNumber, kTrue, kFalse, kNull, kObject, kArray };

/// A scalar, or the whole text of an object or array.
struct JsonValue {
  JsonKind kind = JsonKind::kNull;
  std::string_view text;  ///< of a string: what stands between the quotes, escapes as written
  bool escaped = false;   ///< string: holds a backslash
  bool ascii = true;      ///< string: all its bytes are below 0x80
  bool integer = false;   ///< number: digits and sign only
};

/// Walks over JSON text (RFC 8259, strict) without copying and without a tree.
///
/// The text must be followed by at least kPadding readable bytes, the first of them zero: no step looks whether it
/// has come to the end, since a zero byte fits nowhere in JSON. After a step has returned false, position() is where
/// the text stops making sense; at_end() tells a cut text from a wrong one.
class JsonCursor {
 public:
  static constexpr std::size_t kPadding = 64;
  static constexpr int kMaxDepth = 1000;

  JsonCursor(const char* begin, const char* end) : p_(begin), end_(end) {}

  const char* position() const { return p_; }
  void move_to(const char* position) { p_ = position; }
  const char* end() const { return end_; }
  bool at_end() const { return p_ >= end_; }

  void skip_blanks() {
    while (*p_ == ' ' || *p_ == '\n' || *p_ == '\t' || *p_ == '\r') ++p_;
  }
  /// Steps over `expected` and returns true when it stands here.
  bool take(char expected) {
    if (*p_ != expected) return false;
    ++p_;
    return true;
  }
  char peek() const { return *p_; }

  /// Reads the string that begins at this quote.
  bool read_string(JsonValue& value);
  /// Reads any value. Objects and arrays are checked to their end.
  bool read_value(JsonValue& value);
  /// Steps over any value.
  bool skip_value() { return skip_nested(0); }

 private:
  bool read_number(JsonValue& value);
  bool read_word(JsonValue& value);
  bool skip_nested(int depth);
  bool skip_members(int depth);
  bool skip_elements(int depth);
  bool check_escape();
  static std::size_t plain_bytes(const char* p, bool& high);

  const char* p_;
  const char* end_;
};

/// How many bytes from `p` on are neither quote, backslash nor control character. Looks at up to 16 bytes past them.
/// Sets `high` when one of them is 0x80 or above.
inline std::size_t JsonCursor::plain_bytes(const char* p, bool& high) {
  const char* const begin = p;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i last_control = _mm_set1_epi8(0x1f);
  for (;; p += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i special =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)),
                     _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes));
    const auto found = static_cast<unsigned>(_mm_movemask_epi8(special));
    const auto highs = static_cast<unsigned>(_mm_movemask_epi8(bytes));
    if (found != 0) {
      const int index = std::countr_zero(found);
      high |= (highs & ((1u << index) - 1)) != 0;
      return static_cast<std::size_t>(p - begin) + static_cast<std::size_t>(index);
    }
    high |= highs != 0;
  }
#else
  for (;; ++p) {
    const auto byte = static_cast<unsigned char>(*p);
    if (byte == '"' || byte == '\\' || byte < 0x20) return static_cast<std::size_t>(p - begin);
    high |= byte >= 0x80;
  }
#endif
}

inline bool JsonCursor::read_string(JsonValue& value) {
  const char* const begin = ++p_;
  bool high = false;
  value.kind = JsonKind::kString;
  value.escaped = false;
  for (;;) {
    p_ += plain_bytes(p_, high);
    if (*p_ == '"') break;
    if (*p_ != '\\' || !check_escape()) return false;
    value.escaped = true;
  }
  value.text = {begin, static_cast<std::size_t>(p_ - begin)};
  value.ascii = !high;
  ++p_;
  return true;
}

inline bool JsonCursor::read_number(JsonValue& value) {
  const auto is_digit = [](char c) { return static_cast<unsigned char>(c - '0') < 10; };
  const char* const begin = p_;
  const char* p = p_;
  if (*p == '-') ++p;
  if (*p == '0') {
    ++p;
  } else {
    if (!is_digit(*p)) return p_ = p, false;
    while (is_digit(*p)) ++p;
  }
  value.integer = true;
  if (*p == '.') {
    value.integer = false;
    if (!is_digit(*++p)) return p_ = p, false;
    while (is_digit(*p)) ++p;
  }
  if (*p == 'e' || *p == 'E') {
    value.integer = false;
    ++p;
    if (*p == '+' || *p == '-') ++p;
    if (!is_digit(*p)) return p_ = p, false;
    while (is_digit(*p)) ++p;
  }
  value.kind = JsonKind::kNumber;
  value.text = {begin, static_cast<std::size_t>(p - begin)};
  p_ = p;
  return true;
}

inline bool JsonCursor::read_value(JsonValue& value) {
  const char first = *p_;
  if (first == '"') return read_string(value);
  if (first == '-' || static_cast<unsigned char>(first - '0') < 10) return read_number(value);
  if (first != '{' && first != '[') return read_word(value);
  const char* const begin = p_;
  if (!skip_nested(0)) return false;
  value.kind = first == '{' ? JsonKind::kObject : JsonKind::kArray;
  value.text = {begin, static_cast<std::size_t>(p_ - begin)};
  return true;
}

}  // namespace darties
