#include <algorithm>

#include "sql/lexer.h"
#include "sql/statement.h"

namespace darties::sql {
namespace {

std::string known_names(const ParameterValues& values) {
  std::string names;
  for (const auto& [name, value] : values) names += (names.empty() ? "" : ", ") + name;
  return names.empty() ? "there are none" : names;
}

bool is_named(const Token& token) {
  return token.kind == TokenKind::kParameter && token.text.front() == ':';
}

}  // namespace

std::string bind_parameters(std::string_view sql, const ParameterValues& values) {
  const Statement statement{std::string(sql), 0, {"", 1, 1}};
  std::string bound;
  std::size_t copied = 0;
  for (const Token& token : tokenize(statement)) {
    if (!is_named(token)) continue;
    const auto found = values.find(token.text.substr(1));
    if (found == values.end()) {
      throw Error(ErrorKind::kInvalid, "no value for the parameter {}; parameters with a value: {}",
                  token.text, known_names(values))
          .at(place_of(statement, token.begin));
    }
    bound += sql.substr(copied, token.begin - copied);
    bound += found->second ? quote_literal(*found->second) : "NULL";
    copied = token.end;
  }
  return bound + std::string(sql.substr(copied));
}

std::vector<std::string> parameter_names(std::string_view sql) {
  const Statement statement{std::string(sql), 0, {"", 1, 1}};
  std::vector<std::string> names;
  for (const Token& token : tokenize(statement)) {
    if (!is_named(token)) continue;
    std::string name(token.text.substr(1));
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  return names;
}

}  // namespace darties::sql
