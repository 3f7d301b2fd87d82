#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sql/statements.h"

// The tree of an expression. It keeps where everything stands, because translation copies the
// user's text and changes only what must change.

namespace darties::sql {

struct Query;
struct Expression;
using QueryPtr = std::shared_ptr<const Query>;
using ExpressionPtr = std::shared_ptr<Expression>;

enum class ExpressionKind {
  kNull,
  kBoolean,
  kNumber,
  kString,
  kTypedLiteral,  ///< DATE '…', TIMESTAMP '…', INTERVAL '…' [DAY]
  kParameter,     ///< $1
  kColumn,        ///< [schema.][table.]column
  kStar,          ///< * or table.*
  kKeyword,       ///< CURRENT_DATE, SYSDATE, USER: a value without parentheses
  kUnary,         ///< name: "-", "+", "not", "~", "@", "|/", "||/", "prior"
  kBinary,        ///< name: the operator, or "and", "or"
  kCast,          ///< e::type, CAST(e AS type), CONVERT(type, e)
  kCall,
  kCase,
  kBetween,       ///< children: value, low, high
  kIn,            ///< children: value, then the list or one kSubquery
  kLike,          ///< name: "like", "ilike", "similar to"; children: value, pattern, [escape]
  kIs,            ///< name: what follows IS [NOT]: "null", "true", "false", "unknown"
  kDistinctFrom,  ///< children: two
  kExists,
  kQuantified,   ///< name: the operator; children: value, kSubquery or list
  kSubquery,     ///< ( query )
  kParenthesis,  ///< ( e )
  kRow,          ///< ( e, … ), also ()
  kSubscript,    ///< children: value, index
  kField,        ///< (value).name
  kAtTimeZone,   ///< children: value, zone
};

struct SortKey {
  ExpressionPtr value;
  Span span;
  bool descending = false;
};

struct Window {
  std::string name;  ///< OVER name
  std::vector<ExpressionPtr> partition_by;
  std::vector<SortKey> order_by;
  Span frame;  ///< ROWS …, RANGE …
  Span span;   ///< from OVER on
};

/// What a call has beside its arguments.
struct CallDetails {
  Span arguments;  ///< between the parentheses
  bool star = false;
  bool distinct = false;
  Span distinct_span;
  bool approximate = false;
  Span approximate_span;
  std::vector<SortKey> within_group;
  Span within_group_span;  ///< WITHIN GROUP ( … )
  enum class Nulls { kNone, kIgnore, kRespect } nulls = Nulls::kNone;
  Span nulls_span;
  std::optional<Window> over;
};

struct Expression {
  ExpressionKind kind = ExpressionKind::kNull;
  Span span;
  std::string name;  ///< operator, function or keyword in lower case; kColumn: the last part
  Span name_span;
  std::vector<std::string> path;  ///< kColumn, kStar: the parts, folded
  std::vector<Span> path_spans;
  std::vector<ExpressionPtr> children;  ///< in the order of the text
  QueryPtr query;                       ///< kSubquery
  int height = 1;                       ///< levels, this one included
  std::int64_t size = 1;                ///< nodes, this one included
  std::string text;                     ///< kString, kTypedLiteral: the value; kNumber: as written
  std::optional<Type> type;             ///< kCast, kTypedLiteral but intervals
  Span type_span;
  Span outer_marker;         ///< kColumn: (+)
  bool negated = false;      ///< NOT IN, IS NOT, NOT LIKE, NOT BETWEEN
  bool has_operand = false;  ///< kCase: children[0] is compared with every WHEN
  bool has_else = false;     ///< kCase: the last child
  std::shared_ptr<CallDetails> call;
};

}  // namespace darties::sql
