#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "sql/copy_statement.h"
#include "sql/statement.h"
#include "sql/statements.h"

namespace darties::sql {

/// A statement, taken apart. One alternative for each family; their structs are in sql/statements.h
/// and sql/copy_statement.h, their parsers in sql/families/.
using Parsed = std::variant<SelectStatement, CopyStatement, UnloadStatement, CreateTableStatement,
                            CreateTableAsStatement, CreateViewStatement, MaterializedViewStatement,
                            CreateSchemaStatement, AlterSchemaStatement, DropStatement,
                            AlterTableStatement, InsertStatement, UpdateStatement, DeleteStatement,
                            TruncateStatement, MergeStatement, TransactionStatement, SetStatement,
                            ShowStatement, ExplainStatement, PrepareStatement, ExecuteStatement,
                            DeallocateStatement, DeclareCursorStatement, FetchStatement,
                            CloseStatement, NoEffectStatement, RecordedStatement, RefusedStatement>;

/// Reads one statement of Redshift SQL.
/// Errors: kInvalid with the place and what was expected there. Statements that Redshift knows and
/// the embedded engine does not are no error here: they come back as RefusedStatement.
Parsed parse(const Statement& statement);

/// Whether the first words are those of a statement, right or wrong; a bare expression has none.
bool begins_statement(const Statement& statement);

/// "COPY", "CREATE TABLE": the family in the words of the manual.
std::string_view statement_name(const Parsed& parsed);

}  // namespace darties::sql
