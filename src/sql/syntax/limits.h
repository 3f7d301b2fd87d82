#pragma once

#include <cstdint>

#include "sql/syntax/cursor.h"
#include "sql/syntax/expression.h"

namespace darties::sql {

/// How much one statement may hold, so that none exhausts the stack, the memory or the patience of who waits: DuckDB can
/// not be interrupted while it binds and plans, so that must be short. Counted while a statement is parsed; each number
/// stands in docs/limits.md.
enum Counted {
  kExpressions,     ///< values, names, operators and calls
  kConditions,      ///< AND and OR: the time for planning them grows with their square
  kConcatenations,  ///< ||
  kSetOperations,   ///< UNION, INTERSECT, EXCEPT
  kTables,          ///< what stands in FROM
  kCommonTables,    ///< WITH
};

/// One more of these. Errors: kInvalid, at the cursor's place, when that is too many.
void count_in_statement(const Cursor& cursor, Counted what);
/// How many there were so far in this statement.
std::int64_t counted_in_statement(Counted what);

/// Says of a node whose children are complete how high its tree is, and counts it.
/// Errors: kInvalid for a tree of too many levels.
void measure(const Cursor& cursor, Expression& node);

/// The highest tree that was measured while it lives is that of a query, which stands inside of another expression.
/// Errors: kInvalid, at the cursor's place, for one that stands in too many others: DuckDB's time for planning such
/// queries doubles with each.
class QueryMeasure {
 public:
  explicit QueryMeasure(const Cursor& cursor);
  ~QueryMeasure();
  QueryMeasure(const QueryMeasure&) = delete;
  QueryMeasure& operator=(const QueryMeasure&) = delete;
  void add_to(Expression& subquery) const;

 private:
  int tallest_before_;
  std::int64_t size_before_;
};

/// Forgets what was counted: another statement begins.
void forget_counts();

}  // namespace darties::sql
