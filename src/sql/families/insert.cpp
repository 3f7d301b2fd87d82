#include "sql/families/family.h"
#include "sql/syntax/parsers.h"

namespace darties::sql {
namespace {

/// A value, or null for DEFAULT.
ExpressionPtr value_or_default(Cursor& cursor) {
  if (cursor.accept_word("DEFAULT")) return nullptr;
  return parse_expression(cursor);
}

void read_rows(Cursor& cursor, InsertStatement& insert) {
  do {
    cursor.expect_operator("(");
    std::vector<std::shared_ptr<const Expression>> row;
    std::vector<Span> spans;
    do {
      const std::size_t begin = cursor.peek().begin;
      row.push_back(value_or_default(cursor));
      spans.push_back(cursor.span_from(begin));
    } while (cursor.accept_operator(","));
    cursor.expect_operator(")");
    insert.rows.push_back(std::move(row));
    insert.row_spans.push_back(std::move(spans));
  } while (cursor.accept_operator(","));
}

}  // namespace

Parsed parse_insert(Cursor& cursor) {
  cursor.expect_word("INSERT");
  cursor.expect_word("INTO");
  InsertStatement insert;
  insert.table = parse_table_name(cursor);
  if (cursor.at_operator("(") && !at_query(cursor)) {
    const std::size_t begin = cursor.peek().begin;
    insert.columns = parse_name_list(cursor, "a column name");
    insert.columns_span = cursor.span_from(begin);
  }
  const std::size_t begin = cursor.peek().begin;
  if (cursor.accept_words({"DEFAULT", "VALUES"})) {
    insert.default_values = true;
  } else if (cursor.accept_word("VALUES")) {
    read_rows(cursor, insert);
  } else if (at_query(cursor)) {
    insert.query = parse_query(cursor);
  } else {
    cursor.fail_expected("VALUES, DEFAULT VALUES or a query");
  }
  insert.source_span = cursor.span_from(begin);
  if (cursor.at_word("RETURNING") || cursor.at_words({"ON", "CONFLICT"})) {
    cursor.fail_at(cursor.peek().begin,
                   "RETURNING and ON CONFLICT do not exist in Redshift; see MERGE");
  }
  return insert;
}

}  // namespace darties::sql
