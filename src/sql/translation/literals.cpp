#include <algorithm>

#include "base/text.h"
#include "sql/lexer.h"
#include "sql/translation/conversion.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"

namespace darties::sql {
namespace {

/// Whether the literal means the same to DuckDB as it stands.
bool is_plain(std::string_view text) {
  return text.starts_with('\'') && text.find('\\') == std::string_view::npos;
}

}  // namespace

void rewrite_literal(Context& context, const Expression& literal) {
  const std::string_view text = context.text_of(literal.span);
  if (literal.kind == ExpressionKind::kString) {
    if (!is_plain(text) || std::count(text.begin(), text.end(), '\'') != 2) {
      context.edits.replace(literal.span, duckdb_literal(literal.text));
    }
    return;
  }
  const Type type = literal.type.value_or(Type{.id = TypeId::kIntervalDayToSecond});
  const std::string_view unit =
      literal.name == "interval" ? context.text_of(literal.type_span) : "";
  std::string written = literal_in_place(context, literal.span, literal.text, type, unit);
  if (written.empty())
    written = fmt::format("CAST({} AS {})", duckdb_literal(literal.text), duckdb_type(type));
  context.edits.replace(literal.span, std::move(written));
}

void rewrite_keyword(Context& context, const Expression& keyword) {
  if (keyword.name == "sysdate") {
    context.edits.replace(keyword.span, "CAST(now() AS TIMESTAMP)");
  } else if (keyword.name == "current_timestamp") {
    context.edits.replace(keyword.span, "now()");  // a column could have its name
  } else if (keyword.name == "current_user" || keyword.name == "user" ||
             keyword.name == "session_user") {
    context.edits.replace(keyword.span, "'awsuser'");
  } else if (keyword.name == "current_user_id") {
    context.edits.replace(keyword.span, "100");
  } else if (keyword.name == "current_schema") {
    context.edits.replace(keyword.span, "current_schema()");
  } else if (keyword.name == "localtime" || keyword.name == "localtimestamp" ||
             keyword.name == "current_time") {
    context.refuse(keyword.span.begin, upper_ascii(keyword.name));
  }
}

}  // namespace darties::sql
