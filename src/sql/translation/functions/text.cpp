#include <array>
#include <span>

#include "sql/translation/functions/registry.h"
#include "sql/translation/identifiers.h"

namespace darties::sql {
namespace {

// Redshift's CONCAT takes two arguments and is NULL when one is; DuckDB's skips NULL.
void concat(Context& context, const ExpressionPtr& call) {
  rewrite_to(context, *call, "($1 || $2)");
}

// A start before the first character shortens the result; DuckDB counts it from the end.
void substring(Context& context, const ExpressionPtr& node) {
  const Expression& call = *node;
  const bool literal_start =
      call.children[1]->kind == ExpressionKind::kNumber && call.children[1]->text != "0";
  if (literal_start) {
    rewrite_to(context, call,
               call.children.size() == 2 ? "substring($1, $2)" : "substring($1, $2, $3)");
  } else if (call.children.size() == 2) {
    rewrite_to(context, call, "substring($1, greatest($2, 1))");
  } else {
    rewrite_to(context, call,
               "substring($1, greatest($2, 1), greatest(least($3, $2 + $3 - 1), 0))");
  }
}

void charindex(Context& context, const ExpressionPtr& call) {
  rewrite_to(context, *call, "strpos($2, $1)");
}

void pad(Context& context, const ExpressionPtr& node) {
  const std::string name = node->name;
  rewrite_to(context, *node,
             node->children.size() == 2 ? name + "($1, $2, ' ')" : name + "($1, $2, $3)");
}

// The part's number is 1 or more; DuckDB counts 0 and below otherwise.
void split_part(Context& context, const ExpressionPtr& node) {
  const Expression& number = *node->children[2];
  if (number.kind == ExpressionKind::kNumber && number.text != "0") return;
  if (number.kind == ExpressionKind::kNumber || number.kind == ExpressionKind::kUnary) {
    context.fail(number.span.begin, "field position must be greater than zero");
  }
  rewrite_to(context, *node,
             "split_part($1, $2, CASE WHEN $3 < 1 THEN error('field position must be greater than "
             "zero') ELSE $3 END)");
}

void trim(Context& context, const ExpressionPtr& node) {
  const std::string name = node->name == "btrim" ? "trim" : node->name;
  rewrite_to(context, *node, node->children.size() == 1 ? name + "($1, ' ')" : name + "($1, $2)");
}

void lower_hex(Context& context, const ExpressionPtr& call) {
  rewrite_to(context, *call, "lower(to_hex($1))");
}

void sha2(Context& context, const ExpressionPtr& node) {
  const Expression& bits = *node->children[1];
  if (bits.kind != ExpressionKind::kNumber || (bits.text != "0" && bits.text != "256")) {
    context.refuse(bits.span.begin, "SHA2 with other than 256 bits");
  }
  rewrite_to(context, *node, "sha256($1)");
}

void position(Context& context, const ExpressionPtr& call) {
  rewrite_to(context, *call, "strpos($2, $1)");
}

void octet_length(Context& context, const ExpressionPtr& call) {
  rewrite_to(context, *call, "strlen($1)");
}

/// A replacement as DuckDB writes it: $1 becomes \1, a backslash is doubled.
std::string replacement_text(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool group =
        text[i] == '$' && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
    if (text[i] == '\\') result += '\\';
    result += group ? '\\' : text[i];
  }
  return duckdb_literal(result);
}

// Every match is replaced, and $1 is a group; DuckDB replaces the first and writes \1.
void regexp_replace(Context& context, const ExpressionPtr& node) {
  if (node->children.size() > 3)
    context.refuse(node->span.begin, "REGEXP_REPLACE with a position or flags");
  if (node->children.size() == 2)
    return rewrite_to(context, *node, "regexp_replace($1, $2, '', 'g')");
  const Expression& with = *node->children[2];
  if (with.kind != ExpressionKind::kString) {
    context.refuse(with.span.begin, "REGEXP_REPLACE with a replacement that is no literal");
  }
  context.edits.replace(with.span, replacement_text(with.text));
  rewrite_to(context, *node, "regexp_replace($1, $2, $3, 'g')");
}

void regexp_substr(Context& context, const ExpressionPtr& node) {
  if (node->children.size() > 2)
    context.refuse(node->span.begin, "REGEXP_SUBSTR with a position, occurrence or flags");
  rewrite_to(context, *node, "regexp_extract($1, $2)");
}

void regexp_count(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node, "CAST(len(regexp_extract_all($1, $2)) AS INTEGER)");
}

void left_or_right(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node, node->name + "($1, greatest($2, 0))");
}

/// json_extract_path_text(j, 'a', 'b'[, true]): a path of literals.
void json_path_text(Context& context, const ExpressionPtr& node) {
  std::string path = "$";
  std::size_t count = node->children.size();
  const Expression& last = *node->children.back();
  const bool null_if_invalid = last.kind == ExpressionKind::kBoolean && last.text == "true";
  if (last.kind == ExpressionKind::kBoolean) --count;
  for (std::size_t i = 1; i < count; ++i) {
    const Expression& key = *node->children[i];
    if (key.kind != ExpressionKind::kString ||
        key.text.find_first_of("\"\\'$") != std::string::npos) {
      context.refuse(key.span.begin, "JSON_EXTRACT_PATH_TEXT with a key that is no plain literal");
    }
    path += ".\"" + key.text + "\"";
  }
  const Span json = node->children[0]->span;
  const Span span = node->span;
  const std::string open =
      null_if_invalid ? "json_extract_string(TRY_CAST(" : "json_extract_string(CAST(";
  context.edits.rewrite(span, [=](const Inner& inner) {
    return Fragment(open, span.begin).add(inner(json)).add(" AS JSON), '" + path + "')", json.end);
  });
}

void json_array_element(Context& context, const ExpressionPtr& node) {
  const bool lax = node->children.size() == 3 && node->children[2]->text == "true";
  rewrite_to(context, *node,
             lax ? "json_extract_string(TRY_CAST($1 AS JSON), '$[' || ($2) || ']')"
                 : "json_extract_string(CAST($1 AS JSON), '$[' || ($2) || ']')");
}

void json_array_length(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node, "CAST(json_array_length($1) AS INTEGER)");
}

constexpr FunctionRule kRules[] = {
    {"upper", 1, 1},
    {"lower", 1, 1},
    {"len", 1, 1, "length"},
    {"length", 1, 1},
    {"char_length", 1, 1, "length"},
    {"character_length", 1, 1, "length"},
    {"textlen", 1, 1, "length"},
    {"octet_length", 1, 1, "", octet_length},
    {"replace", 3, 3},
    {"reverse", 1, 1},
    {"repeat", 2, 2},
    {"replicate", 2, 2, "repeat", nullptr, "repeat"},
    {"translate", 3, 3},
    {"initcap", 1, 1},
    {"chr", 1, 1},
    {"ascii", 1, 1},
    {"left", 2, 2, "", left_or_right},
    {"right", 2, 2, "", left_or_right},
    {"lpad", 2, 3, "", pad},
    {"rpad", 2, 3, "", pad},
    {"ltrim", 1, 2, "", trim},
    {"rtrim", 1, 2, "", trim},
    {"btrim", 1, 2, "", trim},
    {"substring", 2, 3, "", substring},
    {"substr", 2, 3, "", substring},
    {"strpos", 2, 2},
    {"position", 2, 2, "", position},
    {"charindex", 2, 2, "", charindex},
    {"split_part", 3, 3, "", split_part},
    {"concat", 2, 2, "", concat},
    {"md5", 1, 1},
    {"sha", 1, 1, "sha1"},
    {"sha1", 1, 1},
    {"func_sha1", 1, 1, "sha1"},
    {"sha2", 2, 2, "", sha2},
    {"to_hex", 1, 1, "", lower_hex},
    {"regexp_replace", 2, 5, "", regexp_replace},
    {"regexp_substr", 2, 5, "", regexp_substr},
    {"regexp_count", 2, 2, "", regexp_count},
    {"json_extract_path_text", 2, -1, "", json_path_text},
    {"json_extract_array_element_text", 2, 3, "", json_array_element},
    {"json_array_length", 1, 1, "", json_array_length},
    {"is_valid_json", 1, 1, "json_valid"},
    {"quote_ident", 1, 1},
    {"quote_literal", 1, 1},
    {"strtol", 2, 2},
};

}  // namespace

std::span<const FunctionRule> text_functions() { return kRules; }

}  // namespace darties::sql
