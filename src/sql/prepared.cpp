#include "sql/prepared.h"

#include <algorithm>
#include <charconv>

#include "sql/lexer.h"

namespace darties::sql {
namespace {

/// The n of $n; 0 for every other token.
std::size_t number_of(const Token& token) {
  if (token.kind != TokenKind::kParameter || !token.text.starts_with('$')) return 0;
  std::size_t number = 0;
  std::from_chars(token.text.data() + 1, token.text.data() + token.text.size(), number);
  return number;
}

}  // namespace

Statement inner_statement(const Statement& statement, std::size_t offset) {
  return {statement.text.substr(offset), statement.offset + offset, place_of(statement, offset)};
}

Statement with_arguments(const Statement& statement, const std::vector<std::string>& arguments,
                         const std::vector<std::string>& types) {
  std::string text;
  std::size_t copied = 0;
  for (const Token& token : tokenize(statement)) {
    const std::size_t number = number_of(token);
    if (number == 0) continue;
    if (number > arguments.size()) {
      throw Error(ErrorKind::kInvalid, "there is no parameter ${}", number)
          .at(place_of(statement, token.begin));
    }
    const std::string& argument = arguments[number - 1];
    text += statement.text.substr(copied, token.begin - copied);
    text += number <= types.size() ? fmt::format("CAST({} AS {})", argument, types[number - 1])
                                   : fmt::format("({})", argument);
    copied = token.end;
  }
  return {text + statement.text.substr(copied), statement.offset, statement.start};
}

std::size_t parameter_count(const Statement& statement) {
  std::size_t highest = 0;
  for (const Token& token : tokenize(statement)) highest = std::max(highest, number_of(token));
  return highest;
}

}  // namespace darties::sql
