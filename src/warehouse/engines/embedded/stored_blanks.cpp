#include "warehouse/engines/embedded/stored_blanks.h"

#include <fmt/format.h>

#include <atomic>

#include "sql/translation/identifiers.h"
#include "warehouse/engines/embedded/duckdb_query.h"

namespace darties {
namespace {

std::atomic<std::uint64_t> g_noted{0};

constexpr const char* kTable = "dev.darties_internal.blank_columns";

}  // namespace

void StoredBlanks::note() noexcept { ++g_noted; }
std::uint64_t StoredBlanks::noted() noexcept { return g_noted; }

std::set<std::string> StoredBlanks::of(std::int64_t table_id) const {
  std::set<std::string> names;
  const auto sql = fmt::format("SELECT column_name FROM {} WHERE table_id = $1", kTable);
  for (const Row& row : duck::rows(connection_, sql, {fmt::to_string(table_id)}))
    names.insert(row[0].value_or(""));
  return names;
}

bool StoredBlanks::any() const {
  return !duck::rows(connection_, fmt::format("SELECT 1 FROM {} LIMIT 1", kTable)).empty();
}

void StoredBlanks::remember(std::int64_t table_id, const std::vector<std::string>& columns) const {
  for (const auto& column : columns) {
    duck::run_or_throw(connection_, fmt::format("INSERT INTO {} VALUES ($1, $2)", kTable),
                       {fmt::to_string(table_id), column});
  }
}

void StoredBlanks::rename(std::int64_t table_id, const std::string& from,
                          const std::string& to) const {
  if (!of(table_id).contains(from)) return;
  duck::run_or_throw(
      connection_,
      fmt::format("UPDATE {} SET column_name = $3 WHERE table_id = $1 AND column_name = $2",
                  kTable),
      {fmt::to_string(table_id), from, to});
}

std::vector<std::string> StoredBlanks::find(const std::string& table,
                                            const std::vector<std::string>& columns) const {
  std::vector<std::string> found;
  if (columns.empty()) return found;
  std::string list;
  for (const auto& column : columns) {
    list += fmt::format("{}bool_or(suffix({}, ' '))", list.empty() ? "" : ", ",
                        sql::duckdb_name(column));
  }
  const auto rows = duck::rows(connection_, fmt::format("SELECT {} FROM {}", list, table));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (rows.at(0)[i] == "true" || rows.at(0)[i] == "t") found.push_back(columns[i]);
  }
  return found;
}

}  // namespace darties
