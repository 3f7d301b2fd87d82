#include "sql/lint/warnings.h"

#include <algorithm>
#include <array>

#include "sql/lexer.h"
#include "sql/syntax/query.h"

namespace darties::sql {
namespace {

using Tokens = std::vector<Token>;

/// Words that follow each other, and what to say where they stand. A function's name is followed by its parenthesis.
struct Surprise {
  std::array<std::string_view, 4> tokens;
  std::string_view warning;
};

constexpr Surprise kSurprises[] = {
    {{"ISNULL", "("},
     "ISNULL(a, b) is not documented for Redshift: here it is NVL(a, b); write NVL or COALESCE"},
    {{"JSON_EXTRACT_PATH_TEXT", "("},
     "JSON_EXTRACT_PATH_TEXT answers NULL for a path that is not there, as current releases do; "
     "older ones answer the empty string"},
    {{"JSON_EXTRACT_ARRAY_ELEMENT_TEXT", "("},
     "JSON_EXTRACT_ARRAY_ELEMENT_TEXT answers NULL beyond the end, as current releases do; older "
     "ones answer the empty string"},
    {{"DATEDIFF", "(", "WEEK"},
     "DATEDIFF(week, …) counts Mondays here: the day on which Redshift's weeks turn is not "
     "documented"},
    {{"DATEDIFF", "(", "W"},
     "DATEDIFF(week, …) counts Mondays here: the day on which Redshift's weeks turn is not "
     "documented"},
    {{"LISTAGG", "("},
     "LISTAGG fails beyond 65535 bytes; without WITHIN GROUP (ORDER BY …) its order is not "
     "determined"},
    {{"ANY_VALUE", "("}, "ANY_VALUE may answer any of the values"},
    {{"RANDOM", "("}, "RANDOM() has other values here than on a cluster"},
};

bool matches(const Token& token, std::string_view wanted) {
  return wanted == "(" ? is_operator(token, wanted) : is_word(token, wanted);
}

bool stands_at(const Tokens& tokens, std::size_t at, const Surprise& surprise) {
  for (const auto wanted : surprise.tokens) {
    if (wanted.empty()) return true;
    if (at >= tokens.size() || !matches(tokens[at++], wanted)) return false;
  }
  return true;
}

void add_words(const Statement& statement, std::vector<std::string>& warnings) {
  const Tokens tokens = tokenize(statement);
  for (const auto& surprise : kSurprises) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      if (!stands_at(tokens, at, surprise)) continue;
      warnings.emplace_back(surprise.warning);
      break;
    }
  }
}

/// A limit without an order takes any rows.
void add_query(const Query& query, std::vector<std::string>& warnings) {
  const SelectBody* select = first_select(query);
  const bool cut = query.limit != nullptr || (select != nullptr && select->top != nullptr);
  if (cut && query.order_by.empty()) {
    warnings.emplace_back("without ORDER BY it is not determined which rows LIMIT or TOP takes");
  }
}

struct OfFamily {
  std::vector<std::string>& warnings;

  void operator()(const SelectStatement& select) const { add_query(*select.query, warnings); }
  void operator()(const CreateTableAsStatement& create) const {
    add_query(*create.query, warnings);
  }
  void operator()(const UpdateStatement& update) const {
    if (update.rest->body->select.from.empty()) return;
    warnings.emplace_back("a row that several rows of FROM match takes the values of any of them");
  }
  void operator()(const CopyStatement& copy) const {
    if (std::holds_alternative<FixedWidthFormat>(copy.format)) {
      warnings.emplace_back(
          "FIXEDWIDTH cuts the trailing blanks of VARCHAR fields here: Redshift's rule is not "
          "documented");
    }
    if (std::holds_alternative<JsonFormat>(copy.format)) {
      warnings.emplace_back(
          "a JSON number with a fraction is an error in an integer column here: Redshift's rule is "
          "not documented");
    }
  }
  void operator()(const TruncateStatement&) const {
    warnings.emplace_back("TRUNCATE commits the open transaction and can not be rolled back");
  }
  void operator()(const auto&) const {}
};

}  // namespace

std::vector<std::string> surprises(const Statement& statement, const Parsed& parsed) {
  std::vector<std::string> warnings;
  std::visit(OfFamily{warnings}, parsed);
  const bool has_expressions = !std::holds_alternative<NoEffectStatement>(parsed);
  if (has_expressions) add_words(statement, warnings);
  return warnings;
}

}  // namespace darties::sql
