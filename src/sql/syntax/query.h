#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sql/statements.h"
#include "sql/syntax/expression.h"

namespace darties::sql {

struct SelectItem {
  ExpressionPtr value;
  std::string alias;  ///< empty: none
  Span alias_span;    ///< of the name alone
  Span span;
};

struct FromItem;
using FromItemPtr = std::shared_ptr<FromItem>;

/// A table, a subquery or a join in FROM.
struct FromItem {
  enum class Kind { kTable, kSubquery, kJoin } kind = Kind::kTable;
  Span span;
  NamedTable table;
  QueryPtr query;
  std::string alias;
  Span alias_span;
  std::vector<std::string> column_aliases;
  std::vector<Span> column_alias_spans;
  FromItemPtr left;
  FromItemPtr right;
  ExpressionPtr condition;
  std::vector<Span> using_spans;
};

/// SELECT … without WITH, ORDER BY and LIMIT; or what UPDATE and DELETE share with it: FROM and
/// WHERE.
struct SelectBody {
  Span span;
  bool distinct = false;
  ExpressionPtr top;
  Span top_span;  ///< TOP n
  std::vector<SelectItem> items;
  std::vector<FromItemPtr> from;
  ExpressionPtr where;
  std::vector<ExpressionPtr> group_by;
  ExpressionPtr having;
  ExpressionPtr qualify;
  std::optional<SelectStatement::Into> into;
};

struct QueryBody;
using QueryBodyPtr = std::shared_ptr<QueryBody>;

struct QueryBody {
  enum class Kind { kSelect, kValues, kSetOperation, kNested } kind = Kind::kSelect;
  Span span;
  SelectBody select;
  std::vector<std::vector<ExpressionPtr>> rows;  ///< kValues
  QueryBodyPtr left;
  QueryBodyPtr right;
  Span operator_span;  ///< UNION, INTERSECT, EXCEPT, MINUS
  bool minus = false;
  QueryPtr nested;  ///< ( query )
};

struct CommonTable {
  std::string name;
  Span name_span;
  std::vector<std::string> columns;
  std::vector<Span> column_spans;
  QueryPtr query;
};

struct Query {
  Span span;
  std::vector<CommonTable> with;
  bool recursive = false;
  QueryBodyPtr body;
  std::vector<SortKey> order_by;
  ExpressionPtr limit;
  ExpressionPtr offset;
  Span limit_span;  ///< LIMIT … as a whole
};

/// The first SELECT of a query, which names its columns; null for VALUES.
const SelectBody* first_select(const Query& query);

}  // namespace darties::sql
