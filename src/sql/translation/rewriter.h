#pragma once

#include "sql/translation/context.h"

namespace darties::sql {

/// Adds to `context.edits` what an expression or a query needs to mean the same in DuckDB.

KnownColumns rewrite_query(Context& context, const Query& query);
/// FROM, WHERE and WITH of UPDATE, DELETE and MERGE.
void rewrite_rest(Context& context, const Query& rest);
void rewrite_expression(Context& context, const ExpressionPtr& expression);
void rewrite_children(Context& context, const Expression& expression);

/// What stands in FROM; its columns may be named from here on.
void rewrite_from(Context& context, const FromItem& item);
/// PIVOT and UNPIVOT: the source they make.
void rewrite_pivot(Context& context, const FromItem& item);
/// FROM t.col[0] AS item [AT idx], and FROM UNPIVOT t.col AS v AT k.
void rewrite_unnest(Context& context, const FromItem& item, const ExpressionPtr& path);
void rewrite_object_unpivot(Context& context, const FromItem& item);
/// Edits a table's name into DuckDB's. Errors: kNotFound when there is no such relation.
KnownColumns rewrite_table_reference(Context& context, const NamedTable& table,
                                     bool aliased = true);
void rewrite_names(Context& context, const std::vector<std::string>& names,
                   const std::vector<Span>& spans);

/// FROM a, b WHERE a.x = b.x (+) becomes FROM a LEFT JOIN b ON …; the sources must be open.
void rewrite_outer_joins(Context& context, const SelectBody& select);
/// START WITH … CONNECT BY … becomes a recursive query in FROM: its edit, then its conditions.
void begin_hierarchy(Context& context, const SelectBody& select);
void rewrite_hierarchy(Context& context, const SelectBody& select);
/// Row numbers of which only the first are kept sort by one key, so that DuckDB need not sort everything.
void sort_limited_row_numbers(Context& context, const SelectBody& select);
/// The stars of a select list: EXCLUDE, and the order of columns after USING.
void rewrite_stars(Context& context, const SelectBody& select);

/// Columns and paths into SUPER values: t.column.attribute[0].
void rewrite_column(Context& context, const Expression& column);
void rewrite_navigation(Context& context, const Expression& path);

/// The name a select list item without alias has in Redshift; empty: DuckDB's is the same.
std::string column_name(const Expression& expression);

// Parts of rewrite_expression.
void rewrite_operator(Context& context, const ExpressionPtr& expression);
/// Values that are compared with one another meet in one type. Call it before other edits of the sides are
/// added, which then see the sides as they are.
void compare_types(Context& context, const std::vector<ExpressionPtr>& sides);
/// What compares: =, <, IN, BETWEEN, IS DISTINCT FROM, = ANY, CASE x WHEN.
void rewrite_comparison(Context& context, const ExpressionPtr& expression);
/// The same, and trailing blanks do not count, and SUPER values show their scalar.
void compare(Context& context, const std::vector<ExpressionPtr>& sides);
/// A value that must not be SUPER, since it would be taken for its JSON text.
void refuse_super(Context& context, const ExpressionPtr& value, const std::string& what);
void rewrite_like(Context& context, const ExpressionPtr& expression);
void rewrite_cast(Context& context, const ExpressionPtr& expression);
void rewrite_literal(Context& context, const Expression& expression);
void rewrite_keyword(Context& context, const Expression& expression);
void rewrite_call(Context& context, const ExpressionPtr& expression);
void rewrite_identifier(Context& context, Span span, const std::string& name);

}  // namespace darties::sql
