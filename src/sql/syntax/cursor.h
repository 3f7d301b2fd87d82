#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "sql/lexer.h"
#include "sql/statements.h"

namespace darties::sql {

/// How the message of a refusal begins: what Redshift accepts and the embedded engine does not.
inline constexpr std::string_view kNotSupported = "not supported on the embedded engine";

/// Walks over the tokens of one statement; what every parser of a statement family is built on.
///
///     cursor.expect_word("DROP");
///     const bool if_exists = cursor.accept_words({"IF", "EXISTS"});
///     const auto table = parse_table_name(cursor);
///
/// Keywords are given in capitals. A copy remembers a place to come back to.
class Cursor {
 public:
  /// Both must outlive the cursor.
  Cursor(const Statement& statement, const std::vector<Token>& tokens)
      : statement_(&statement), tokens_(&tokens) {}

  const Statement& statement() const { return *statement_; }
  const Token& peek(std::size_t ahead = 0) const;
  const Token& next();
  /// The token before this one; the first one when there is none.
  const Token& previous() const;
  bool at_end() const { return peek().kind == TokenKind::kEnd; }

  bool at_word(std::string_view keyword, std::size_t ahead = 0) const;
  bool at_any_word(std::initializer_list<std::string_view> keywords) const;
  bool at_words(std::initializer_list<std::string_view> keywords) const;
  bool at_operator(std::string_view text, std::size_t ahead = 0) const;
  bool at_string() const;
  /// A word or a quoted name.
  bool at_name(std::size_t ahead = 0) const;

  bool accept_word(std::string_view keyword);
  bool accept_words(std::initializer_list<std::string_view> keywords);
  bool accept_operator(std::string_view text);

  void expect_word(std::string_view keyword);
  void expect_operator(std::string_view text);
  /// A name, folded; `what` says which one in the message.
  std::string expect_name(std::string_view what);
  std::int64_t expect_integer(std::string_view what);
  void expect_end();

  /// From `begin` (a token's begin) to the end of the previous token.
  Span span_from(std::size_t begin) const { return {begin, previous().end}; }
  std::string_view text_of(Span span) const;

  /// Throws: found …, expected `what`.
  [[noreturn]] void fail_expected(std::string_view what) const;
  /// Throws `message` at the place of byte `offset`.
  [[noreturn]] void fail_at(std::size_t offset, std::string_view message) const;
  /// Throws: not supported on the embedded engine yet: `what`, at byte `offset`.
  [[noreturn]] void refuse(std::size_t offset, std::string_view what) const;

 private:
  const Statement* statement_;
  const std::vector<Token>* tokens_;
  std::size_t index_ = 0;
};

/// Counts how deeply expressions and queries are nested while it lives, so that no input exhausts
/// the stack. Errors: kInvalid beyond 400 levels.
class NestingGuard {
 public:
  explicit NestingGuard(const Cursor& cursor);
  ~NestingGuard();
  NestingGuard(const NestingGuard&) = delete;
  NestingGuard& operator=(const NestingGuard&) = delete;
};

/// [database.][schema.]table, or #table. A third part in front is the database and is dropped when
/// it is `dev`.
NamedTable parse_table_name(Cursor& cursor);

/// ( name, … )
std::vector<std::string> parse_name_list(Cursor& cursor, std::string_view what);

/// A data type: words, parentheses, WITH[OUT] TIME ZONE; its span is returned through `span` when
/// given.
Type parse_data_type(Cursor& cursor, Span* span = nullptr);

/// Moves past tokens to `)` that closes the `(` which was just taken.
void skip_to_closing(Cursor& cursor);

}  // namespace darties::sql
