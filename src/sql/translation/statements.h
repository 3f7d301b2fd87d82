#pragma once

#include "sql/parse.h"
#include "sql/translate.h"
#include "sql/translation/context.h"

// The translation of each family of statements, each in the file of its name.

namespace darties::sql {

inline constexpr std::string_view kTemporarySchema = "pg_temp";

void translate_select(Context& context, const SelectStatement& select, Translation& translation);
void translate_create_table(Context& context, const CreateTableStatement& create,
                            Translation& translation);
void translate_create_table_as(Context& context, const CreateTableAsStatement& create,
                               Translation& translation);
void translate_create_view(Context& context, const CreateViewStatement& create,
                           Translation& translation);
void translate_materialized_view(Context& context, const MaterializedViewStatement& statement,
                                 Translation& translation);
void translate_alter_schema(Context& context, const AlterSchemaStatement& alter,
                            Translation& translation);
void translate_create_schema(Context& context, const CreateSchemaStatement& create,
                             Translation& translation);
void translate_drop(Context& context, const DropStatement& drop, Translation& translation);
void translate_alter(Context& context, const AlterTableStatement& alter, Translation& translation);
/// ALTER TABLE … APPEND FROM.
void translate_append(Context& context, const AlterTableStatement& alter,
                      const CatalogRelation& target, Translation& translation);
void translate_insert(Context& context, const InsertStatement& insert, Translation& translation);
void translate_update(Context& context, const UpdateStatement& update, Translation& translation);
void translate_delete(Context& context, const DeleteStatement& erase, Translation& translation);
void translate_truncate(Context& context, const TruncateStatement& truncate,
                        Translation& translation);
/// COMMENT ON a table, view or column; those on anything else have no effect.
void translate_comment(Context& context, const RecordedStatement& comment,
                       Translation& translation);
void translate_merge(Context& context, const MergeStatement& merge, Translation& translation);

// ---- what several of them need

/// The table a statement writes. Errors: kNotFound; kInvalid for a view.
CatalogRelation writable_table(const Context& context, const NamedTable& table);

/// The name under which DuckDB finds a resolved relation.
std::string duckdb_relation(const QualifiedName& resolved);

/// Where CREATE puts a new relation.
QualifiedName creation_name(const Context& context, const QualifiedName& written, bool temporary);

/// `value` as the column stores it: a text that is too long is an error, CHAR loses its trailing blanks, a text in a
/// SUPER column is a string there.
/// Returns what to put before and after the value; empty for types that DuckDB converts itself.
struct Coercion {
  std::string before;
  std::string after;

  bool empty() const { return before.empty(); }
};
Coercion coercion_to(const Type& type);
/// Edits the value at `span` into what a column of `type` stores: the coercion, or a literal in the type.
void rewrite_assigned(Context& context, Span span, const std::shared_ptr<const Expression>& value,
                      const Type& type);
/// The same for a string literal alone; false for other values, and for types that need nothing.
bool rewrite_assigned_literal(Context& context, const Expression& value, const Type& type);

/// An expression of the statement (DEFAULT …) as DuckDB takes it.
std::string translate_default(Context& context, Span span, const Type& type);

/// Errors: kNotFound, kInvalid for a distribution or sort key that is no column or of a type that can be none.
void check_layout_keys(const Context& context, const TableDefinition& table,
                       const PhysicalLayout& layout, std::size_t place);

/// The step that is `text` alone.
Step step_of(std::string_view text, std::size_t source = 0);

}  // namespace darties::sql
