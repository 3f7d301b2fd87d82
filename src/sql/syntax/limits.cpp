#include "sql/syntax/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace darties::sql {
namespace {

struct Limit {
  std::string_view what;
  std::int64_t most;
};

// In the order of Counted.
constexpr std::array<Limit, 6> kLimits = {{
    {"values, names and operators", 300'000},
    {"AND and OR", 5'000},
    {"||", 5'000},
    {"UNION, INTERSECT and EXCEPT", 1'000},
    {"tables in FROM", 200},
    {"queries in WITH", 500},
}};

// With what the translation adds, DuckDB needs some seven levels for one, of 2.5 kB of stack each.
constexpr int kHighest = 250;

thread_local std::array<std::int64_t, kLimits.size()> counts = {};
thread_local int tallest = 0;

// DuckDB takes 0.1 s for so many, and four times as long for two more.
constexpr int kDeepest = 16;
thread_local int open_queries = 0;

}  // namespace

void count_in_statement(const Cursor& cursor, Counted what) {
  const Limit& limit = kLimits[what];
  if (++counts[what] <= limit.most) return;
  cursor.fail_at(
      cursor.peek().begin,
      fmt::format("the statement is too large: {} {} are the most on the embedded engine",
                  limit.most, limit.what));
}

std::int64_t counted_in_statement(Counted what) { return counts[what]; }

void measure(const Cursor& cursor, Expression& node) {
  count_in_statement(cursor, kExpressions);
  const auto add = [&](const ExpressionPtr& part) {
    node.height = std::max(node.height, part->height + 1);
    node.size += part->size;
  };
  for (const auto& child : node.children) add(child);
  if (node.call != nullptr) {
    for (const auto& key : node.call->within_group) add(key.value);
    if (node.call->over) {
      for (const auto& part : node.call->over->partition_by) add(part);
      for (const auto& key : node.call->over->order_by) add(key.value);
    }
  }
  tallest = std::max(tallest, node.height);
  if (node.height <= kHighest) return;
  cursor.fail_at(cursor.peek().begin,
                 fmt::format("the statement is nested too deeply: {} levels of operators and calls "
                             "in one another are the most on the embedded engine",
                             kHighest));
}

QueryMeasure::QueryMeasure(const Cursor& cursor)
    : tallest_before_(tallest), size_before_(counts[kExpressions]) {
  if (open_queries >= kDeepest) {
    cursor.fail_at(cursor.peek().begin,
                   fmt::format("the statement is nested too deeply: {} queries in expressions of "
                               "one another are the most on the embedded engine",
                               kDeepest));
  }
  ++open_queries;
  tallest = 0;
}

QueryMeasure::~QueryMeasure() {
  --open_queries;
  tallest = std::max(tallest, tallest_before_);
}

void QueryMeasure::add_to(Expression& subquery) const {
  subquery.height = tallest + 1;
  subquery.size = counts[kExpressions] - size_before_;
}

void forget_counts() {
  counts = {};
  tallest = 0;
}

}  // namespace darties::sql
