#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/syntax/parsers.h"

namespace darties::sql {

/// From loose to tight.
enum Level {
  kAny = 0,
  kOr,
  kAnd,
  kNot,
  kIsLevel,
  kEqual,     // =, from the right
  kLess,      // <, >
  kNotEqual,  // <>, <=, >=
  kRange,     // BETWEEN, IN, LIKE
  kOther,     // ||, ~, &, |, #, <<, >>
  kSum,
  kProduct,
  kPower,
  kSign,
};

/// These can not begin an expression.
inline constexpr std::array<std::string_view, 38> kReserved = {
    "FROM",    "WHERE",   "GROUP", "HAVING",  "ORDER", "LIMIT",  "UNION",  "INTERSECT",
    "EXCEPT",  "MINUS",   "ON",    "USING",   "JOIN",  "INNER",  "CROSS",  "NATURAL",
    "FULL",    "QUALIFY", "AND",   "OR",      "IN",    "IS",     "LIKE",   "ILIKE",
    "BETWEEN", "WHEN",    "THEN",  "ELSE",    "END",   "AS",     "SELECT", "INTO",
    "VALUES",  "WINDOW",  "FETCH", "CONNECT", "WITH",  "SIMILAR"};

/// Whether the token is one of these keywords.
inline bool in_list(const Token& token, const auto& words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return is_word(token, word); });
}

/// A Pratt parser: parse(minimum) reads a prefix or a primary, then goes on while the next operator binds at least as
/// tightly as `minimum`. Redshift comes from PostgreSQL 8.0, where IS, <>, <= and >= bound more tightly than they do in
/// later ones and in DuckDB; what would be read in two ways is refused (expression_precedence.cpp). Operators are in expression_parser.cpp, primaries
/// in expression_primary.cpp, names and calls in expression_call.cpp.
class ExpressionParser {
 public:
  explicit ExpressionParser(Cursor& cursor) : cursor_(cursor) {}
  ExpressionPtr parse(int minimum);

 private:
  ExpressionPtr make(ExpressionKind kind, std::size_t begin,
                     std::vector<ExpressionPtr> children = {}) const;
  static Span span_of(const Token& token) { return {token.begin, token.end}; }

  // ---- prefixes and primaries
  ExpressionPtr prefix();
  ExpressionPtr unary(int level, std::string_view name);
  ExpressionPtr primary();
  ExpressionPtr simple(ExpressionKind kind, std::string text);
  /// Adjacent literals are one literal.
  ExpressionPtr string_literal();
  ExpressionPtr parenthesised();
  bool at_subquery() const;
  ExpressionPtr subquery();
  ExpressionPtr word();
  ExpressionPtr case_expression();
  ExpressionPtr exists();
  /// INTERVAL '…' [YEAR [TO MONTH] | DAY [TO SECOND] | …]
  ExpressionPtr interval();
  ExpressionPtr typed_literal();

  // ---- names and calls
  ExpressionPtr name_or_call();
  /// column (+)
  void accept_outer_marker(Expression& column);
  [[noreturn]] void refuse(std::size_t offset, std::string_view what) const;
  /// pg_catalog.lower(x): the schema of the functions that are built in may be written.
  ExpressionPtr qualified_call(std::size_t begin, const Expression& name);
  ExpressionPtr special_call();
  ExpressionPtr cast();
  /// CONVERT(type, e)
  ExpressionPtr convert();
  ExpressionPtr cast_node(const Token& first, std::string_view name, const Type& type,
                          Span type_span, std::vector<ExpressionPtr> children);
  ExpressionPtr call_node(const Token& first, std::string_view name,
                          std::vector<ExpressionPtr> children);
  /// EXTRACT(part FROM e): the part becomes a string as the first argument.
  ExpressionPtr extract();
  ExpressionPtr date_part_name();
  /// POSITION(a IN b)
  ExpressionPtr position();
  /// TRIM([BOTH|LEADING|TRAILING] [c FROM] s): children s [, c], name btrim, ltrim or rtrim.
  ExpressionPtr trim();
  /// SUBSTRING(s FROM a [FOR n]) or with commas.
  ExpressionPtr substring();
  ExpressionPtr call();
  /// ( [DISTINCT] args [IGNORE NULLS] ) [WITHIN GROUP …] [IGNORE NULLS] [OVER …]
  ExpressionPtr arguments(std::size_t begin, const std::shared_ptr<Expression>& node);
  void accept_null_treatment(CallDetails& details);
  void accept_within_group(CallDetails& details);
  void accept_over(CallDetails& details);
  void read_frame(Window& window);

  // ---- after a primary: ::type, [index], .field, AT TIME ZONE
  ExpressionPtr postfix(ExpressionPtr value);
  ExpressionPtr colon_cast(std::size_t begin, ExpressionPtr value);
  ExpressionPtr subscript(std::size_t begin, ExpressionPtr value);
  bool at_field(const Expression& value) const;
  ExpressionPtr field(std::size_t begin, ExpressionPtr value);

  // ---- infix
  ExpressionPtr infix(const ExpressionPtr& left, int minimum);
  ExpressionPtr operator_infix(const ExpressionPtr& left, int minimum);
  static int level_of(std::string_view text);
  void refuse_ambiguous_is(const Expression& left) const;
  void refuse_ambiguous_comparison(const Expression& node) const;
  ExpressionPtr binary(const ExpressionPtr& left, int level, std::string_view name);
  ExpressionPtr binary_node(ExpressionPtr left, ExpressionPtr right, std::string_view name,
                            Span sign) const;
  /// a AND b AND c …, whose parts may be grouped in any way: a tree of no more levels than it needs.
  ExpressionPtr grouped(std::span<const ExpressionPtr> parts, std::span<const Span> signs,
                        std::string_view name) const;
  /// AND, OR and ||.
  static bool is_associative(std::string_view name);
  bool at_sign(std::string_view name) const;
  bool at_quantifier(std::size_t ahead = 0) const;
  ExpressionPtr quantified(const ExpressionPtr& left, const Token& sign);
  ExpressionPtr is(const ExpressionPtr& left);
  ExpressionPtr is_null(const ExpressionPtr& left);
  /// [NOT] IN | BETWEEN | LIKE | ILIKE | SIMILAR TO
  ExpressionPtr range(const ExpressionPtr& left);
  ExpressionPtr in(const ExpressionPtr& left);
  ExpressionPtr between(const ExpressionPtr& left);
  ExpressionPtr like(const ExpressionPtr& left, const Token& word);
  Cursor& cursor_;
};

}  // namespace darties::sql
