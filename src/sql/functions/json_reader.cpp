#include "sql/functions/json_reader.h"

#include "base/error.h"
#include "base/hex.h"
#include "base/json_string.h"

namespace darties::sql {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Half of a surrogate pair, three bytes that are no UTF-8, becomes U+FFFD, which has three bytes as well.
void replace_halves(std::string& text) {
  for (std::size_t at = 0; (at = text.find('\xED', at)) != std::string::npos; at += 3) {
    if (static_cast<unsigned char>(text[at + 1]) >= 0xA0) text.replace(at, 3, "\xEF\xBF\xBD");
  }
}

}  // namespace

std::string json_string_value(std::string_view quoted) {
  const std::string_view inner = quoted.substr(1, quoted.size() - 2);
  std::string text(inner.size(), '\0');
  text.resize(static_cast<std::size_t>(decode_json_string(inner, text.data()) - text.data()));
  replace_halves(text);
  return text;
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
    if (hex_digit(peek()) < 0) fail("four hexadecimal digits");
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
