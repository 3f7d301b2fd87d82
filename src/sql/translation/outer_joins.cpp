#include <algorithm>
#include <set>

#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"

// The join marker of Oracle: in WHERE a.x = b.x (+), every row of a appears, with NULLs where no row of b meets the
// conditions that carry the marker.

namespace darties::sql {
namespace {

using Kind = ExpressionKind;

/// A condition of WHERE with markers.
struct Condition {
  ExpressionPtr expression;
  std::string optional;            ///< the marked source
  std::set<std::string> required;  ///< the others it names
};

void add_conjuncts(const ExpressionPtr& node, std::vector<ExpressionPtr>& conjuncts) {
  if (node->kind == Kind::kBinary && node->name == "and") {
    add_conjuncts(node->children[0], conjuncts);
    add_conjuncts(node->children[1], conjuncts);
  } else {
    conjuncts.push_back(node);
  }
}

void add_columns(const Expression& node, std::vector<const Expression*>& columns) {
  if (node.kind == Kind::kColumn) columns.push_back(&node);
  for (const auto& child : node.children) add_columns(*child, columns);
}

/// The source of a column, "" when it can not be told.
std::string source_of(const Context& context, const Expression& column) {
  if (column.path.size() > 1) return column.path[column.path.size() - 2];
  std::string found;
  for (const auto& source : context.sources.back()) {
    if (!source.columns) return "";
    const bool has = std::any_of(source.columns->begin(), source.columns->end(),
                                 [&](const auto& known) { return known.name == column.name; });
    if (has && !found.empty()) return "";
    if (has) found = source.alias;
  }
  return found;
}

Condition read(const Context& context, const ExpressionPtr& expression) {
  Condition condition{expression, "", {}};
  std::vector<const Expression*> columns;
  add_columns(*expression, columns);
  for (const auto* column : columns) {
    const std::string source = source_of(context, *column);
    if (column->outer_marker.empty()) {
      condition.required.insert(source);
    } else if (condition.optional.empty()) {
      condition.optional = source;
      if (source.empty()) context.fail(column->span.begin, "(+) needs a column with its table");
    } else if (condition.optional != source) {
      context.fail(column->outer_marker.begin, "a condition may mark one table with (+), not two");
    }
  }
  if (condition.required.contains(condition.optional) && !condition.optional.empty()) {
    context.fail(expression->span.begin,
                 "(+) stands behind every column of its table in a condition, or behind none");
  }
  return condition;
}

void check_kind(Context& context, const Expression& expression) {
  std::vector<const Expression*> columns;
  add_columns(expression, columns);
  const bool comparison = expression.kind == Kind::kBinary && expression.name != "or";
  const bool other = expression.kind == Kind::kLike || expression.kind == Kind::kBetween ||
                     expression.kind == Kind::kIs;
  if (!comparison && !other) {
    context.fail(expression.span.begin,
                 "a condition with (+) compares, and can not be joined by OR or use IN");
  }
  for (const auto* column : columns) {
    if (!column->outer_marker.empty()) context.outer_markers.insert(column->outer_marker.begin);
  }
}

class OuterJoins {
 public:
  OuterJoins(Context& context, const SelectBody& select) : context_(context), select_(select) {
    std::vector<ExpressionPtr> conjuncts;
    add_conjuncts(select.where, conjuncts);
    for (const auto& conjunct : conjuncts) {
      Condition condition = read(context, conjunct);
      if (condition.optional.empty()) {
        filters_.push_back(conjunct->span);
      } else {
        check_kind(context, *conjunct);
        conditions_.push_back(std::move(condition));
      }
    }
  }

  void rewrite() {
    if (conditions_.empty()) return;
    for (const auto& source : context_.sources.back()) aliases_.push_back(source.alias);
    order();
    rewrite_stars();
    const Span span{select_.from_span.begin, select_.where->span.end};
    context_.edits.rewrite(span, [*this, span](const Inner& inner) {
      Fragment result;
      for (std::size_t i = 0; i < order_.size(); ++i) add_item(result, i, inner);
      for (std::size_t i = 0; i < filters_.size(); ++i) {
        result.add(i == 0 ? " WHERE " : " AND ", span.begin).add(inner(filters_[i]));
      }
      return result;
    });
  }

 private:
  bool is_optional(std::size_t item) const {
    return std::any_of(conditions_.begin(), conditions_.end(),
                       [&](const auto& condition) { return condition.optional == aliases_[item]; });
  }

  /// Tables without marker first; each marked one after those its conditions name.
  void order() {
    const std::size_t place = select_.from_span.begin;
    for (std::size_t i = 0; i < select_.from.size(); ++i) {
      if (select_.from[i]->kind == FromItem::Kind::kJoin)
        context_.fail(place, "(+) can not stand beside JOIN: write LEFT JOIN");
      if (!is_optional(i)) order_.push_back(i);
    }
    joins_ = order_.size();
    while (order_.size() < aliases_.size()) {
      const std::size_t before = order_.size();
      for (std::size_t i = 0; i < aliases_.size(); ++i) {
        const bool placed = std::find(order_.begin(), order_.end(), i) != order_.end();
        if (!placed && is_ready(i)) order_.push_back(i);
      }
      if (order_.size() == before || joins_ == 0)
        context_.fail(place, "the tables marked with (+) depend on one another in a circle");
    }
  }

  bool is_ready(std::size_t item) const {
    return std::all_of(conditions_.begin(), conditions_.end(), [&](const Condition& condition) {
      if (condition.optional != aliases_[item]) return true;
      return std::all_of(
          condition.required.begin(), condition.required.end(), [&](const auto& name) {
            return std::any_of(order_.begin(), order_.end(),
                               [&](std::size_t placed) { return aliases_[placed] == name; });
          });
    });
  }

  /// A star shows the tables as they were written.
  void rewrite_stars() {
    if (std::is_sorted(order_.begin(), order_.end())) return;
    std::string stars;
    for (const auto& alias : aliases_)
      stars += (stars.empty() ? "" : ", ") + duckdb_name(alias) + ".*";
    for (const auto& item : select_.items) {
      if (item.value->kind != Kind::kStar || !item.value->path.empty()) continue;
      if (item.exclude || select_.exclude) context_.refuse(item.span.begin, "EXCLUDE beside (+)");
      context_.edits.replace(item.value->span, stars);
    }
  }

  void add_item(Fragment& result, std::size_t position, const Inner& inner) const {
    const std::size_t item = order_[position];
    const Span span = select_.from[item]->span;
    if (position > 0) result.add(position < joins_ ? " CROSS JOIN " : " LEFT JOIN ", span.begin);
    result.add(inner(span));
    if (position < joins_) return;
    bool first = true;
    for (const auto& condition : conditions_) {
      if (condition.optional != aliases_[item]) continue;
      result.add(first ? " ON " : " AND ", span.end).add(inner(condition.expression->span));
      first = false;
    }
  }

  Context& context_;
  const SelectBody& select_;
  std::vector<std::string> aliases_;  ///< of the tables, in the order of the text
  std::vector<Condition> conditions_;
  std::vector<Span> filters_;
  std::vector<std::size_t> order_;
  std::size_t joins_ = 0;  ///< where in `order_` the marked ones begin
};

}  // namespace

void rewrite_outer_joins(Context& context, const SelectBody& select) {
  if (select.where != nullptr && !select.from.empty()) OuterJoins(context, select).rewrite();
}

}  // namespace darties::sql
