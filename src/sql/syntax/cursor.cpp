#include "sql/syntax/cursor.h"

#include <algorithm>
#include <charconv>

#include "sql/syntax/limits.h"
#include "sql/syntax/reserved_words.h"

namespace darties::sql {

namespace {
// Redshift cuts longer ones.
constexpr std::size_t kLongestName = 127;
}  // namespace

const Token& Cursor::peek(std::size_t ahead) const {
  return (*tokens_)[std::min(index_ + ahead, tokens_->size() - 1)];
}

const Token& Cursor::next() {
  const Token& token = peek();
  if (token.kind != TokenKind::kEnd) ++index_;
  return token;
}

const Token& Cursor::previous() const { return (*tokens_)[index_ == 0 ? 0 : index_ - 1]; }

bool Cursor::at_word(std::string_view keyword, std::size_t ahead) const {
  return is_word(peek(ahead), keyword);
}

bool Cursor::at_any_word(std::initializer_list<std::string_view> keywords) const {
  return std::any_of(keywords.begin(), keywords.end(), [&](auto word) { return at_word(word); });
}

bool Cursor::at_words(std::initializer_list<std::string_view> keywords) const {
  std::size_t ahead = 0;
  return std::all_of(keywords.begin(), keywords.end(),
                     [&](auto word) { return at_word(word, ahead++); });
}

bool Cursor::at_operator(std::string_view text, std::size_t ahead) const {
  return is_operator(peek(ahead), text);
}

bool Cursor::at_string() const {
  return peek().kind == TokenKind::kString || peek().kind == TokenKind::kDollarString;
}

bool Cursor::at_name(std::size_t ahead) const {
  return peek(ahead).kind == TokenKind::kWord || peek(ahead).kind == TokenKind::kQuoted;
}

bool Cursor::accept_word(std::string_view keyword) {
  if (!at_word(keyword)) return false;
  next();
  return true;
}

bool Cursor::accept_words(std::initializer_list<std::string_view> keywords) {
  if (!at_words(keywords)) return false;
  index_ += keywords.size();
  return true;
}

bool Cursor::accept_operator(std::string_view text) {
  if (!at_operator(text)) return false;
  next();
  return true;
}

void Cursor::expect_word(std::string_view keyword) {
  if (!accept_word(keyword)) fail_expected(keyword);
}

void Cursor::expect_operator(std::string_view text) {
  if (!accept_operator(text)) fail_expected(text);
}

std::string Cursor::expect_name(std::string_view what) {
  if (!at_name()) fail_expected(what);
  const Token& token = next();
  auto name = identifier_value(token);
  if (name.size() > kLongestName) refuse(token.begin, "a name of more than 127 bytes");
  return name;
}

std::int64_t Cursor::expect_integer(std::string_view what) {
  const Token& token = peek();
  std::int64_t value = 0;
  const char* end = token.text.data() + token.text.size();
  const auto [stop, error] = std::from_chars(token.text.data(), end, value);
  if (token.kind != TokenKind::kNumber || error != std::errc() || stop != end) fail_expected(what);
  next();
  return value;
}

void Cursor::expect_end() {
  if (!at_end()) fail_expected("the end of the statement");
}

std::string_view Cursor::text_of(Span span) const {
  return std::string_view(statement_->text).substr(span.begin, span.end - span.begin);
}

void Cursor::fail_expected(std::string_view what) const {
  const Token& token = peek();
  const std::string found = token.kind == TokenKind::kEnd      ? "the end of the statement"
                            : token.kind == TokenKind::kString ? "a literal"
                                                               : fmt::format("\"{}\"", token.text);
  fail_at(token.begin, fmt::format("syntax error: found {}, expected {}", found, what));
}

void Cursor::fail_at(std::size_t offset, std::string_view message) const {
  throw Error(ErrorKind::kInvalid, "{}", message).at(place_of(*statement_, offset));
}

void Cursor::refuse(std::size_t offset, std::string_view what) const {
  fail_at(offset, fmt::format("{} yet: {}", kNotSupported, what));
}

namespace {
constexpr int kDeepest = 400;
thread_local int nesting = 0;
}  // namespace

NestingGuard::NestingGuard(const Cursor& cursor) {
  if (nesting >= kDeepest) {
    cursor.fail_at(cursor.peek().begin,
                   fmt::format("the statement is nested too deeply: {} levels of parentheses and "
                               "queries in one another are the most on the embedded engine",
                               kDeepest));
  }
  ++nesting;
}

NestingGuard::~NestingGuard() {
  if (--nesting == 0) forget_counts();
}

NamedTable parse_table_name(Cursor& cursor) {
  const std::size_t begin = cursor.peek().begin;
  std::vector<std::string> parts{expect_unreserved_name(cursor, "a table name")};
  while (cursor.accept_operator(".")) parts.push_back(cursor.expect_name("a table name"));
  if (parts.size() > 3)
    cursor.fail_at(begin, "a table name has at most three parts: database.schema.table");
  if (parts.size() == 3) {
    if (parts[0] != "dev") {
      cursor.fail_at(
          begin,
          fmt::format("not supported on the embedded engine: the database {} (there is one, dev)",
                      parts[0]));
    }
    parts.erase(parts.begin());
  }
  NamedTable table;
  table.name.name = parts.back();
  if (parts.size() == 2) table.name.schema = parts.front();
  table.span = cursor.span_from(begin);
  return table;
}

std::vector<std::string> parse_name_list(Cursor& cursor, std::string_view what) {
  std::vector<std::string> names;
  cursor.expect_operator("(");
  do {
    names.push_back(cursor.expect_name(what));
  } while (cursor.accept_operator(","));
  cursor.expect_operator(")");
  return names;
}

namespace {

/// Takes the further words of DOUBLE PRECISION, CHARACTER VARYING, INTERVAL DAY TO SECOND.
void skip_type_words(Cursor& cursor) {
  const Token& first = cursor.next();
  if (is_word(first, "DOUBLE")) cursor.accept_word("PRECISION");
  if (is_word(first, "NATIONAL")) cursor.accept_word("CHARACTER");
  if (is_word(first, "CHARACTER") || is_word(first, "CHAR") || is_word(first, "BINARY") ||
      is_word(first, "NATIONAL")) {
    cursor.accept_word("VARYING");
  }
  if (is_word(first, "INTERVAL")) {
    cursor.accept_words({"YEAR", "TO", "MONTH"});
    cursor.accept_words({"DAY", "TO", "SECOND"});
  }
}

}  // namespace

Type parse_data_type(Cursor& cursor, Span* span) {
  const std::size_t begin = cursor.peek().begin;
  if (!cursor.at_name()) cursor.fail_expected("a data type");
  skip_type_words(cursor);
  if (cursor.accept_operator("(")) skip_to_closing(cursor);
  cursor.accept_words({"WITH", "TIME", "ZONE"});
  cursor.accept_words({"WITHOUT", "TIME", "ZONE"});
  const Span whole = cursor.span_from(begin);
  if (span != nullptr) *span = whole;
  try {
    return parse_type(cursor.text_of(whole));
  } catch (Error& error) {
    error.at(place_of(cursor.statement(), begin));
    throw;
  }
}

void skip_to_closing(Cursor& cursor) {
  int depth = 1;
  while (depth > 0) {
    if (cursor.at_end()) cursor.fail_expected(")");
    if (cursor.at_operator("(")) ++depth;
    if (cursor.at_operator(")")) --depth;
    cursor.next();
  }
}

}  // namespace darties::sql
