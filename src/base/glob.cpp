// Shell patterns as a small automaton: all places in the pattern where the text so far may stand
// are followed at once, so no pattern can make the match slow.
#include "base/text.h"

namespace darties {
namespace {

struct Token {
  enum class Kind { kLiteral, kAnyOne, kSet, kStar, kDeepStar, kFolders } kind;
  char literal = 0;
  std::string_view set = {};  ///< between the brackets
};

std::vector<Token> read_pattern(std::string_view pattern) {
  using Kind = Token::Kind;
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::string_view rest = pattern.substr(i);
    const bool at_part = i == 0 || pattern[i - 1] == '/';
    const std::size_t close = rest.find(']', rest.starts_with("[!") ? 3 : 2);
    if (at_part && rest.starts_with("**/")) {
      tokens.push_back({Kind::kFolders});
      i += 2;
    } else if (rest.starts_with("**")) {
      tokens.push_back({Kind::kDeepStar});
      i += 1;
    } else if (rest[0] == '*') {
      tokens.push_back({Kind::kStar});
    } else if (rest[0] == '?') {
      tokens.push_back({Kind::kAnyOne});
    } else if (rest[0] == '[' && close != std::string_view::npos) {
      tokens.push_back({Kind::kSet, 0, rest.substr(1, close - 1)});
      i += close;
    } else {
      tokens.push_back({Kind::kLiteral, rest[0]});
    }
  }
  return tokens;
}

bool in_set(std::string_view set, char c) {
  const bool negated = set.starts_with('!');
  if (negated) set.remove_prefix(1);
  bool found = false;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const bool range = i + 2 < set.size() && set[i + 1] == '-';
    found = found || (range ? c >= set[i] && c <= set[i + 2] : c == set[i]);
    if (range) i += 2;
  }
  return found != negated;
}

/// Lets every place go on past what may match nothing.
void follow_empty(const std::vector<Token>& tokens, std::vector<char>& places, bool at_part) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto kind = tokens[i].kind;
    const bool star = kind == Token::Kind::kStar || kind == Token::Kind::kDeepStar;
    if (places[i] && (star || (kind == Token::Kind::kFolders && at_part))) places[i + 1] = 1;
  }
}

bool takes(const Token& token, char c) {
  switch (token.kind) {
    case Token::Kind::kLiteral:
      return token.literal == c;
    case Token::Kind::kSet:
      return c != '/' && in_set(token.set, c);
    case Token::Kind::kDeepStar:
    case Token::Kind::kFolders:
      return true;
    default:
      return c != '/';
  }
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view text) {
  const auto tokens = read_pattern(pattern);
  std::vector<char> places(tokens.size() + 1, 0);
  places[0] = 1;
  follow_empty(tokens, places, true);
  for (const char c : text) {
    std::vector<char> next(tokens.size() + 1, 0);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!places[i] || !takes(tokens[i], c)) continue;
      const auto kind = tokens[i].kind;
      const bool stays = kind == Token::Kind::kStar || kind == Token::Kind::kDeepStar ||
                         kind == Token::Kind::kFolders;
      next[stays ? i : i + 1] = 1;
    }
    places = std::move(next);
    follow_empty(tokens, places, c == '/');
  }
  return places[tokens.size()] != 0;
}

}  // namespace darties
