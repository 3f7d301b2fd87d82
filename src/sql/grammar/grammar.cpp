#include "sql/grammar/grammar.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "sql/grammar/pattern.h"

namespace darties::sql {
namespace {

struct Compiled {
  const Grammar* grammar;
  Pattern head;
  Pattern body;
};

using ByFirstWord = std::map<std::string_view, std::vector<Compiled>, std::less<>>;

const ByFirstWord& grammars() {
  static const ByFirstWord kAll = [] {
    ByFirstWord all;
    for (const auto family :
         {external_grammars(), datashare_grammars(), database_grammars(), routine_grammars(),
          policy_grammars(), principal_grammars(), privilege_grammars(), maintenance_grammars()}) {
      for (const Grammar& grammar : family) {
        const std::string_view first = grammar.head.substr(0, grammar.head.find(' '));
        all[first].push_back({&grammar, Pattern(grammar.head), Pattern(grammar.body)});
      }
    }
    return all;
  }();
  return kAll;
}

/// Those whose head stands here, and where each body begins.
std::vector<std::pair<const Compiled*, Cursor>> candidates(const Cursor& cursor) {
  std::vector<std::pair<const Compiled*, Cursor>> found;
  if (cursor.peek().kind != TokenKind::kWord) return found;
  const auto family = grammars().find(upper_ascii(cursor.peek().text));
  if (family == grammars().end()) return found;
  for (const Compiled& compiled : family->second) {
    Cursor body = cursor;
    std::vector<Capture> captures;
    Pattern::Failure failure(body);
    if (compiled.head.match(body, captures, failure)) found.emplace_back(&compiled, body);
  }
  return found;
}

Parsed outcome(const Grammar& grammar, const Cursor& begin, const std::vector<Capture>& captures) {
  using Outcome = Grammar::Outcome;
  if (grammar.outcome == Outcome::kRefused) {
    return RefusedStatement{std::string(grammar.name), std::string(grammar.reason),
                            begin.peek().begin};
  }
  if (grammar.outcome == Outcome::kNoEffect)
    return NoEffectStatement{std::string(grammar.name), grammar.forbidden_in_transaction};
  RecordedStatement recorded{std::string(grammar.name), {}};
  for (const auto& capture : captures) {
    recorded.clauses.push_back(
        {std::string(capture.label), std::string(begin.text_of(capture.span))});
  }
  return recorded;
}

}  // namespace

bool at_grammar(const Cursor& cursor) { return !candidates(cursor).empty(); }

std::optional<Parsed> parse_by_grammar(Cursor& cursor) {
  const auto found = candidates(cursor);
  if (found.empty()) return std::nullopt;
  std::optional<Pattern::Failure> furthest;
  for (const auto& [compiled, after_head] : found) {
    Cursor body = after_head;
    std::vector<Capture> captures;
    Pattern::Failure failure(body);
    const bool fits = compiled->body.match(body, captures, failure);
    if (fits && body.at_end()) {
      Parsed parsed = outcome(*compiled->grammar, cursor, captures);
      cursor = body;
      return parsed;
    }
    if (fits && body.peek().begin > failure.offset) failure = Pattern::Failure(body);
    if (!furthest || failure.offset > furthest->offset) furthest = failure;
  }
  fail_expected(*furthest);
}

}  // namespace darties::sql
