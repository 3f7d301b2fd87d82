#pragma once

#include "sql/translation/context.h"

namespace darties::sql {

/// Adds to `context.edits` what an expression or a query needs to mean the same in DuckDB.

void rewrite_query(Context& context, const Query& query);
/// FROM, WHERE and WITH of UPDATE, DELETE and MERGE.
void rewrite_rest(Context& context, const Query& rest);
void rewrite_expression(Context& context, const ExpressionPtr& expression);

/// A table named in FROM, UPDATE, INSERT INTO, …: edits its text into DuckDB's name.
/// Errors: kNotFound when there is no such relation.
void rewrite_table_reference(Context& context, const NamedTable& table, bool aliased = true);

/// The name a select list item without alias has in Redshift; empty: DuckDB's is the same.
std::string column_name(const Expression& expression);

// Parts of rewrite_expression.
void rewrite_operator(Context& context, const ExpressionPtr& expression);
void compare_without_blanks(Context& context, const std::vector<ExpressionPtr>& sides);
/// Values that are compared with one another meet in one type. Call it before other edits of the sides are
/// added, which then see the sides as they are.
void compare_types(Context& context, const std::vector<ExpressionPtr>& sides);
void rewrite_like(Context& context, const ExpressionPtr& expression);
void rewrite_cast(Context& context, const ExpressionPtr& expression);
void rewrite_literal(Context& context, const Expression& expression);
void rewrite_keyword(Context& context, const Expression& expression);
void rewrite_call(Context& context, const ExpressionPtr& expression);
void rewrite_identifier(Context& context, Span span, const std::string& name);

}  // namespace darties::sql
