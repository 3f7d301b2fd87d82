#pragma once

#include "sql/parse.h"
#include "sql/syntax/cursor.h"

// One parser for each family of statements; each stands in the file of its name. The cursor stands on the statement's
// first word. Adding a family: a struct in sql/statements.h, a parser here, a line in the table of sql/parse.cpp, and
// a translation in sql/translation/.

namespace darties::sql {

Parsed parse_copy(Cursor& cursor);
Parsed parse_unload(Cursor& cursor);
Parsed parse_create(Cursor& cursor);
Parsed parse_drop(Cursor& cursor);
Parsed parse_alter(Cursor& cursor);
Parsed parse_insert(Cursor& cursor);
Parsed parse_update(Cursor& cursor);
Parsed parse_delete(Cursor& cursor);
Parsed parse_truncate(Cursor& cursor);
Parsed parse_merge(Cursor& cursor);
Parsed parse_select(Cursor& cursor);
/// WITH … SELECT, UPDATE or DELETE.
Parsed parse_with(Cursor& cursor);
Parsed parse_transaction(Cursor& cursor);
Parsed parse_set(Cursor& cursor);
Parsed parse_show(Cursor& cursor);
Parsed parse_analyze_compression(Cursor& cursor);
Parsed parse_explain(Cursor& cursor);
Parsed parse_prepare(Cursor& cursor);
Parsed parse_execute(Cursor& cursor);
Parsed parse_deallocate(Cursor& cursor);
Parsed parse_declare(Cursor& cursor);
Parsed parse_fetch(Cursor& cursor);
Parsed parse_close(Cursor& cursor);

/// REFRESH and ALTER MATERIALIZED VIEW.
Parsed parse_materialized_view(Cursor& cursor);
Parsed parse_alter_schema(Cursor& cursor);

// The second words of CREATE.
Parsed parse_create_table(Cursor& cursor);  ///< stands on what follows CREATE
Parsed parse_create_view(Cursor& cursor);
Parsed parse_create_schema(Cursor& cursor);

/// UPDATE and DELETE after a WITH that was read into `with`.
Parsed parse_update_after(Cursor& cursor, std::shared_ptr<Query> with);
Parsed parse_delete_after(Cursor& cursor, std::shared_ptr<Query> with);

/// A column as CREATE TABLE and ALTER TABLE ADD COLUMN define it, and the keys it declares.
ColumnDefinition parse_column_definition(Cursor& cursor, TableDefinition& table);
/// [CONSTRAINT name] PRIMARY KEY | UNIQUE | FOREIGN KEY …
KeyConstraint parse_table_constraint(Cursor& cursor);
bool at_table_constraint(const Cursor& cursor);
/// BACKUP, DISTSTYLE, DISTKEY, SORTKEY, ENCODE AUTO when one stands here. `ordinals`: DISTKEY(1) as CTAS allows.
bool accept_layout(Cursor& cursor, PhysicalLayout& layout, bool ordinals);
std::string parse_encoding(Cursor& cursor);

/// What is refused by the statement's first words; absent when it is nothing of the kind.
std::optional<RefusedStatement> refused_statement(const Cursor& cursor);

}  // namespace darties::sql
