#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sql/statements.h"
#include "sql/syntax/expression.h"

namespace darties::sql {

/// EXCLUDE c, …: columns that a star leaves out.
struct Exclusion {
  Span span;  ///< from EXCLUDE on
  std::vector<std::string> names;
};

struct SelectItem {
  ExpressionPtr value;
  std::string alias;           ///< empty: none
  Span alias_span;             ///< of the name alone
  bool alias_is_bare = false;  ///< AS is left out
  Span span;
  std::optional<Exclusion> exclude;  ///< right after a star
};

struct FromItem;
using FromItemPtr = std::shared_ptr<FromItem>;

/// PIVOT ( aggregate [AS a], … FOR column IN (value [AS n], …) ), or
/// UNPIVOT [INCLUDE | EXCLUDE NULLS] ( value FOR name IN (column [AS label], …) ).
struct Pivot {
  bool unpivot = false;
  Span span;
  std::vector<SelectItem> aggregates;  ///< PIVOT
  ExpressionPtr column;                ///< PIVOT: after FOR
  std::vector<SelectItem> in;          ///< an alias may be a literal
  std::string value_name;              ///< UNPIVOT
  Span value_span;
  std::string label_name;  ///< UNPIVOT: after FOR
  Span label_span;
};

/// A table, a subquery, a join, … in FROM.
struct FromItem {
  enum class Kind {
    kTable,
    kSubquery,
    kJoin,
    kFunction,       ///< value: the call
    kUnnest,         ///< t.col[0] AS item [AT idx]: the elements of a SUPER array; value: the path
    kObjectUnpivot,  ///< UNPIVOT t.col AS v AT k: the attributes of a SUPER object
    kPivot,          ///< left: what is pivoted
  } kind = Kind::kTable;
  Span span;
  NamedTable table;
  QueryPtr query;
  ExpressionPtr value;        ///< kTable: a name in several parts, which may be a SUPER column
  std::string position_name;  ///< AT name
  Span position_span;         ///< AT name
  std::shared_ptr<const Pivot> pivot;
  bool natural = false;  ///< kJoin
  std::string alias;
  Span alias_span;
  std::vector<std::string> column_aliases;
  std::vector<Span> column_alias_spans;
  FromItemPtr left;
  FromItemPtr right;
  ExpressionPtr condition;
  std::vector<Span> using_spans;
};

/// START WITH condition CONNECT BY condition, in either order.
struct Hierarchy {
  ExpressionPtr start;  ///< null: every row is a root
  Span start_span;
  ExpressionPtr step;
  Span step_span;
  std::size_t no_cycle = 0;  ///< where NOCYCLE stands; 0: it does not
};

/// SELECT … without WITH, ORDER BY and LIMIT; or what UPDATE and DELETE share with it: FROM and
/// WHERE.
struct SelectBody {
  Span span;
  bool distinct = false;
  ExpressionPtr top;
  Span top_span;       ///< TOP n
  Span distinct_span;  ///< DISTINCT
  std::vector<SelectItem> items;
  std::optional<Exclusion> exclude;  ///< after the whole list
  std::vector<FromItemPtr> from;
  Span from_span;  ///< what follows FROM
  ExpressionPtr where;
  std::optional<Hierarchy> hierarchy;
  std::vector<ExpressionPtr> group_by;
  bool grouping_sets = false;  ///< ROLLUP, CUBE, GROUPING SETS
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
  bool all = false;  ///< UNION ALL
  QueryPtr nested;   ///< ( query )
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
