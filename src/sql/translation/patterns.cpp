#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"

// LIKE, ILIKE and SIMILAR TO.

namespace darties::sql {
namespace {

/// The regular expression behind a SIMILAR TO pattern: % and _ are wildcards, the rest is POSIX.
std::string similar_to_regex(std::string_view pattern, char escape) {
  std::string regex;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == escape && i + 1 < pattern.size()) {
      regex += '\\';
      regex += pattern[++i];
    } else if (c == '%') {
      regex += ".*";
    } else if (c == '_') {
      regex += '.';
    } else if (c == '.' || c == '^' || c == '$' || c == '\\') {
      regex += '\\';
      regex += c;
    } else {
      regex += c;
    }
  }
  return "(?s)" + regex;
}

/// The same for a pattern that only the query knows.
constexpr std::string_view kRegexOfPattern =
    ", '([.^$])', '\\\\\\1', 'g'), '(^|[^\\\\])%', '\\1.*', 'g'), '(^|[^\\\\])%', '\\1.*', 'g'), "
    "'(^|[^\\\\])_', '\\1.', 'g'), '(^|[^\\\\])_', '\\1.', 'g')";

char escape_of(const Context& context, const Expression& node) {
  if (node.children.size() < 3) return '\\';
  const Expression& escape = *node.children[2];
  if (escape.kind != ExpressionKind::kString || escape.text.size() > 1)
    context.refuse(escape.span.begin, "ESCAPE with anything but one character");
  return escape.text.empty() ? '\0' : escape.text[0];
}

void rewrite_similar(Context& context, const Expression& node) {
  const Expression& pattern = *node.children[1];
  const char escape = escape_of(context, node);
  const bool literal = pattern.kind == ExpressionKind::kString;
  if (!literal && escape != '\\')
    context.refuse(node.name_span.begin, "SIMILAR TO with ESCAPE and a pattern that is no literal");
  const std::string regex = duckdb_literal(similar_to_regex(pattern.text, escape));
  const Span span = node.span;
  const Span value = node.children[0]->span;
  const Span written = pattern.span;
  const std::string open = node.negated ? "(NOT regexp_full_match(" : "regexp_full_match(";
  const std::string close = node.negated ? "))" : ")";
  context.edits.rewrite(span, [=](const Inner& inner) {
    Fragment result(open, span.begin);
    result.add(inner(value)).add(", ", value.end);
    if (literal) return result.add(regex + close, value.end);
    return result
        .add(
            "'(?s)' || regexp_replace(regexp_replace(regexp_replace(regexp_replace("
            "regexp_replace(",
            written.begin)
        .add(inner(written))
        .add(std::string(kRegexOfPattern) + close, written.end);
  });
}

/// The matcher of ours, which takes linear time whatever the pattern is (sql/functions/like_pattern.h).
void rewrite_to_matcher(Context& context, const Expression& node) {
  const bool ilike = node.name == "ilike";
  const char escape = escape_of(context, node);
  if (ilike && std::isalpha(static_cast<unsigned char>(escape)) != 0)
    context.refuse(node.name_span.begin, "ILIKE with a letter as ESCAPE");
  const Span span = node.span;
  const Span value = node.children[0]->span;
  const Span pattern = node.children[1]->span;
  const std::string open =
      std::string(node.negated ? "(NOT " : "(") + (ilike ? "darties_ilike(" : "darties_like(");
  const std::string close = fmt::format(
      ", {}))", duckdb_literal(escape == '\0' ? std::string() : std::string(1, escape)));
  context.edits.rewrite(span, [=](const Inner& inner) {
    return Fragment(open, span.begin)
        .add(inner(value))
        .add(", ", value.end)
        .add(inner(pattern))
        .add(close, pattern.end);
  });
}

}  // namespace

// DuckDB's own LIKE is fast for a pattern whose only wildcards are %. Redshift's default escape is a backslash, DuckDB has
// none.
void rewrite_like(Context& context, const ExpressionPtr& expression) {
  const Expression& node = *expression;
  for (std::size_t i = 0; i < 2; ++i) refuse_super(context, node.children[i], "LIKE");
  if (node.name == "similar to") return rewrite_similar(context, node);
  const Expression& pattern = *node.children[1];
  const bool plain = pattern.kind == ExpressionKind::kString &&
                     pattern.text.find_first_of("_\\") == std::string::npos;
  if (node.name == "like" && plain && node.children.size() == 2) return;
  rewrite_to_matcher(context, node);
}

}  // namespace darties::sql
