// What ALTER TABLE changes of a declaration.
#include <fmt/format.h>

#include "warehouse/engines/embedded/declarations.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/stored_blanks.h"

namespace darties {
namespace {

using Action = sql::AlterTableStatement::Action;

}  // namespace

void Declarations::alter(const sql::TableAltered& altered) {
  const sql::AlterTableStatement& change = altered.change;
  if (change.action == Action::kRenameTable) rename_view(altered.old_name, altered.table.name);
  if (change.action == Action::kOwner) return set_owner(altered.old_name, change.new_name);
  const auto id = id_of(altered.old_name);
  if (!id) return;
  switch (change.action) {
    case Action::kAddColumn:
      return add_column(*id, altered);
    case Action::kDropColumn:
      return drop_column(*id, change.column.name);
    case Action::kRenameTable:
      return duck::run_or_throw(
          connection_, "UPDATE dev.darties_internal.tables SET table_name = $2 WHERE table_id = $1",
          {fmt::to_string(*id), altered.table.name.name});
    case Action::kRenameColumn:
      return rename_column(*id, change.column.name, change.new_name);
    case Action::kAlterColumnType:
      return update_column(*id, change.column.name, "type", sql::to_string(change.column.type));
    case Action::kAddConstraint:
      return write_keys(*id, altered.old_name.name, {*change.constraint});
    case Action::kDropConstraint:
      return drop_constraint(*id, change.constraint_name);
    case Action::kLayout:
      return change_layout(*id, change);
    case Action::kOwner:
    case Action::kAppend:
      return;
  }
}

void Declarations::update_column(std::int64_t table_id, const std::string& column,
                                 const std::string& what, const Value& value) {
  duck::run_or_throw(connection_,
                     fmt::format("UPDATE dev.darties_internal.columns SET {} = $3 WHERE table_id = "
                                 "$1 AND column_name = $2",
                                 what),
                     {fmt::to_string(table_id), column, value});
}

void Declarations::add_column(std::int64_t table_id, const sql::TableAltered& altered) {
  const auto last = duck::rows(
      connection_,
      "SELECT coalesce(max(position), 0) FROM dev.darties_internal.columns WHERE table_id = $1",
      {fmt::to_string(table_id)});
  write_columns(table_id, {altered.table.columns.back()}, std::stoi(*last[0][0]) + 1);
}

// Keys that hold the column go with it.
void Declarations::drop_column(std::int64_t table_id, const std::string& column) {
  duck::run_or_throw(
      connection_,
      "DELETE FROM dev.darties_internal.columns WHERE table_id = $1 AND column_name = $2",
      {fmt::to_string(table_id), column});
  duck::run_or_throw(connection_,
                     "DELETE FROM dev.darties_internal.keys WHERE table_id = $1 AND "
                     "list_contains(columns, $2)",
                     {fmt::to_string(table_id), column});
}

void Declarations::rename_column(std::int64_t table_id, const std::string& from,
                                 const std::string& to) {
  StoredBlanks(connection_).rename(table_id, from, to);
  duck::run_or_throw(
      connection_,
      "UPDATE dev.darties_internal.tables SET "
      "dist_key = CASE WHEN dist_key = $2 THEN $3 ELSE dist_key END, "
      "sort_keys = list_transform(sort_keys, lambda k: CASE WHEN k = $2 THEN $3 ELSE k END) "
      "WHERE table_id = $1",
      {fmt::to_string(table_id), from, to});
  duck::run_or_throw(
      connection_,
      "UPDATE dev.darties_internal.keys SET "
      "columns = list_transform(columns, lambda k: CASE WHEN k = $2 THEN $3 ELSE k END) "
      "WHERE table_id = $1",
      {fmt::to_string(table_id), from, to});
  update_column(table_id, from, "column_name", to);
}

void Declarations::change_layout(std::int64_t table_id, const sql::AlterTableStatement& change) {
  const Value id = fmt::to_string(table_id);
  const auto update = [&](const std::string& what, const Value& value) {
    duck::run_or_throw(
        connection_,
        fmt::format("UPDATE dev.darties_internal.tables SET {} WHERE table_id = $1", what),
        {id, value});
  };
  const sql::PhysicalLayout& layout = change.layout;
  if (!layout.dist_style.empty()) update("dist_key = NULL, dist_style = $2", layout.dist_style);
  if (!layout.dist_key.empty()) update("dist_style = 'KEY', dist_key = $2", layout.dist_key);
  if (layout.sort_auto) update("sort_keys = NULL, sort_style = $2", "AUTO");
  if (layout.sort_none) update("sort_keys = NULL, sort_style = $2", std::nullopt);
  if (layout.encode_auto) {
    update("encode_auto = $2::BOOLEAN", "true");
    duck::run_or_throw(
        connection_, "UPDATE dev.darties_internal.columns SET encoding = NULL WHERE table_id = $1",
        {id});
  }
  if (!layout.sort_keys.empty()) {
    update("sort_keys = " + list_parameter(2), list_of(layout.sort_keys));
    update("sort_style = $2", layout.interleaved ? "INTERLEAVED" : "COMPOUND");
  }
  for (const auto& one : change.encodings)
    update_column(table_id, one.column, "encoding", one.encoding);
}

void Declarations::drop_constraint(std::int64_t table_id, const std::string& name) {
  duck::run_or_throw(
      connection_,
      "DELETE FROM dev.darties_internal.keys WHERE table_id = $1 AND constraint_name = $2",
      {fmt::to_string(table_id), name});
}

}  // namespace darties
