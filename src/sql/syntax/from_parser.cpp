#include "sql/syntax/limits.h"
#include "sql/syntax/query_parser.h"

namespace darties::sql {
namespace {

// The time for sorting their conditions grows with the cube.
constexpr std::size_t kMostWithCommas = 64;

}  // namespace

std::vector<FromItemPtr> QueryParser::from_items() {
  std::vector<FromItemPtr> items;
  do {
    if (items.size() == kMostWithCommas) {
      cursor_.fail_at(cursor_.peek().begin,
                      fmt::format("the statement is too large: {} tables with commas between them "
                                  "are the most on the embedded engine; write JOIN",
                                  kMostWithCommas));
    }
    items.push_back(joined());
  } while (cursor_.accept_operator(","));
  return items;
}

FromItemPtr QueryParser::joined() {
  const NestingGuard guard(cursor_);
  FromItemPtr left = table_reference();
  while (cursor_.at_any_word({"JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL"})) {
    auto node = std::make_shared<FromItem>();
    node->kind = FromItem::Kind::kJoin;
    node->natural = cursor_.at_word("NATURAL");
    const bool crossed = join_words();
    node->left = left;
    node->right = table_reference();
    if (!node->natural && !crossed) join_condition(*node);
    node->span = cursor_.span_from(left->span.begin);
    left = std::move(node);
  }
  return left;
}

/// Whether it is a CROSS JOIN.
bool QueryParser::join_words() {
  bool crossed = false;
  cursor_.accept_word("NATURAL");
  if (cursor_.accept_word("LEFT") || cursor_.accept_word("RIGHT") || cursor_.accept_word("FULL")) {
    cursor_.accept_word("OUTER");
  } else if (!cursor_.accept_word("INNER")) {
    crossed = cursor_.accept_word("CROSS");
  }
  cursor_.expect_word("JOIN");
  return crossed;
}

void QueryParser::join_condition(FromItem& join) {
  if (cursor_.accept_word("ON")) {
    join.condition = parse_expression(cursor_);
  } else if (cursor_.accept_word("USING")) {
    std::vector<std::string> columns;
    names(columns, join.using_spans);
  } else {
    cursor_.fail_expected("ON or USING");
  }
}

FromItemPtr QueryParser::table_reference() {
  count_in_statement(cursor_, kTables);
  auto item = std::make_shared<FromItem>();
  const std::size_t begin = cursor_.peek().begin;
  cursor_.accept_word("LATERAL");
  if (cursor_.at_operator("(") && !at_query_after_parenthesis()) {
    item = parenthesised_join();
  } else {
    source(*item);
    alias(*item);
    item->span = cursor_.span_from(begin);
  }
  while (cursor_.at_any_word({"PIVOT", "UNPIVOT"})) item = pivoted(std::move(item));
  return item;
}

void QueryParser::source(FromItem& item) {
  if (cursor_.accept_operator("(")) {
    item.kind = FromItem::Kind::kSubquery;
    item.query = query();
    cursor_.expect_operator(")");
  } else if (cursor_.at_string()) {
    cursor_.fail_at(cursor_.peek().begin,
                    "a table name can not be a literal: files are loaded with COPY");
  } else if (cursor_.at_word("ONLY") && cursor_.at_name(1)) {
    cursor_.fail_at(cursor_.peek().begin, "Redshift has no FROM ONLY: its tables do not inherit");
  } else if (cursor_.at_word("UNPIVOT") && cursor_.at_name(1)) {
    cursor_.next();
    item.kind = FromItem::Kind::kObjectUnpivot;
    item.value = parse_path(cursor_);
  } else {
    named_source(item);
  }
}

void QueryParser::named_source(FromItem& item) {
  if (!cursor_.at_name()) cursor_.fail_expected("a table name");
  Cursor ahead = cursor_;
  std::size_t parts = 1;
  ahead.next();
  while (ahead.at_operator(".") && ahead.at_name(1)) {
    ahead.next();
    ahead.next();
    ++parts;
  }
  if (ahead.at_operator("(")) {
    item.kind = FromItem::Kind::kFunction;
    item.value = parse_path(cursor_);
  } else if (ahead.at_operator("[") || parts > 3) {
    item.kind = FromItem::Kind::kUnnest;
    item.value = parse_path(cursor_);
  } else {
    ahead = cursor_;
    if (parts > 1) item.value = parse_path(ahead);
    item.table = parse_table_name(cursor_);
  }
}

FromItemPtr QueryParser::parenthesised_join() {
  const std::size_t begin = cursor_.next().begin;
  FromItemPtr inner = joined();
  cursor_.expect_operator(")");
  auto item = std::make_shared<FromItem>();
  item->kind = FromItem::Kind::kJoin;
  item->left = inner;
  alias(*item);
  item->span = cursor_.span_from(begin);
  return item;
}

bool QueryParser::at_query_after_parenthesis() const {
  Cursor ahead = cursor_;
  while (ahead.accept_operator("(")) {
  }
  return ahead.at_any_word({"SELECT", "WITH", "VALUES"});
}

void QueryParser::alias(FromItem& item) {
  if (!cursor_.at_word("AT")) accept_alias(item.alias, item.alias_span, false);
  if (cursor_.at_operator("(") && cursor_.at_name(1) && cursor_.at_name(2))
    cursor_.refuse(item.span.begin, "a function in FROM whose columns are given with their types");
  if (!item.alias.empty() && cursor_.at_operator("("))
    names(item.column_aliases, item.column_alias_spans);
  position_alias(item);
}

// AT stands behind the elements of a SUPER array and the attributes of an object.
void QueryParser::position_alias(FromItem& item) {
  const std::size_t begin = cursor_.peek().begin;
  if (!cursor_.accept_word("AT")) return;
  const bool table = item.kind == FromItem::Kind::kTable;
  if (!table && item.kind != FromItem::Kind::kUnnest &&
      item.kind != FromItem::Kind::kObjectUnpivot && item.kind != FromItem::Kind::kFunction) {
    cursor_.fail_at(begin, "AT names the position in a SUPER value, and this is none");
  }
  item.position_name = cursor_.expect_name("a name for the position");
  item.position_span = cursor_.span_from(begin);
}

FromItemPtr QueryParser::pivoted(FromItemPtr item) {
  count_in_statement(cursor_, kTables);
  auto node = std::make_shared<FromItem>();
  auto details = std::make_shared<Pivot>();
  const std::size_t begin = cursor_.peek().begin;
  details->unpivot = is_word(cursor_.next(), "UNPIVOT");
  if (details->unpivot) {
    unpivot(*details);
  } else {
    pivot(*details);
  }
  details->span = cursor_.span_from(begin);
  node->kind = FromItem::Kind::kPivot;
  node->left = std::move(item);
  node->pivot = std::move(details);
  alias(*node);
  node->span = cursor_.span_from(node->left->span.begin);
  return node;
}

SelectItem QueryParser::named_value(ExpressionPtr (*parse)(Cursor&), bool literals) {
  SelectItem item;
  const std::size_t begin = cursor_.peek().begin;
  item.value = parse(cursor_);
  accept_alias(item.alias, item.alias_span, literals);
  item.span = cursor_.span_from(begin);
  return item;
}

void QueryParser::pivot(Pivot& pivot) {
  cursor_.expect_operator("(");
  do {
    pivot.aggregates.push_back(named_value(parse_expression, false));
  } while (cursor_.accept_operator(","));
  cursor_.expect_word("FOR");
  pivot.column = parse_path(cursor_);
  pivot_list(pivot);
  cursor_.expect_operator(")");
}

void QueryParser::unpivot(Pivot& pivot) {
  if (!cursor_.accept_words({"INCLUDE", "NULLS"})) cursor_.accept_words({"EXCLUDE", "NULLS"});
  cursor_.expect_operator("(");
  pivot.value_span = span_of(cursor_.peek());
  pivot.value_name = cursor_.expect_name("a name for the values");
  cursor_.expect_word("FOR");
  pivot.label_span = span_of(cursor_.peek());
  pivot.label_name = cursor_.expect_name("a name for the labels");
  pivot_list(pivot);
  cursor_.expect_operator(")");
}

void QueryParser::pivot_list(Pivot& pivot) {
  cursor_.expect_word("IN");
  cursor_.expect_operator("(");
  if (cursor_.at_word("SELECT"))
    cursor_.fail_at(cursor_.peek().begin, "the IN list of PIVOT takes no query: write its values");
  do {
    pivot.in.push_back(named_value(parse_operand, true));
  } while (cursor_.accept_operator(","));
  cursor_.expect_operator(")");
}

}  // namespace darties::sql
