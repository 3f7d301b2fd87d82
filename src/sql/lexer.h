#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sql/statement.h"

namespace darties::sql {

enum class TokenKind {
  kEnd,           ///< after the last one
  kWord,          ///< keyword or unquoted identifier; also #name of a temporary table
  kQuoted,        ///< "identifier"
  kString,        ///< 'text', E'text'
  kDollarString,  ///< $$text$$, $tag$text$tag$
  kNumber,
  kParameter,  ///< :name or $1
  kOperator,   ///< punctuation too: ( ) , ; . [ ] and ::, ||, <=, !~, …
};

/// A token and where it stands: bytes [begin, end) of the text.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view text;  ///< of the text that was given to tokenize()
};

/// The tokens of the statement, without blanks and comments, closed by one kEnd. They point into
/// `statement.text`. Errors: kInvalid with the place of the opening mark for what is never closed.
std::vector<Token> tokenize(const Statement& statement);

/// Whether the token is this keyword, given in capitals. A quoted identifier never is one.
bool is_word(const Token& token, std::string_view keyword);
bool is_operator(const Token& token, std::string_view text);

/// What a kString or kDollarString says, escapes resolved as Redshift does: '' and, outside of
/// dollars, \n \t \b \f \r, octal \ddd, and any other character after a backslash for itself.
std::string string_value(const Token& token);
/// The same with backslashes left alone: for the arguments of COPY and UNLOAD, which read them
/// themselves.
std::string raw_string_value(const Token& token);
/// The name a kWord or kQuoted stands for, folded to lower case unless it is quoted and
/// `case_sensitive`.
std::string identifier_value(const Token& token, bool case_sensitive = false);

}  // namespace darties::sql
