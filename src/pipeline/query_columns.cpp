#include "pipeline/query_columns.h"

#include <algorithm>

#include "pipeline/statements.h"
#include "sql/parse.h"
#include "sql/statement.h"
#include "sql/syntax/query.h"

namespace darties {
namespace {

QueryColumn column_of(const sql::SelectItem& item, const sql::Statement& statement) {
  const sql::Expression& value = *item.value;
  if (!item.alias.empty())
    return {.name = item.alias, .place = sql::place_of(statement, item.alias_span.begin)};
  if (value.kind == sql::ExpressionKind::kColumn)
    return {.name = value.name, .place = sql::place_of(statement, item.span.begin)};
  return {.name = {}, .place = sql::place_of(statement, item.span.begin)};
}

}  // namespace

bool QueryColumns::are_known() const {
  return complete && std::none_of(columns.begin(), columns.end(),
                                  [](const QueryColumn& column) { return column.name.empty(); });
}

QueryColumns columns_in_text(const SqlText& query) {
  const auto statements = sql::split(query.text, query.source.file, query.source.first_line);
  QueryColumns result{.start = {.file = query.source.file, .line = query.source.first_line}};
  if (statements.empty()) return result;
  const sql::Statement& statement = statements.front();
  result.start = statement.start;
  const sql::Parsed parsed = sql::parse(statement);
  const auto* select = std::get_if<sql::SelectStatement>(&parsed);
  if (select == nullptr) {
    throw Error(ErrorKind::kInvalid, "not a query, but {}: a load needs one SELECT",
                sql::statement_name(parsed))
        .at(statement.start);
  }
  const sql::SelectBody* body = sql::first_select(*select->query);
  result.complete = body != nullptr && !body->exclude;
  if (body == nullptr) return result;
  for (const sql::SelectItem& item : body->items) {
    if (item.value->kind == sql::ExpressionKind::kStar) result.complete = false;
    result.columns.push_back(column_of(item, statement));
  }
  return result;
}

SqlText around_query(const std::string& head, const SqlText& query, const std::string& tail) {
  SqlText text = with_head(head + " FROM (", query);
  text.text += "\n) AS darties_query" + tail;
  return text;
}

BoundColumns bind_columns(Session& session, const SqlText& query) {
  BoundColumns bound{.query = columns_in_text(query), .types = {}};
  const SqlText probe = around_query("SELECT *", query, " LIMIT 0");
  const Result result = session.execute(probe.text, probe.source);
  QueryColumns& columns = bound.query;
  const bool placed = columns.complete && columns.columns.size() == result.columns.size();
  if (!placed) columns.columns.assign(result.columns.size(), {.name = {}, .place = columns.start});
  for (std::size_t i = 0; i < result.columns.size(); ++i) {
    if (columns.columns[i].name.empty()) columns.columns[i].name = result.columns[i].name;
    bound.types.push_back(result.columns[i].type);
  }
  columns.complete = true;
  return bound;
}

}  // namespace darties
