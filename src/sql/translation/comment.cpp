#include "base/text.h"
#include "sql/lexer.h"
#include "sql/syntax/cursor.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/statements.h"

namespace darties::sql {
namespace {

std::string clause(const RecordedStatement& comment, std::string_view label) {
  for (const auto& known : comment.clauses) {
    if (known.label == label) return known.text;
  }
  return "";
}

/// The parts of a dotted name, folded.
std::vector<std::string> parts_of(const std::string& name) {
  const Statement text{name, 0, {}};
  std::vector<std::string> parts;
  for (const Token& token : tokenize(text)) {
    if (token.kind == TokenKind::kWord || token.kind == TokenKind::kQuoted)
      parts.push_back(identifier_value(token));
  }
  return parts;
}

std::string literal_of(const std::string& text) {
  if (text.empty()) return "NULL";
  const Statement literal{text, 0, {}};
  return duckdb_literal(string_value(tokenize(literal).front()));
}

}  // namespace

void translate_comment(Context& context, const RecordedStatement& comment,
                       Translation& translation) {
  const std::string kind = upper_ascii(clause(comment, "kind"));
  if (kind != "TABLE" && kind != "VIEW" && kind != "COLUMN") return;
  auto parts = parts_of(clause(comment, "object"));
  std::string column;
  if (kind == "COLUMN") {
    if (parts.size() < 2) context.fail(0, "COMMENT ON COLUMN takes table.column");
    column = "." + duckdb_name(parts.back());
    parts.pop_back();
  }
  QualifiedName name;
  name.name = parts.back();
  if (parts.size() > 1) name.schema = parts[parts.size() - 2];
  const auto found = context.catalog.find(name);
  if (!found) context.not_found(0, fmt::format("relation \"{}\" does not exist", to_string(name)));
  translation.writes.push_back(found->name);
  translation.steps.push_back(
      step_of(fmt::format("COMMENT ON {} {}{} IS {}", kind, duckdb_relation(found->name), column,
                          literal_of(clause(comment, "text")))));
}

}  // namespace darties::sql
