#include "sql/parse.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "sql/families/family.h"
#include "sql/grammar/grammar.h"
#include "sql/lexer.h"
#include "sql/syntax/parsers.h"

namespace darties::sql {
namespace {

struct Family {
  std::string_view first_word;
  Parsed (*parse)(Cursor&);
};

// By the first word, for what the grammars of sql/grammar/ do not know.
constexpr Family kFamilies[] = {
    {"SELECT", parse_select},     {"WITH", parse_with},
    {"VALUES", parse_select},     {"COPY", parse_copy},
    {"UNLOAD", parse_unload},     {"INSERT", parse_insert},
    {"UPDATE", parse_update},     {"DELETE", parse_delete},
    {"TRUNCATE", parse_truncate}, {"MERGE", parse_merge},
    {"DROP", parse_drop},         {"CREATE", parse_create},
    {"ALTER", parse_alter},       {"BEGIN", parse_transaction},
    {"START", parse_transaction}, {"COMMIT", parse_transaction},
    {"END", parse_transaction},   {"ROLLBACK", parse_transaction},
    {"ABORT", parse_transaction}, {"SET", parse_set},
    {"RESET", parse_set},         {"SHOW", parse_show},
    {"EXPLAIN", parse_explain},   {"PREPARE", parse_prepare},
    {"EXECUTE", parse_execute},   {"DEALLOCATE", parse_deallocate},
    {"DECLARE", parse_declare},   {"FETCH", parse_fetch},
    {"CLOSE", parse_close},       {"REFRESH", parse_materialized_view},
};

Parsed parse_family(Cursor& cursor) {
  if (cursor.at_words({"ANALYZE", "COMPRESSION"})) return parse_analyze_compression(cursor);
  if (auto known = parse_by_grammar(cursor)) return *std::move(known);
  if (auto refused = refused_statement(cursor)) {
    while (!cursor.at_end()) cursor.next();
    return *refused;
  }
  for (const auto& family : kFamilies) {
    if (cursor.at_word(family.first_word)) return family.parse(cursor);
  }
  if (at_query(cursor)) return parse_select(cursor);
  cursor.fail_expected("a statement (SELECT, INSERT, COPY, CREATE TABLE, …)");
}

struct NameOf {
  std::string_view operator()(const SelectStatement&) const { return "SELECT"; }
  std::string_view operator()(const CopyStatement&) const { return "COPY"; }
  std::string_view operator()(const UnloadStatement&) const { return "UNLOAD"; }
  std::string_view operator()(const CreateTableStatement&) const { return "CREATE TABLE"; }
  std::string_view operator()(const CreateTableAsStatement&) const { return "CREATE TABLE AS"; }
  std::string_view operator()(const CreateViewStatement& view) const {
    return view.materialized ? "CREATE MATERIALIZED VIEW" : "CREATE VIEW";
  }
  std::string_view operator()(const MaterializedViewStatement& view) const {
    return view.action == MaterializedViewStatement::Action::kRefresh ? "REFRESH MATERIALIZED VIEW"
                                                                      : "ALTER MATERIALIZED VIEW";
  }
  std::string_view operator()(const CreateSchemaStatement&) const { return "CREATE SCHEMA"; }
  std::string_view operator()(const AlterSchemaStatement&) const { return "ALTER SCHEMA"; }
  std::string_view operator()(const DropStatement& drop) const {
    constexpr std::array<std::string_view, 4> kNames = {"DROP TABLE", "DROP VIEW",
                                                        "DROP MATERIALIZED VIEW", "DROP SCHEMA"};
    return kNames[static_cast<std::size_t>(drop.kind)];
  }
  std::string_view operator()(const AlterTableStatement&) const { return "ALTER TABLE"; }
  std::string_view operator()(const InsertStatement&) const { return "INSERT"; }
  std::string_view operator()(const UpdateStatement&) const { return "UPDATE"; }
  std::string_view operator()(const DeleteStatement&) const { return "DELETE"; }
  std::string_view operator()(const TruncateStatement&) const { return "TRUNCATE TABLE"; }
  std::string_view operator()(const MergeStatement&) const { return "MERGE"; }
  std::string_view operator()(const TransactionStatement& transaction) const {
    constexpr std::array<std::string_view, 3> kNames = {"BEGIN", "COMMIT", "ROLLBACK"};
    return kNames[static_cast<std::size_t>(transaction.action)];
  }
  std::string_view operator()(const SetStatement& set) const {
    return set.values ? "SET" : "RESET";
  }
  std::string_view operator()(const ShowStatement& show) const {
    return show.what == "analyze compression" ? "ANALYZE COMPRESSION" : "SHOW";
  }
  std::string_view operator()(const ExplainStatement&) const { return "EXPLAIN"; }
  std::string_view operator()(const PrepareStatement&) const { return "PREPARE"; }
  std::string_view operator()(const ExecuteStatement&) const { return "EXECUTE"; }
  std::string_view operator()(const DeallocateStatement&) const { return "DEALLOCATE"; }
  std::string_view operator()(const DeclareCursorStatement&) const { return "DECLARE"; }
  std::string_view operator()(const FetchStatement&) const { return "FETCH"; }
  std::string_view operator()(const CloseStatement&) const { return "CLOSE"; }
  std::string_view operator()(const NoEffectStatement& statement) const { return statement.name; }
  std::string_view operator()(const RecordedStatement& statement) const { return statement.name; }
  std::string_view operator()(const RefusedStatement& statement) const { return statement.name; }
};

}  // namespace

Parsed parse(const Statement& statement) {
  const auto tokens = tokenize(statement);
  Cursor cursor(statement, tokens);
  Parsed parsed = parse_family(cursor);
  cursor.expect_end();
  return parsed;
}

bool begins_statement(const Statement& statement) {
  const auto tokens = tokenize(statement);
  const Cursor cursor(statement, tokens);
  const bool family =
      std::any_of(std::begin(kFamilies), std::end(kFamilies),
                  [&](const auto& known) { return cursor.at_word(known.first_word); });
  return family || at_grammar(cursor) || at_query(cursor) || refused_statement(cursor).has_value();
}

std::string_view statement_name(const Parsed& parsed) { return std::visit(NameOf{}, parsed); }

}  // namespace darties::sql
