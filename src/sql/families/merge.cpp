#include "sql/families/assignments.h"
#include "sql/families/family.h"
#include "sql/syntax/parsers.h"

namespace darties::sql {
namespace {

std::string accept_alias(Cursor& cursor) {
  if (cursor.accept_word("AS") || can_be_bare_alias(cursor.peek()))
    return cursor.expect_name("an alias");
  return {};
}

void read_insert(Cursor& cursor, MergeStatement& merge) {
  cursor.expect_word("INSERT");
  if (cursor.at_operator("(")) merge.insert_columns = parse_name_list(cursor, "a column name");
  cursor.expect_word("VALUES");
  cursor.expect_operator("(");
  do {
    const std::size_t begin = cursor.peek().begin;
    merge.insert_values.push_back(cursor.accept_word("DEFAULT") ? nullptr
                                                                : parse_expression(cursor));
    merge.insert_value_spans.push_back(cursor.span_from(begin));
  } while (cursor.accept_operator(","));
  cursor.expect_operator(")");
}

void read_actions(Cursor& cursor, MergeStatement& merge) {
  if (cursor.accept_words({"REMOVE", "DUPLICATES"})) {
    merge.remove_duplicates = true;
    return;
  }
  cursor.expect_word("WHEN");
  cursor.expect_word("MATCHED");
  cursor.expect_word("THEN");
  if (cursor.accept_word("DELETE")) {
    merge.matched_delete = true;
  } else {
    if (!cursor.accept_word("UPDATE")) cursor.fail_expected("UPDATE or DELETE");
    cursor.expect_word("SET");
    merge.assignments = parse_assignments(cursor);
  }
  cursor.expect_word("WHEN");
  cursor.expect_word("NOT");
  cursor.expect_word("MATCHED");
  cursor.expect_word("THEN");
  read_insert(cursor, merge);
}

}  // namespace

Parsed parse_merge(Cursor& cursor) {
  cursor.expect_word("MERGE");
  cursor.expect_word("INTO");
  MergeStatement merge;
  std::size_t begin = cursor.peek().begin;
  merge.table = parse_table_name(cursor);
  merge.alias = accept_alias(cursor);
  merge.target_span = cursor.span_from(begin);
  cursor.expect_word("USING");
  begin = cursor.peek().begin;
  auto rest = std::make_shared<Query>();
  rest->body = std::make_shared<QueryBody>();
  rest->body->select.from = parse_from_items(cursor);
  merge.source_span = cursor.span_from(begin);
  const FromItem& source = *rest->body->select.from.front();
  merge.source_alias = source.alias.empty() ? source.table.name.name : source.alias;
  cursor.expect_word("ON");
  begin = cursor.peek().begin;
  rest->body->select.where = parse_expression(cursor);
  merge.condition_span = cursor.span_from(begin);
  merge.rest = rest;
  read_actions(cursor, merge);
  return merge;
}

}  // namespace darties::sql
