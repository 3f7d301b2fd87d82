#include "pipeline/statements.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "pipeline/operator.h"
#include "sql/parse.h"
#include "sql/statement.h"

namespace darties {
namespace {

bool is_name(std::string_view text) {
  if (text.size() > 2 && text.starts_with('"') && text.ends_with('"')) {
    return text.substr(1, text.size() - 2).find('"') == std::string_view::npos;
  }
  const auto fits = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' ||
           (c & '\x80') != 0;
  };
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) == 0 &&
         std::all_of(text.begin(), text.end(), fits);
}

/// The name as the warehouse stores it.
std::string stored_name(std::string_view text) {
  if (text.starts_with('"')) return std::string(text.substr(1, text.size() - 2));
  return lower_ascii(text);
}

std::string first_word(std::string_view statement) {
  const auto end = statement.find_first_of(" \t\r\n;(");
  return upper_ascii(statement.substr(0, end));
}

}  // namespace

std::string table_param(const Params& params, std::string_view name) {
  const std::string table = params.at(name);
  const auto parts = split(table, '.');
  if (parts.size() <= 2 && std::all_of(parts.begin(), parts.end(), is_name)) return table;
  throw Error(ErrorKind::kInvalid, "not the name of a table: '{}'", table).at(params.place(name));
}

std::string stored_table_name(std::string_view table) {
  const auto parts = split(table, '.');
  const std::string schema = parts.size() == 2 ? stored_name(parts.front()) : "public";
  return schema + "." + stored_name(parts.back());
}

std::vector<std::string> column_params(const Params& params, std::string_view name) {
  std::vector<std::string> columns;
  for (const std::string& column : params.list(name)) {
    if (column.empty() || column.find('"') != std::string::npos) {
      throw Error(ErrorKind::kInvalid, "not the name of a column: '{}'", column)
          .at(params.place(name));
    }
    if (std::find(columns.begin(), columns.end(), sql::quote_identifier(column)) != columns.end()) {
      throw Error(ErrorKind::kInvalid, "column given twice: {}", column).at(params.place(name));
    }
    columns.push_back(sql::quote_identifier(lower_ascii(column)));
  }
  return columns;
}

TableColumns columns_of_table(Session& session, const std::string& table) {
  const auto parts = split(table, '.');
  const std::string name = stored_name(parts.back());
  const std::string schema = parts.size() == 2 ? stored_name(parts.front()) : "public";
  const Result result = session.execute_internal(
      "SELECT c.column_name, c.identity_seed FROM darties_internal.columns AS c JOIN "
      "darties_internal.tables AS t ON t.table_id = c.table_id WHERE t.schema_name = $1 AND "
      "t.table_name = $2 ORDER BY c.position",
      {schema, name});
  TableColumns columns;
  for (const Row& row : result.rows) {
    auto& list = row.at(1) ? columns.generated : columns.loadable;
    list.push_back(sql::quote_identifier(row.at(0).value_or("")));
  }
  return columns;
}

TableColumns columns_to_load(Session& session, const std::string& table) {
  TableColumns columns = columns_of_table(session, table);
  if (!columns.loadable.empty()) return columns;
  throw Error(ErrorKind::kNotFound, "no such table: {} (a task before this one must create it)",
              stored_table_name(table));
}

Error with_place(const Error& error, const Place& place) {
  if (error.place() && !error.place()->file.empty()) return error;
  Error placed(error.kind(), "{}", error.message());
  placed.at(place);
  for (const std::string& activity : error.context()) placed.while_doing(activity);
  return placed;
}

Result execute_at(Session& session, const std::string& sql, const Place& place) {
  try {
    return session.execute(sql);
  } catch (const Error& error) {
    throw with_place(error, place);
  }
}

SqlText query_param(const Params& params, std::string_view name, const Project& project) {
  SqlText text = read_sql_file(params.at(name), params.place(name), params.variables(), project);
  const auto statements = sql::split(text.text, text.source.file, 1);
  if (statements.size() != 1) {
    throw Error(ErrorKind::kInvalid, "the file must hold one query, it holds {} statements",
                statements.size())
        .at({.file = text.source.file});
  }
  sql::parse(statements.front());
  text.text = statements.front().text;
  text.source.first_line = std::max(1, statements.front().start.line);
  return text;
}

SqlText with_head(const std::string& head, const SqlText& query) {
  const int lines = 1 + static_cast<int>(std::count(head.begin(), head.end(), '\n'));
  return {.text = head + "\n" + query.text,
          .source = {.file = query.source.file, .first_line = query.source.first_line - lines}};
}

std::string comma_list(const std::vector<std::string>& columns, std::string_view prefix) {
  std::string text;
  for (const std::string& column : columns) {
    text.append(text.empty() ? "" : ", ").append(prefix).append(column);
  }
  return text;
}

std::string columns_equal(const std::vector<std::string>& columns, std::string_view left,
                          std::string_view right) {
  std::string text;
  for (const std::string& column : columns) {
    text +=
        fmt::format("{}{}.{} = {}.{}", text.empty() ? "" : " AND ", left, column, right, column);
  }
  return text;
}

std::string columns_differ(const std::vector<std::string>& columns, std::string_view left,
                           std::string_view right) {
  std::string text;
  for (const std::string& column : columns) {
    text += fmt::format(
        "{0}({1}.{3} <> {2}.{3} OR ({1}.{3} IS NULL AND {2}.{3} IS NOT NULL) OR "
        "({1}.{3} IS NOT NULL AND {2}.{3} IS NULL))",
        text.empty() ? "" : " OR ", left, right, column);
  }
  return text;
}

bool controls_transactions(const std::string& script) {
  static constexpr std::array<std::string_view, 8> kWords = {
      "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "VACUUM", "TRUNCATE"};
  const auto statements = sql::split(script);
  return std::any_of(statements.begin(), statements.end(), [](const sql::Statement& statement) {
    const std::string word = first_word(statement.text);
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
  });
}

std::int64_t query_number(Session& session, const std::string& sql) {
  const Result result = session.execute(sql);
  std::int64_t number = 0;
  if (result.rows.empty() || result.rows.front().empty() || !result.rows.front().front())
    return number;
  const std::string& text = *result.rows.front().front();
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace darties
