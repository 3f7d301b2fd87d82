// Scripts put together at random from pieces whose every quote, comment and semicolon is known: split() must give the
// statements back.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "sql/statement.h"

namespace darties::sql {
namespace {

// A semicolon in each of these ends nothing.
constexpr const char* kPieces[] = {
    "select",     "'a;b'",        "'it''s;'", "'back\\'slash;'", "'\\\\'",        "E'x\\';'",
    "\"q;\"",     "\"d\"\"q;\"",  "$$a;'b$$", "$t$;$$;$t$",      "$t$ '$x$; $t$", "/* ; */",
    "/*;/*;*/*/", "-- ; '\n",     "--;\"\n",  "::varchar",       "#temp",         ":name",
    "$1",         "a.b",          "(1 + 2)",  "'--;'",           "'/*;'",         "\"--;\"",
    "'\n;\n'",    "/* ' ; \" */", "'$$;'",    "$$--;\n$$",       "1e5",           "'é;'"};

bool is_comment(std::string_view piece) {
  return piece.starts_with("--") || piece.starts_with("/*");
}

struct Script {
  std::string text;
  std::vector<std::string> statements;
};

// Blanks and comments around a statement are not part of it.
Script script_of(std::mt19937& random) {
  Script script;
  const auto count = random() % 5;
  for (unsigned i = 0; i < count; ++i) {
    std::string statement;
    std::string trailing;
    for (auto pieces = random() % 6; pieces > 0; --pieces) {
      const std::string piece = kPieces[random() % std::size(kPieces)];
      if (statement.empty() && is_comment(piece)) {
        script.text += piece + " ";
      } else if (is_comment(piece)) {
        trailing += piece + " ";
      } else {
        statement += trailing + piece + " ";
        trailing.clear();
      }
    }
    script.text += statement + trailing + ";\n";
    if (statement.empty()) continue;
    statement.pop_back();
    script.statements.push_back(statement);
  }
  return script;
}

TEST(Split, GivesBackTheStatementsWhateverIsQuotedInThem) {
  std::mt19937 random(17);
  for (int round = 0; round < 20'000; ++round) {
    const Script script = script_of(random);
    std::vector<std::string> found;
    for (const auto& statement : split(script.text)) {
      found.push_back(statement.text);
      ASSERT_EQ(script.text.substr(statement.offset, statement.text.size()), statement.text);
    }
    ASSERT_EQ(found, script.statements) << script.text;
  }
}

}  // namespace
}  // namespace darties::sql
