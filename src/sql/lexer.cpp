#include "sql/lexer.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

// The lexer follows PostgreSQL 8.0, as Redshift does: backslash escapes are live in plain literals,
// comments nest, $tag$ quotes anything. One rule is Redshift's own: #name is a temporary table
// where no operand precedes the '#'.

namespace darties::sql {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) { return starts_word(c) || is_digit(c) || c == '$'; }

// Longest first.
constexpr std::array<std::string_view, 24> kOperators = {
    "!~~*", "!~~", "!~*", "~~*", "||/", "::", "||", "<=", ">=", "<>", "!=", "!~",
    "~*",   "~~",  "|/",  "<<",  ">>",  "->", ":=", "=>", "@>", "<@", "**", ".."};
// What stands second in one of them; most operators are followed by something else.
constexpr std::string_view kSecondCharacters = "~|:=></*.@";

// Editors on Windows put it in front of a file.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Lexer {
 public:
  explicit Lexer(const Statement& statement) : statement_(statement), text_(statement.text) {}

  std::vector<Token> all() {
    if (const auto zero = text_.find('\0'); zero != std::string_view::npos)
      throw Error(ErrorKind::kInvalid, "a byte 0 stands in the SQL; remove it")
          .at(place_of(statement_, zero));
    std::vector<Token> tokens;
    tokens.reserve(text_.size() / 5 + 2);
    if (std::string_view(text_).starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
    while (true) {
      skip_blanks_and_comments();
      if (at_ >= text_.size()) break;
      tokens.push_back(next());
      previous_ = tokens.back();
    }
    tokens.push_back({TokenKind::kEnd, text_.size(), text_.size(), {}});
    return tokens;
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  [[noreturn]] void fail(std::size_t offset, std::string_view what) const {
    throw Error(ErrorKind::kInvalid, "{} is never closed", what).at(place_of(statement_, offset));
  }

  void skip_blanks_and_comments() {
    while (at_ < text_.size()) {
      if (is_blank(text_[at_])) {
        ++at_;
      } else if (peek() == '-' && peek(1) == '-') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (peek() == '/' && peek(1) == '*') {
        skip_block_comment();
      } else {
        return;
      }
    }
  }

  void skip_block_comment() {
    const std::size_t begin = at_;
    int depth = 0;
    do {
      if (at_ >= text_.size()) fail(begin, "a comment /*");
      if (peek() == '/' && peek(1) == '*') {
        ++depth;
        at_ += 2;
      } else if (peek() == '*' && peek(1) == '/') {
        --depth;
        at_ += 2;
      } else {
        ++at_;
      }
    } while (depth > 0);
  }

  Token next() {
    const std::size_t begin = at_;
    const char c = peek();
    if (c == '\'') return quoted_string(begin);
    if (c == '"') return quoted_identifier(begin);
    if ((c == 'e' || c == 'E' || c == 'n' || c == 'N') && peek(1) == '\'') {
      ++at_;
      return quoted_string(begin);
    }
    if (starts_word(c) || names_temporary_table()) return word(begin);
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number(begin);
    if (c == '$') {
      if (auto token = dollar(begin)) return *token;
    }
    if (c == ':' && peek(1) != ':' && starts_word(peek(1))) {
      ++at_;
      while (continues_word(peek())) ++at_;
      return token(TokenKind::kParameter, begin);
    }
    return an_operator(begin);
  }

  Token token(TokenKind kind, std::size_t begin) const {
    return {kind, begin, at_, std::string_view(text_).substr(begin, at_ - begin)};
  }

  Token quoted_string(std::size_t begin) {
    ++at_;
    while (at_ < text_.size()) {
      if (peek() == '\\' && at_ + 1 < text_.size()) {
        at_ += 2;
      } else if (peek() != '\'') {
        ++at_;
      } else if (peek(1) == '\'') {
        at_ += 2;
      } else {
        ++at_;
        return token(TokenKind::kString, begin);
      }
    }
    fail(begin, "a literal '");
  }

  Token quoted_identifier(std::size_t begin) {
    ++at_;
    while (at_ < text_.size()) {
      if (peek() != '"') {
        ++at_;
      } else if (peek(1) == '"') {
        at_ += 2;
      } else {
        ++at_;
        return token(TokenKind::kQuoted, begin);
      }
    }
    fail(begin, "a quoted name \"");
  }

  /// `a # b` is a bit-wise XOR; `FROM #t` names a table.
  bool names_temporary_table() const {
    if (peek() != '#' || !starts_word(peek(1))) return false;
    if (previous_.kind == TokenKind::kNumber || previous_.kind == TokenKind::kString) return false;
    if (previous_.kind == TokenKind::kOperator)
      return previous_.text != ")" && previous_.text != "]";
    return previous_.end < at_;
  }

  Token word(std::size_t begin) {
    ++at_;
    while (continues_word(peek())) ++at_;
    return token(TokenKind::kWord, begin);
  }

  void skip_digits() {
    while (is_digit(peek())) ++at_;
  }

  Token number(std::size_t begin) {
    skip_digits();
    if (peek() == '.' && peek(1) != '.') {
      ++at_;
      skip_digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
      if (is_digit(peek(1 + sign))) {
        at_ += 1 + sign;
        skip_digits();
      }
    }
    return token(TokenKind::kNumber, begin);
  }

  std::optional<Token> dollar(std::size_t begin) {
    std::size_t end = at_ + 1;
    if (is_digit(peek(1))) {
      ++at_;
      skip_digits();
      return token(TokenKind::kParameter, begin);
    }
    while (end < text_.size() && continues_word(text_[end]) && text_[end] != '$') ++end;
    if (end >= text_.size() || text_[end] != '$') return std::nullopt;
    const std::string tag = text_.substr(begin, end + 1 - begin);
    const std::size_t close = text_.find(tag, end + 1);
    if (close == std::string::npos) fail(begin, "a literal " + tag);
    at_ = close + tag.size();
    return token(TokenKind::kDollarString, begin);
  }

  Token an_operator(std::size_t begin) {
    if (kSecondCharacters.find(peek(1)) != std::string_view::npos) {
      for (const auto candidate : kOperators) {
        if (std::string_view(text_).substr(at_, candidate.size()) == candidate) {
          at_ += candidate.size();
          return token(TokenKind::kOperator, begin);
        }
      }
    }
    ++at_;
    return token(TokenKind::kOperator, begin);
  }

  const Statement& statement_;
  const std::string& text_;
  std::size_t at_ = 0;
  Token previous_;
};

/// One escape after a backslash; `at` stands on the character after it and is moved past the
/// escape.
char escaped(std::string_view text, std::size_t& at) {
  const char c = text[at++];
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    default:
      break;
  }
  if (c < '0' || c > '7') return c;
  int value = c - '0';
  for (int digits = 1; digits < 3 && at < text.size() && text[at] >= '0' && text[at] <= '7';
       ++digits) {
    value = value * 8 + (text[at++] - '0');
  }
  return static_cast<char>(value);
}

std::string_view inside(const Token& token) {
  std::string_view text = token.text;
  if (token.kind == TokenKind::kDollarString) {
    const std::size_t tag = text.find('$', 1) + 1;
    return text.substr(tag, text.size() - 2 * tag);
  }
  const std::size_t open = text.find('\'') + 1;
  return text.substr(open, text.size() - open - 1);
}

std::string unquote(const Token& token, bool resolve_backslashes) {
  const std::string_view text = inside(token);
  if (token.kind == TokenKind::kDollarString) return std::string(text);
  std::string value;
  value.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\'') {
      value += '\'';
      at += 2;
    } else if (text[at] == '\\' && at + 1 < text.size() &&
               (resolve_backslashes || text[at + 1] == '\'')) {
      ++at;
      value += escaped(text, at);
    } else {
      value += text[at++];
    }
  }
  return value;
}

}  // namespace

std::vector<Token> tokenize(const Statement& statement) { return Lexer(statement).all(); }

bool is_word(const Token& token, std::string_view keyword) {
  return token.kind == TokenKind::kWord && token.text.size() == keyword.size() &&
         std::equal(keyword.begin(), keyword.end(), token.text.begin(), [](char upper, char c) {
           return upper == (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
         });
}

bool is_operator(const Token& token, std::string_view text) {
  return token.kind == TokenKind::kOperator && token.text == text;
}

std::string string_value(const Token& token) { return unquote(token, true); }
std::string raw_string_value(const Token& token) { return unquote(token, false); }

std::string identifier_value(const Token& token, bool case_sensitive) {
  if (token.kind != TokenKind::kQuoted) return lower_ascii(token.text);
  std::string name;
  for (std::size_t at = 1; at + 1 < token.text.size(); ++at) {
    name += token.text[at];
    if (token.text[at] == '"') ++at;
  }
  return case_sensitive ? name : lower_ascii(name);
}

}  // namespace darties::sql
