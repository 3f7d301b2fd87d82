#include "pipeline/operators/load_columns.h"

#include <algorithm>

#include "base/text.h"
#include "pipeline/statements.h"
#include "sql/statement.h"

namespace darties {
namespace {

using Names = std::vector<std::string>;

bool contains(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string counted_columns(std::size_t count) {
  return fmt::format("{} column{}", count, count == 1 ? "" : "s");
}

/// "the query gives 4 columns (a, b, c, d), plane takes 3 (a, b, c)".
std::string both_sides(const ColumnRule& rule, const Names& given) {
  return fmt::format("the query gives {} ({}), {} takes {} ({})", counted_columns(given.size()),
                     comma_list(given), rule.table, rule.expected.size(),
                     comma_list(rule.expected));
}

/// The names as SQL. A name is needed in each, and each only once.
Names given_names(const QueryColumns& query) {
  Names names;
  for (std::size_t i = 0; i < query.columns.size(); ++i) {
    const QueryColumn& column = query.columns[i];
    if (column.name.empty() || column.name == "?column?") {
      throw Error(ErrorKind::kInvalid,
                  "column {} of the query has no name: write AS and a column of the table behind "
                  "it, or say by: position",
                  i + 1)
          .at(column.place);
    }
    const std::string name = sql::quote_identifier(column.name);
    if (contains(names, name)) {
      throw Error(ErrorKind::kInvalid,
                  "the query gives the column {} twice: leave one out, or give it another name "
                  "with AS",
                  name)
          .at(column.place);
    }
    names.push_back(name);
  }
  return names;
}

[[noreturn]] void refuse_new(const ColumnRule& rule, const Names& given, const std::string& name,
                             const Place& place) {
  if (contains(rule.generated, name)) {
    throw Error(ErrorKind::kInvalid,
                "{} of {} is an IDENTITY column, which fills itself: leave it out", name,
                rule.table)
        .at(place);
  }
  Names free;
  for (const std::string& column : rule.expected)
    if (!contains(given, column)) free.push_back(column);
  const std::string advice =
      rule.in_the_task
          ? "Add it to `columns` of the task, or leave it out"
          : fmt::format("ALTER TABLE {} ADD COLUMN {} …, say on_new_columns: add, or leave it out",
                        rule.table, name);
  throw Error(ErrorKind::kInvalid, "{} has no column {}{}: {}. {}", rule.table, name,
              suggestion(name, free), both_sides(rule, given), advice)
      .at(place);
}

void refuse_missing(const ColumnRule& rule, const Names& given, const Place& place) {
  Names missing;
  for (const std::string& column : rule.expected)
    if (!contains(given, column)) missing.push_back(column);
  if (missing.empty()) return;
  Names present;
  for (const std::string& column : given)
    if (contains(rule.expected, column)) present.push_back(column);
  throw Error(ErrorKind::kInvalid, "{}: {} {} missing. Select {}, or say columns: [{}]",
              both_sides(rule, given), comma_list(missing), missing.size() == 1 ? "is" : "are",
              missing.size() == 1 ? "it" : "them", comma_list(present))
      .at(place);
}

ColumnFit fit_by_position(const ColumnRule& rule, const QueryColumns& query) {
  if (query.columns.size() == rule.expected.size()) return {.columns = rule.expected};
  const bool surplus = query.columns.size() > rule.expected.size();
  throw Error(ErrorKind::kInvalid, "the query gives {}, {} takes {} by position ({})",
              counted_columns(query.columns.size()), rule.table, rule.expected.size(),
              comma_list(rule.expected))
      .at(surplus ? query.columns[rule.expected.size()].place : query.start);
}

}  // namespace

ColumnFit fit_columns(const ColumnRule& rule, const QueryColumns& query) {
  if (rule.by_position) return fit_by_position(rule, query);
  const Names given = given_names(query);
  ColumnFit fit;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (contains(rule.expected, given[i])) {
      fit.columns.push_back(given[i]);
      continue;
    }
    const bool can_be_added = !rule.in_the_task && !contains(rule.generated, given[i]);
    if (rule.on_new == OnNewColumns::kFail || (rule.on_new == OnNewColumns::kAdd && !can_be_added))
      refuse_new(rule, given, given[i], query.columns[i].place);
    fit.new_columns.push_back(i);
    if (rule.on_new == OnNewColumns::kAdd) fit.columns.push_back(given[i]);
  }
  refuse_missing(rule, given, query.start);
  return fit;
}

}  // namespace darties
