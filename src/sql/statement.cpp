#include "sql/statement.h"

#include <algorithm>

#include "sql/lexer.h"

namespace darties::sql {
namespace {

Statement whole(std::string_view script, std::string_view file, int first_line) {
  return {std::string(script), 0, {std::string(file), first_line, 1}};
}

}  // namespace

Place place_of(const Statement& statement, std::size_t offset) {
  Place place = statement.start;
  if (place.column == 0)
    place.line = place.column = 1;  // line 0: a head of our own stands above the user's text
  const std::size_t end = std::min(offset, statement.text.size());
  // A byte order mark is not seen.
  const std::size_t begin = statement.text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (std::size_t at = begin; at < end; ++at) {
    const auto byte = static_cast<unsigned char>(statement.text[at]);
    if (byte == '\n') {
      ++place.line;
      place.column = 1;
    } else if ((byte & 0xC0) != 0x80) {
      ++place.column;
    }
  }
  return place;
}

std::vector<Statement> split(std::string_view script, std::string_view file, int first_line) {
  const Statement all = whole(script, file, first_line);
  std::vector<Statement> statements;
  std::size_t counted = 0;
  Statement gap =
      all;  // what stands between the last place that was counted and the next statement
  Place place = all.start;
  const Token* first = nullptr;
  const Token* last = nullptr;
  const auto tokens = tokenize(all);
  for (const Token& token : tokens) {
    const bool ends = token.kind == TokenKind::kEnd || is_operator(token, ";");
    if (!ends) {
      if (first == nullptr) first = &token;
      last = &token;
      continue;
    }
    if (first == nullptr) continue;
    gap = {all.text.substr(counted, first->begin - counted), counted, place};
    place = place_of(gap, gap.text.size());
    counted = first->begin;
    statements.push_back(
        {all.text.substr(first->begin, last->end - first->begin), first->begin, place});
    first = nullptr;
  }
  return statements;
}

bool is_complete(std::string_view script) {
  try {
    const Statement all = whole(script, "", 1);
    const auto tokens = tokenize(all);
    return tokens.size() > 1 && is_operator(tokens[tokens.size() - 2], ";");
  } catch (const Error&) {
    return false;
  }
}

std::string quote_literal(std::string_view text) {
  std::string literal = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') literal += c;
    literal += c;
  }
  return literal + "'";
}

std::string quote_identifier(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9');
  };
  const bool bare = !name.empty() && !(name[0] >= '0' && name[0] <= '9') &&
                    std::all_of(name.begin(), name.end(), plain);
  if (bare) return std::string(name);
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"') quoted += c;
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace darties::sql
