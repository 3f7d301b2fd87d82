#include "sql/lexer.h"

#include <gtest/gtest.h>

namespace darties::sql {
namespace {

std::string tokens_of(const std::string& text) {
  const Statement statement{text, 0, {}};
  std::string line;
  for (const Token& token : tokenize(statement)) {
    if (token.kind != TokenKind::kEnd) line += std::string(token.text) + "|";
  }
  return line;
}

std::string value_of(const std::string& text) {
  const Statement statement{text, 0, {}};
  return string_value(tokenize(statement).front());
}

TEST(Lexer, TellsCastsFromParameters) {
  EXPECT_EQ(tokens_of("a::int + :first_name"), "a|::|int|+|:first_name|");
}

TEST(Lexer, ReadsNumbersOfEveryForm) {
  EXPECT_EQ(tokens_of("1 1.5 .5 1e3 2.5E-3 7."), "1|1.5|.5|1e3|2.5E-3|7.|");
}

TEST(Lexer, KeepsOperatorsWhole) {
  EXPECT_EQ(tokens_of("a!~'x' and b||c<>d"), "a|!~|'x'|and|b||||c|<>|d|");
}

TEST(Lexer, SkipsNestedComments) {
  EXPECT_EQ(tokens_of("a /* x /* y */ z */ b -- c\nd"), "a|b|d|");
}

TEST(Lexer, TakesAHashForATemporaryTableAndBetweenOperandsForXor) {
  EXPECT_EQ(tokens_of("from #t where a#b"), "from|#t|where|a|#|b|");
}

TEST(Lexer, ResolvesBackslashEscapesAndDoubledQuotes) {
  EXPECT_EQ(value_of(R"('it\'s ''fine''\n\\d\101')"), "it's 'fine'\n\\dA");
}

TEST(Lexer, LeavesBackslashesAloneBetweenDollars) {
  EXPECT_EQ(value_of(R"($x$it's \n$x$)"), R"(it's \n)");
}

TEST(Lexer, FoldsQuotedNamesToLowerCaseUnlessNamesAreCaseSensitive) {
  const Statement statement{R"("First""Name")", 0, {}};
  const auto token = tokenize(statement).front();
  EXPECT_EQ(identifier_value(token), "first\"name");
  EXPECT_EQ(identifier_value(token, true), "First\"Name");
}

}  // namespace
}  // namespace darties::sql
