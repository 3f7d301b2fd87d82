#pragma once

#include <string>
#include <vector>

#include "sql/syntax/parsers.h"

namespace darties::sql {

/// Reads queries: WITH, set operations and limits in query_parser.cpp, one SELECT in select_parser.cpp, what stands
/// after FROM in from_parser.cpp.
class QueryParser {
 public:
  explicit QueryParser(Cursor& cursor) : cursor_(cursor) {}

  QueryPtr query();
  void with(Query& query);
  std::vector<FromItemPtr> from_items();

 private:
  static Span span_of(const Token& token) { return {token.begin, token.end}; }
  void names(std::vector<std::string>& names, std::vector<Span>& spans);
  /// [AS] name; whether AS was there. A literal is a name after AS when `literals`.
  bool accept_alias(std::string& alias, Span& span, bool literals);

  void limits(Query& query);
  QueryBodyPtr set_operation();
  QueryBodyPtr intersection();
  QueryBodyPtr set_node(const QueryBodyPtr& left, QueryBodyPtr (QueryParser::*next)());
  QueryBodyPtr simple_body();
  void values(QueryBody& body);

  // ---- one SELECT
  void select(SelectBody& body);
  void distinct(SelectBody& body);
  void top(SelectBody& body);
  SelectItem select_item();
  void check_aliases(const SelectBody& body) const;
  std::optional<Exclusion> exclusion();
  bool at_further_excluded_name() const;
  void into(SelectBody& body);
  void clauses(SelectBody& body);
  void hierarchy(SelectBody& body);
  void group_by(SelectBody& body);
  void grouping_key(SelectBody& body);

  // ---- FROM
  FromItemPtr joined();
  bool join_words();
  void join_condition(FromItem& join);
  FromItemPtr table_reference();
  void source(FromItem& item);
  /// A table, a function or a path into a SUPER column.
  void named_source(FromItem& item);
  FromItemPtr parenthesised_join();
  bool at_query_after_parenthesis() const;
  void alias(FromItem& item);
  void position_alias(FromItem& item);
  FromItemPtr pivoted(FromItemPtr item);
  void pivot(Pivot& pivot);
  void unpivot(Pivot& pivot);
  void pivot_list(Pivot& pivot);
  SelectItem named_value(ExpressionPtr (*parse)(Cursor&), bool literals);

  Cursor& cursor_;
};

}  // namespace darties::sql
