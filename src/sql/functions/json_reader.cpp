#include "sql/functions/json_reader.h"

#include <charconv>

#include "base/error.h"

namespace darties::sql {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

unsigned hex_number(std::string_view digits) {
  unsigned value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return value;
}

void append_utf8(std::string& text, unsigned point) {
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += static_cast<char>(0xC0 | point >> 6);
    text += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    text += static_cast<char>(0xE0 | point >> 12);
    text += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | point >> 18);
    text += static_cast<char>(0x80 | (point >> 12 & 0x3F));
    text += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (point & 0x3F));
  }
}

char unescaped(char c) {
  switch (c) {
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
      return c;
  }
}

bool is_surrogate(unsigned point, unsigned from) { return point >= from && point < from + 0x400; }

/// The character behind \uXXXX at `at`, two of them for one beyond 16 bits; half a pair becomes U+FFFD.
unsigned unicode_escape(std::string_view text, std::size_t& at) {
  const unsigned first = hex_number(text.substr(at + 2, 4));
  at += 6;
  if (is_surrogate(first, 0xDC00)) return 0xFFFD;
  if (!is_surrogate(first, 0xD800)) return first;
  if (text.substr(at, 2) != "\\u") return 0xFFFD;
  const unsigned second = hex_number(text.substr(at + 2, 4));
  if (!is_surrogate(second, 0xDC00)) return 0xFFFD;
  at += 6;
  return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

}  // namespace

std::string json_string_value(std::string_view quoted) {
  const std::string_view inner = quoted.substr(1, quoted.size() - 2);
  std::string result;
  result.reserve(inner.size());
  for (std::size_t at = 0; at < inner.size();) {
    if (inner[at] != '\\') {
      const std::size_t end = std::min(inner.find('\\', at), inner.size());
      result += inner.substr(at, end - at);
      at = end;
    } else if (inner[at + 1] == 'u') {
      append_utf8(result, unicode_escape(inner, at));
    } else {
      result += unescaped(inner[at + 1]);
      at += 2;
    }
  }
  return result;
}

JsonKind JsonReader::kind() const {
  switch (peek()) {
    case '{':
      return JsonKind::kObject;
    case '[':
      return JsonKind::kArray;
    case '"':
      return JsonKind::kString;
    case 't':
    case 'f':
      return JsonKind::kBoolean;
    case 'n':
      return JsonKind::kNull;
    default:
      return JsonKind::kNumber;
  }
}

std::string_view JsonReader::skip_value() {
  const std::size_t begin = at_;
  switch (kind()) {
    case JsonKind::kObject:
      each_member([this](std::string_view) { skip_value(); });
      break;
    case JsonKind::kArray:
      each_element([this] { skip_value(); });
      break;
    case JsonKind::kString:
      string();
      break;
    case JsonKind::kBoolean:
      word(peek() == 't' ? "true" : "false");
      break;
    case JsonKind::kNull:
      word("null");
      break;
    case JsonKind::kNumber:
      number();
  }
  std::size_t end = at_;
  while (end > begin && std::string_view(" \t\r\n").find(text_[end - 1]) != std::string_view::npos)
    --end;
  skip_blanks();
  return text_.substr(begin, end - begin);
}

void JsonReader::expect_end() const {
  if (at_ != text_.size()) fail("the end");
}

void JsonReader::fail(std::string_view expected) const {
  throw Error(ErrorKind::kInvalid, "JSON parsing error: expected {} at character {} of '{}{}'",
              expected, at_ + 1, text_.substr(0, 60), text_.size() > 60 ? "…" : "");
}

bool JsonReader::accept(char c) {
  if (peek() != c) return false;
  ++at_;
  skip_blanks();
  return true;
}

void JsonReader::expect(char c, std::string_view what) {
  if (!accept(c)) fail(what);
}

void JsonReader::skip_blanks() {
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
    ++at_;
}

std::string_view JsonReader::string() {
  const std::size_t begin = at_;
  if (peek() != '"') fail("a string");
  ++at_;
  while (true) {
    if (at_ >= text_.size()) fail("the end of a string");
    const char c = text_[at_];
    if (c == '"') break;
    if (static_cast<unsigned char>(c) < 0x20) fail("an escape for a control character");
    ++at_;
    if (c == '\\') escape();
  }
  ++at_;
  return text_.substr(begin, at_ - begin);
}

void JsonReader::escape() {
  const char c = peek();
  if (c == '\0' || std::string_view("\"\\/bfnrtu").find(c) == std::string_view::npos)
    fail("an escape such as \\n");
  ++at_;
  if (c != 'u') return;
  for (int i = 0; i < 4; ++i, ++at_) {
    const char digit = static_cast<char>(peek() | 0x20);
    if (!is_digit(peek()) && (digit < 'a' || digit > 'f')) fail("four hexadecimal digits");
  }
}

void JsonReader::number() {
  if (peek() == '-') ++at_;
  if (peek() == '0') {
    ++at_;
  } else {
    digits();
  }
  if (peek() == '.') {
    ++at_;
    digits();
  }
  if (peek() != 'e' && peek() != 'E') return;
  ++at_;
  if (peek() == '+' || peek() == '-') ++at_;
  digits();
}

void JsonReader::digits() {
  if (!is_digit(peek())) fail("a value");
  while (is_digit(peek())) ++at_;
}

void JsonReader::word(std::string_view expected) {
  if (text_.substr(at_, expected.size()) != expected) fail("a value");
  at_ += expected.size();
}

}  // namespace darties::sql
