#include "sql/translate.h"

#include "sql/lexer.h"
#include "sql/prepared.h"
#include "sql/syntax/cursor.h"
#include "sql/syntax/parsers.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"
#include "sql/translation/statements.h"
#include "sql/translation/text_types.h"

namespace darties::sql {
namespace {

class Translator {
 public:
  Translator(const Statement& statement, const Catalog& catalog)
      : statement_(statement), catalog_(catalog), context_(statement, catalog) {}

  void operator()(const SelectStatement& node) { translate_select(context_, node, translation_); }
  void operator()(const CreateTableStatement& node) {
    translate_create_table(context_, node, translation_);
  }
  void operator()(const CreateTableAsStatement& node) {
    translate_create_table_as(context_, node, translation_);
  }
  void operator()(const CreateViewStatement& node) {
    translate_create_view(context_, node, translation_);
  }
  void operator()(const MaterializedViewStatement& node) {
    translate_materialized_view(context_, node, translation_);
  }
  void operator()(const AlterSchemaStatement& node) {
    translate_alter_schema(context_, node, translation_);
  }
  void operator()(const CreateSchemaStatement& node) {
    translate_create_schema(context_, node, translation_);
  }
  void operator()(const DropStatement& node) { translate_drop(context_, node, translation_); }
  void operator()(const AlterTableStatement& node) {
    translate_alter(context_, node, translation_);
  }
  void operator()(const InsertStatement& node) { translate_insert(context_, node, translation_); }
  void operator()(const UpdateStatement& node) { translate_update(context_, node, translation_); }
  void operator()(const DeleteStatement& node) { translate_delete(context_, node, translation_); }
  void operator()(const TruncateStatement& node) {
    translate_truncate(context_, node, translation_);
  }
  void operator()(const MergeStatement& node) { translate_merge(context_, node, translation_); }

  // The engine's own.
  void operator()(const CopyStatement&) {}
  void operator()(const UnloadStatement&) {}
  void operator()(const TransactionStatement&) {}
  void operator()(const ShowStatement&) {}

  void operator()(const SetStatement& node) {
    translation_.effects.emplace_back(SettingChanged{node.name, node.values, node.local});
  }

  /// EXPLAIN shows DuckDB's plan of the translation's last step.
  void operator()(const ExplainStatement& node) {
    const Statement inner{statement_.text.substr(node.inner_offset),
                          statement_.offset + node.inner_offset,
                          place_of(statement_, node.inner_offset)};
    Translation explained = translate(inner, parse(inner), catalog_);
    if (explained.steps.empty()) context_.refuse(node.inner_offset, "EXPLAIN of this statement");
    Step step = std::move(explained.steps.back());
    const std::string word = "EXPLAIN ";
    for (auto& stretch : step.stretches) {
      stretch.result += word.size();
      stretch.source += node.inner_offset;
    }
    step.sql = word + step.sql;
    translation_.steps.push_back(std::move(step));
    translation_.returns_rows = true;
  }

  /// Nothing runs; but what is wrong with the prepared statement is said now.
  void operator()(const PrepareStatement& node) {
    const Statement inner = inner_statement(statement_, node.inner_offset);
    const std::vector<std::string> nulls(parameter_count(inner), "NULL");
    const Statement bound = with_arguments(inner, nulls, node.types);
    translate(bound, parse(bound), catalog_);
  }
  void operator()(const ExecuteStatement&) {}
  void operator()(const DeallocateStatement&) {}

  void operator()(const DeclareCursorStatement& node) {
    rewrite_query(context_, *node.query);
    translation_.steps.push_back(context_.render_typed(
        node.query->span, fmt::format("CREATE TEMPORARY TABLE {} AS ", kCursorTable)));
  }
  void operator()(const FetchStatement&) {}
  void operator()(const CloseStatement&) {}

  void operator()(const NoEffectStatement& node) {
    translation_.forbidden_in_transaction = node.forbidden_in_transaction;
  }

  void operator()(const RecordedStatement& node) {
    if (node.name == "COMMENT") {
      translate_comment(context_, node, translation_);
    } else {
      translation_.effects.emplace_back(StatementRecorded{node});
    }
  }

  void operator()(const RefusedStatement& node) {
    context_.fail(node.offset, fmt::format("{}: {} ({})", kNotSupported, node.name, node.reason));
  }

  Translation take(std::string_view name) {
    if (translation_.tag.empty()) translation_.tag = name;
    for (const auto& read : context_.reads) translation_.reads.push_back(read.name);
    return std::move(translation_);
  }

 private:
  const Statement& statement_;
  const Catalog& catalog_;
  Context context_;
  Translation translation_;
};

}  // namespace

Translation translate(const Statement& statement, const Parsed& parsed, const Catalog& catalog) {
  Translator translator(statement, catalog);
  std::visit(translator, parsed);
  return translator.take(statement_name(parsed));
}

Step translate_query(const Statement& query, const Catalog& catalog) {
  const Parsed parsed = parse(query);
  const auto* select = std::get_if<SelectStatement>(&parsed);
  if (select == nullptr || select->into) {
    throw Error(ErrorKind::kInvalid, "expected a query, not {}", statement_name(parsed))
        .at(query.start);
  }
  return translate(query, parsed, catalog).steps.front();
}

void translate_select(Context& context, const SelectStatement& select, Translation& translation) {
  rewrite_query(context, *select.query);
  const Span whole{0, context.statement.text.size()};
  if (!select.into) {
    translation.steps.push_back(context.render_typed(whole));
    translation.returns_rows = true;
    translation.result_types = text_types(context.catalog, *select.query);
    return;
  }
  TableCreated created;
  const bool temporary = select.into->temporary || select.into->table.name.name.starts_with('#');
  created.table.name = creation_name(context, select.into->table.name, temporary);
  created.table.temporary = temporary;
  const auto before = context.catalog.find(temporary ? QualifiedName{"", created.table.name.name}
                                                     : created.table.name);
  if (before && before->temporary == temporary) {
    context.fail(select.into->table.span.begin,
                 fmt::format("Relation \"{}\" already exists", created.table.name.name));
  }
  created.columns_from_query = true;
  created.query_types = text_types(context.catalog, *select.query);
  const std::string prefix = fmt::format("CREATE {}TABLE {} AS ", temporary ? "TEMPORARY " : "",
                                         duckdb_relation(created.table.name));
  translation.steps.push_back(context.render_typed(whole, prefix));
  translation.effects.emplace_back(std::move(created));
}

CatalogRelation writable_table(const Context& context, const NamedTable& table) {
  auto found = context.catalog.find(table.name);
  if (!found) {
    if (context.catalog.system_relation(table.name)) {
      context.fail(table.span.begin,
                   fmt::format("the system relation {} can not be changed", to_string(table.name)));
    }
    context.not_found(table.span.begin,
                      fmt::format("relation \"{}\" does not exist", to_string(table.name)));
  }
  if (found->kind == CatalogRelation::Kind::kMaterializedView) {
    context.fail(table.span.begin, fmt::format("cannot change materialized view \"{}\": see "
                                               "REFRESH MATERIALIZED VIEW",
                                               to_string(table.name)));
  }
  if (found->kind == CatalogRelation::Kind::kView) {
    context.fail(table.span.begin,
                 fmt::format("{} is a view and can not be changed", to_string(table.name)));
  }
  return *std::move(found);
}

std::string duckdb_relation(const QualifiedName& resolved) {
  if (resolved.schema == kTemporarySchema) return duckdb_name(resolved.name);
  return duckdb_name(resolved);
}

QualifiedName creation_name(const Context& context, const QualifiedName& written, bool temporary) {
  if (temporary) return {std::string(kTemporarySchema), written.name};
  if (!written.schema.empty()) return written;
  return {context.catalog.creation_schema(), written.name};
}

/// A default stands alone: no columns, no queries.
static void check_default(const Context& context, const Expression& expression) {
  if (expression.kind == ExpressionKind::kColumn || expression.kind == ExpressionKind::kStar)
    context.fail(expression.span.begin,
                 "DEFAULT: cannot use column references in default expression");
  if (expression.query != nullptr)
    context.fail(expression.span.begin, "DEFAULT: cannot use subquery in default expression");
  for (const auto& child : expression.children) check_default(context, *child);
}

std::string translate_default(Context& context, Span span, const Type& type) {
  const std::string text(context.text_of(span));
  const Statement statement{text, 0, place_of(context.statement, span.begin)};
  const auto tokens = tokenize(statement);
  Cursor cursor(statement, tokens);
  const ExpressionPtr expression = parse_operand(cursor);
  Context inner(statement, context.catalog);
  check_default(inner, *expression);
  inner.in_definition = true;
  if (!rewrite_assigned_literal(inner, *expression, type)) rewrite_expression(inner, expression);
  return inner.edits.render({0, text.size()}).text();
}

Step step_of(std::string_view text, std::size_t source) { return Fragment(text, source).take(); }

std::string to_string(const QualifiedName& name) {
  return name.schema.empty() ? name.name : name.schema + "." + name.name;
}

}  // namespace darties::sql
