// Taking the rows of a file out of a table again. A row is known by the hash of its values: the files of the ledger say how
// many rows of each hash the table should have, so that a row which two files gave goes only once for each of them, and
// rows that were changed or added by hand are noticed instead of guessed at.

#include <algorithm>

#include "base/text.h"
#include "pipeline/load_ledger.h"
#include "pipeline/statements.h"
#include "warehouse/loaded_rows.h"

namespace darties {
namespace {

std::string engine_identifier(const std::string& name) {
  return "\"" + replace_all(name, "\"", "\"\"") + "\"";
}

std::string engine_literal(const std::string& text) {
  return "'" + replace_all(text, "'", "''") + "'";
}

std::string file_list(const std::vector<LedgerFile>& files) {
  std::vector<std::string> urls;
  for (const LedgerFile& file : files) urls.push_back(engine_literal(file.url));
  return "(" + join(urls, ", ") + ")";
}

/// The hashes that files gave, and how often; `which` is a condition on `file`.
std::string noted(const std::string& table, const std::string& columns, const std::string& which) {
  return fmt::format(
      "SELECT row_hash, sum(rows) AS wanted FROM darties_internal.loaded_rows WHERE table_name = "
      "{} "
      "AND columns = {} AND {} GROUP BY row_hash",
      engine_literal(table), engine_literal(columns), which);
}

std::int64_t number_of(const Result& result) {
  return result.rows.empty() ? 0 : std::stoll(result.rows.front().at(0).value_or("0"));
}

}  // namespace

std::string LoadLedger::stored_table() const {
  const auto dot = table_.find('.');
  return engine_identifier(table_.substr(0, dot)) + "." + engine_identifier(table_.substr(dot + 1));
}

bool LoadLedger::table_is_empty() {
  return session_.execute_internal(fmt::format("SELECT 1 FROM {} LIMIT 1", stored_table()))
      .rows.empty();
}

std::vector<std::string> LoadLedger::column_lists() {
  std::vector<std::string> lists;
  const Result found = session_.execute_internal(
      "SELECT DISTINCT columns FROM darties_internal.loaded_rows WHERE table_name = $1 ORDER BY 1",
      {table_});
  for (const Row& row : found.rows) lists.push_back(row.at(0).value_or("[]"));
  return lists;
}

std::int64_t LoadLedger::noted_rows(const std::vector<LedgerFile>& files) {
  return number_of(session_.execute_internal(fmt::format(
      "SELECT coalesce(sum(rows), 0) FROM darties_internal.loaded_rows WHERE table_name "
      "= {} AND file IN {}",
      engine_literal(table_), file_list(files))));
}

void LoadLedger::refuse_unnoted(const std::vector<LedgerFile>& files) {
  const Result found = session_.execute_internal(
      fmt::format("SELECT file FROM darties_internal.load_ledger WHERE table_name = {} AND rows IS "
                  "NULL AND file IN {} ORDER BY file LIMIT 1",
                  engine_literal(table_), file_list(files)));
  if (found.rows.empty() || table_is_empty()) return;
  throw Error(ErrorKind::kInvalid,
              "{} was loaded by a darties that did not note which rows came from a file: empty {} "
              "and run with --reload '*', which then loads every file, or use mode replace",
              found.rows.front().at(0).value_or(""), table_);
}

void LoadLedger::refuse_lost_columns(const std::vector<std::string>& lists) {
  const TableColumns table = columns_of_table(session_, table_);
  std::vector<std::string> present;
  for (const auto* columns : {&table.loadable, &table.generated}) {
    for (const std::string& column : *columns) {
      const bool quoted = column.starts_with('"');
      present.push_back(quoted ? column : engine_identifier(column));
    }
  }
  for (const std::string& list : lists) {
    for (const std::string& column : columns_from_ledger(list)) {
      if (std::find(present.begin(), present.end(), column) != present.end()) continue;
      throw Error(
          ErrorKind::kInvalid,
          "files were loaded into the column {} of {}, which is no longer there, so the rows "
          "of a file can not be told: empty the table and run with --reload '*', or use mode "
          "replace",
          column, table_);
    }
  }
}

std::int64_t LoadLedger::remove_noted(const std::string& columns,
                                      const std::vector<std::string>& lists,
                                      const std::vector<LedgerFile>& files) {
  const std::string names = file_list(files);
  // A row that another file gave with other columns is that file's.
  std::string others_rows = "true";
  for (const std::string& list : lists) {
    if (list == columns) continue;
    others_rows += fmt::format(" AND {} NOT IN (SELECT row_hash FROM ({}) AS elsewhere)",
                               row_hash_expression(columns_from_ledger(list)),
                               noted(table_, list, "file NOT IN " + names));
  }
  return session_
      .execute_internal(fmt::format(
          "DELETE FROM {0} WHERE rowid IN (WITH mine AS ({1}), others AS ({2}), present AS (SELECT "
          "rowid AS id, {3} AS row_hash FROM {0} WHERE {4}), ranked AS (SELECT id, row_hash, "
          "row_number() OVER (PARTITION BY row_hash ORDER BY id) AS nth, count(*) OVER (PARTITION "
          "BY "
          "row_hash) AS found FROM present WHERE row_hash IN (SELECT row_hash FROM mine)) SELECT "
          "ranked.id FROM ranked JOIN mine USING (row_hash) LEFT JOIN others USING (row_hash) "
          "WHERE "
          "ranked.nth <= least(mine.wanted, ranked.found - coalesce(others.wanted, 0)))",
          stored_table(), noted(table_, columns, "file IN " + names),
          noted(table_, columns, "file NOT IN " + names),
          row_hash_expression(columns_from_ledger(columns)), others_rows))
      .affected_rows;
}

std::int64_t LoadLedger::unknown_rows(const std::vector<std::string>& lists,
                                      const std::vector<LedgerFile>& files) {
  const std::string others = "file NOT IN " + file_list(files);
  if (lists.size() == 1) {
    return number_of(session_.execute_internal(fmt::format(
        "SELECT coalesce(sum(greatest(0, found - coalesce(wanted, 0))), 0) FROM (SELECT {} AS "
        "row_hash, count(*) AS found FROM {} GROUP BY 1) AS present LEFT JOIN ({}) AS others USING "
        "(row_hash)",
        row_hash_expression(columns_from_ledger(lists.front())), stored_table(),
        noted(table_, lists.front(), others))));
  }
  std::string unknown = "true";
  for (const std::string& list : lists) {
    unknown +=
        fmt::format(" AND {} NOT IN (SELECT row_hash FROM ({}) AS known)",
                    row_hash_expression(columns_from_ledger(list)), noted(table_, list, others));
  }
  return number_of(session_.execute_internal(
      fmt::format("SELECT count(*) FROM {} WHERE {}", stored_table(), unknown)));
}

std::int64_t LoadLedger::remove_rows(const std::vector<LedgerFile>& files) {
  if (files.empty()) return 0;
  refuse_unnoted(files);
  const std::vector<std::string> lists = column_lists();
  std::int64_t removed = 0;
  if (!table_is_empty()) {
    refuse_lost_columns(lists);
    for (const std::string& list : lists) removed += remove_noted(list, lists, files);
    const std::int64_t missing = noted_rows(files) - removed;
    const std::int64_t unknown = missing > 0 ? unknown_rows(lists, files) : 0;
    if (unknown > 0) {
      throw Error(
          ErrorKind::kInvalid,
          "{} of the rows that {} gave are no longer in {} as the file had them, and {} rows "
          "of the table are as no file had them: changed or inserted by hand, nobody can "
          "tell which. Delete those that came from the file and put the others aside, or "
          "empty the table and run with --reload '*'",
          with_thousands(missing),
          files.size() == 1 ? files.front().url : std::to_string(files.size()) + " files", table_,
          with_thousands(unknown));
    }
  }
  for (const char* ledger : {"loaded_rows", "load_ledger"}) {
    session_.execute_internal(
        fmt::format("DELETE FROM darties_internal.{} WHERE table_name = {} AND file IN {}", ledger,
                    engine_literal(table_), file_list(files)));
  }
  return removed;
}

}  // namespace darties
