#include "sql/translation/context.h"

#include <algorithm>
#include <chrono>

#include "base/clock.h"
#include "sql/functions.h"
#include "sql/syntax/cursor.h"

namespace darties::sql {
namespace {

constexpr int kMaxRounds = 10;

bool same(const std::map<int, ProbedType>& a, const std::map<int, ProbedType>& b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](const auto& x, const auto& y) {
           return x.first == y.first && x.second.duckdb_name == y.second.duckdb_name;
         });
}

}  // namespace

void Context::fail(std::size_t offset, std::string_view message) const {
  throw Error(ErrorKind::kInvalid, "{}", message).at(place_of(statement, offset));
}

void Context::not_found(std::size_t offset, std::string_view message) const {
  throw Error(ErrorKind::kNotFound, "{}", message).at(place_of(statement, offset));
}

void Context::refuse(std::size_t offset, std::string_view what) const {
  fail(offset, fmt::format("{} yet: {}", kNotSupported, what));
}

std::string Context::statement_start() const {
  if (statement_start_.empty()) {
    const auto now = system_clock().now().time_since_epoch();
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
    statement_start_ =
        "TIMESTAMP '" + format_timestamp(microseconds, "YYYY-MM-DD HH24:MI:SS.US") + "'";
  }
  return statement_start_;
}

const KnownColumns* Context::find_common_table(const std::string& name) const {
  for (auto level = common_tables.rbegin(); level != common_tables.rend(); ++level) {
    if (const auto found = level->find(name); found != level->end()) return &found->second;
  }
  return nullptr;
}

Context::Typed Context::typed(const ExpressionPtr& expression, int layer) {
  if (const auto literal = operand_of_text(*expression)) return {expression, 0, *literal};
  if (expression->kind == ExpressionKind::kColumn) {
    if (const auto type = traits_of(*this, *expression).type)
      return {expression, 0, operand_of(*type)};
  }
  const auto key = std::tuple(scope, layer, std::string(text_of(expression->span)));
  const auto [found, fresh] = numbers_.emplace(key, static_cast<int>(numbers_.size()) + 1);
  return {expression, found->second, {}};
}

Operand Context::operand(const Typed& typed) const {
  if (typed.number == 0) return typed.literal;
  const auto found = types_.find(typed.number);
  return found == types_.end() ? Operand{} : operand_of(found->second);
}

Fragment Context::render(const Typed& typed, const Inner& inner) const {
  const Span span = typed.expression->span;
  if (typed.number == 0 || !probing_) return inner(span);
  return Fragment(fmt::format("darties_probe({}, ", typed.number), span.begin)
      .add(inner(span))
      .add(")", span.begin);
}

std::string Context::optimizers_to_leave_out() const {
  constexpr int kManyLevels = 60;
  constexpr int kManyTables = 50;
  std::string names;
  if (levels > kManyLevels) names = "common_subexpressions";
  if (tables > kManyTables) names += names.empty() ? "join_order" : ",join_order";
  return names;
}

Step Context::render_typed(Span span, const std::string& prefix, const std::string& suffix) {
  const auto fragment = [&] {
    return Fragment(prefix, span.begin).add(edits.render(span)).add(suffix, span.end);
  };
  const auto whole = [&] {
    Step step = fragment().take();
    step.leave_out = optimizers_to_leave_out();
    return step;
  };
  std::string asked;
  for (int round = 0; !numbers_.empty() && round < kMaxRounds; ++round) {
    probing_ = true;
    const Step question = whole();
    probing_ = false;
    if (question.sql == asked) break;  // the types that were found change nothing
    asked = question.sql;
    std::map<int, ProbedType> found;
    try {
      found = catalog.probe(question.sql);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kCancelled ||
          error.message().find("nested too deeply") != std::string::npos)
        throw;
      // Either the user's statement is wrong, and the engine will say so of the statement itself, or the probes are.
      Step plain = whole();
      try {
        catalog.probe(plain.sql);
      } catch (const Error&) {
        return plain;
      }
      refuse(span.begin, "the types in this statement can not be determined");
    }
    const bool settled = same(found, types_);
    types_ = std::move(found);
    if (settled) break;
  }
  return whole();
}

}  // namespace darties::sql
