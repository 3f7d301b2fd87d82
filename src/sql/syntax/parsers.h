#pragma once

#include "sql/syntax/cursor.h"
#include "sql/syntax/expression.h"
#include "sql/syntax/query.h"

namespace darties::sql {

/// Reads one expression: everything up to a token that can not continue it.
ExpressionPtr parse_expression(Cursor& cursor);

/// The same without comparison operators, AND and OR, for DEFAULT, BETWEEN and the like.
ExpressionPtr parse_operand(Cursor& cursor);

/// A name with what follows it directly: a call, or a path into a SUPER value.
ExpressionPtr parse_path(Cursor& cursor);

std::vector<SortKey> parse_sort_keys(Cursor& cursor);

/// Whether a query begins here: SELECT, WITH, VALUES or ( SELECT ….
bool at_query(const Cursor& cursor);

/// WITH … SELECT … ORDER BY … LIMIT.
QueryPtr parse_query(Cursor& cursor);

/// WITH …, when it stands here, into `query`.
void accept_with(Cursor& cursor, Query& query);

/// Table references after FROM or USING, separated by commas.
std::vector<FromItemPtr> parse_from_items(Cursor& cursor);

/// Whether the word may be an alias without AS.
bool can_be_bare_alias(const Token& token);

}  // namespace darties::sql
