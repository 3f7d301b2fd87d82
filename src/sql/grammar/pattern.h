#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sql/syntax/cursor.h"

namespace darties::sql {

/// A piece of a statement that a pattern names.
struct Capture {
  std::string_view label;
  Span span;
};

/// A grammar in the notation of manuals, for statements of which little more is asked than whether they are well formed.
///
///     const Pattern pattern("DROP USER [ IF EXISTS ] name:user ,..");
///
/// WORD        this keyword                    name     an identifier
/// string      a literal                       object   name[.name]…
/// number      with or without a sign          role     a name, also ns:name
/// value       a literal, number or word       type     a data type, tolerantly
/// parens      ( … ), balanced                 rest     all that follows
/// query, expression
/// [ x ]       x or nothing                    { x | y }  the first that fits
/// x ,..       x, or several with commas       x ...    one or more of x
/// <rule>      a pattern that rules() knows    x:label  is captured
/// Everything else (parentheses, =, .) stands for itself.
///
/// Alternatives are tried in order and nothing is tried again once it fit: the longer one goes first.
class Pattern {
 public:
  explicit Pattern(std::string_view text);

  /// What kept a pattern from fitting: the furthest place it came to, and what could have stood there.
  struct Failure {
    std::size_t offset = 0;
    Cursor at;
    std::vector<std::string> expected;
    explicit Failure(const Cursor& cursor) : offset(cursor.peek().begin), at(cursor) {}
  };

  /// Moves `cursor` past what fits and adds what it captured. Where nothing fits, the cursor stays and `failure` learns of
  /// it.
  bool match(Cursor& cursor, std::vector<Capture>& captures, Failure& failure) const;

 private:
  friend class PatternReader;
  friend class PatternMatcher;
  struct Node {
    enum class Kind {
      kWord,
      kToken,  // punctuation
      kName,
      kObject,
      kRole,
      kString,
      kNumber,
      kValue,
      kType,
      kParens,
      kQuery,
      kExpression,
      kRest,
      kRule,
      kSequence,
      kChoice,
      kOptional,
      kList,    // with commas
      kRepeat,  // one or more
    } kind = Kind::kSequence;
    std::string_view text;
    std::string_view label;
    std::vector<Node> children;
  };
  Node root_;
};

/// The pattern behind <name>. Throws kBug for a name that is not there.
const Pattern& rule(std::string_view name);

/// Throws the syntax error that `failure` tells of.
[[noreturn]] void fail_expected(const Pattern::Failure& failure);

}  // namespace darties::sql
