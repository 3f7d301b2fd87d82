#include "pipeline/operators/keyed_source.h"

#include <algorithm>

#include "base/text.h"
#include "pipeline/statements.h"

namespace darties {
namespace {

constexpr std::string_view kSource = "darties_source";
constexpr int kDoubledKeysShown = 5;

std::string show_row(const Result& result) {
  std::string text;
  for (std::size_t i = 0; i < result.columns.size() && i < result.rows.front().size(); ++i) {
    text += fmt::format("{}{} = {}", i == 0 ? "" : ", ", result.columns[i].name,
                        result.rows.front()[i].value_or("NULL"));
  }
  return text;
}

void refuse_null_keys(Session& session, const std::vector<std::string>& keys,
                      const ScriptSource& source) {
  std::string condition;
  for (const std::string& key : keys)
    condition.append(condition.empty() ? "" : " OR ").append(key).append(" IS NULL");
  const Result found =
      session.execute(fmt::format("SELECT * FROM {} WHERE {} LIMIT 1", kSource, condition));
  if (found.rows.empty()) return;
  throw Error(ErrorKind::kInvalid, "NULL in a key ({}), for instance: {}", join(keys, ", "),
              show_row(found))
      .at({.file = source.file, .line = source.first_line});
}

/// "id = 7 (2 rows); id = 9 (3 rows)": the keys, and in the last column how often.
std::string show_keys(const Result& found) {
  std::string text;
  for (const Row& row : found.rows) {
    text += text.empty() ? "" : "; ";
    for (std::size_t i = 0; i + 1 < row.size(); ++i)
      text += fmt::format("{}{} = {}", i == 0 ? "" : ", ", found.columns[i].name,
                          row[i].value_or("NULL"));
    text += fmt::format(" ({} rows)", row.back().value_or("2"));
  }
  return text;
}

void refuse_duplicate_keys(Session& session, const std::vector<std::string>& keys,
                           const ScriptSource& source) {
  const std::string list = comma_list(keys);
  const std::string doubled =
      fmt::format("SELECT {0}, COUNT(*) AS occurrences FROM {1} GROUP BY {0} HAVING COUNT(*) > 1",
                  list, kSource);
  const Result found =
      session.execute(fmt::format("{} ORDER BY {} LIMIT {}", doubled, list, kDoubledKeysShown));
  if (found.rows.empty()) return;
  const std::int64_t count =
      query_number(session, fmt::format("SELECT COUNT(*) FROM ({}) AS doubled", doubled));
  const auto more = count - static_cast<std::int64_t>(found.rows.size());
  throw Error(
      ErrorKind::kInvalid,
      "several rows of the query have the same keys ({}): {}{}. Which of them should win is "
      "for the query to say",
      list, show_keys(found), more > 0 ? fmt::format("; and {} more", with_thousands(more)) : "")
      .at({.file = source.file, .line = source.first_line});
}

}  // namespace

std::string keyed_source_statement(const SqlText& query, const std::vector<std::string>& columns) {
  const std::string names = columns.empty() ? "" : fmt::format(" ({})", comma_list(columns));
  return with_head(fmt::format("CREATE TEMP TABLE {}{} AS", kSource, names), query).text;
}

KeyedSource make_keyed_source(Session& session, const SqlText& query,
                              const std::vector<std::string>& columns,
                              const std::vector<std::string>& keys) {
  const SqlText create =
      with_head(fmt::format("CREATE TEMP TABLE {} ({}) AS", kSource, comma_list(columns)), query);
  session.execute(create.text, create.source);
  refuse_null_keys(session, keys, query.source);
  refuse_duplicate_keys(session, keys, query.source);
  return {.table = std::string(kSource),
          .rows = query_number(session, fmt::format("SELECT COUNT(*) FROM {}", kSource))};
}

void drop_keyed_source(Session& session, const KeyedSource& source) {
  session.execute(fmt::format("DROP TABLE {}", source.table));
}

std::string update_statement(const std::string& table, const std::vector<std::string>& keys,
                             const std::vector<std::string>& columns) {
  std::string assignments;
  for (const std::string& column : columns) {
    assignments +=
        fmt::format("{}{} = {}.{}", assignments.empty() ? "" : ", ", column, kSource, column);
  }
  return fmt::format("UPDATE {0} SET {1} FROM {2} WHERE {3} AND ({4})", table, assignments, kSource,
                     columns_equal(keys, table, kSource), columns_differ(columns, table, kSource));
}

std::string insert_missing_statement(const std::string& table, const std::vector<std::string>& keys,
                                     const std::vector<std::string>& columns) {
  const std::string prefix = std::string(kSource) + ".";
  return fmt::format(
      "INSERT INTO {0} ({1}) SELECT {2} FROM {3} WHERE NOT EXISTS (SELECT 1 FROM {0} AS present "
      "WHERE {4})",
      table, comma_list(columns), comma_list(columns, prefix), kSource,
      columns_equal(keys, "present", kSource));
}

std::vector<std::string> without_keys(const std::vector<std::string>& columns,
                                      const std::vector<std::string>& keys, const Place& place) {
  for (const std::string& key : keys) {
    if (std::find(columns.begin(), columns.end(), key) != columns.end()) continue;
    throw Error(ErrorKind::kInvalid, "the key {} is not among the columns: {}{}", key,
                comma_list(columns), suggestion(key, columns))
        .at(place);
  }
  std::vector<std::string> rest;
  for (const std::string& column : columns) {
    if (std::find(keys.begin(), keys.end(), column) == keys.end()) rest.push_back(column);
  }
  return rest;
}

}  // namespace darties
