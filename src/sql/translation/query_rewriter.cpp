#include <algorithm>

#include "sql/translation/blanks.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"

namespace darties::sql {
namespace {

/// Opens a scope for the sites of one SELECT, its sources, and the WITH queries it sees.
class Scope {
 public:
  explicit Scope(Context& context)
      : context_(context), outer_(context.scope), hierarchical_(context.hierarchical) {
    context_.scope = ++context_.scopes;
    context_.hierarchical = Context::Hierarchical::kNo;
    context_.common_tables.emplace_back();
    context_.sources.emplace_back();
  }
  ~Scope() {
    context_.scope = outer_;
    context_.hierarchical = hierarchical_;
    context_.common_tables.pop_back();
    context_.sources.pop_back();
  }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 private:
  Context& context_;
  int outer_;
  Context::Hierarchical hierarchical_;
};

/// A recursive query may read itself; its columns are as those of the query it starts with, and may end in blanks.
KnownColumns columns_of_start(const CommonTable& table) {
  if (table.columns.empty()) return std::nullopt;
  std::vector<KnownColumn> columns;
  for (const auto& name : table.columns) columns.push_back({name, {}});
  return columns;
}

void rewrite_with(Context& context, const Query& query) {
  const std::size_t level = context.common_tables.size() - 1;
  for (const auto& table : query.with) {
    if (query.recursive) context.common_tables[level][table.name] = columns_of_start(table);
    rewrite_identifier(context, table.name_span, table.name);
    rewrite_names(context, table.columns, table.column_spans);
    KnownColumns columns = rewrite_query(context, *table.query);
    if (query.recursive) {
      columns = columns_of_start(table);
    } else if (columns) {
      for (std::size_t i = 0; i < std::min(table.columns.size(), columns->size()); ++i)
        (*columns)[i].name = table.columns[i];
    }
    context.common_tables[level][table.name] = std::move(columns);
  }
}

/// What is grouped or told apart is the item alone, without its alias.
void add_alias(Context& context, Span span, const std::string& name) {
  context.edits.rewrite(span, [&context, span, name](const Inner& inner) {
    if (context.raw_keys) return inner(span);
    return inner(span).add(" AS " + duckdb_name(name), span.end);
  });
}

/// The name that an item without alias has in Redshift; empty: DuckDB gives it the same. A column that is grouped may
/// have to be shown through an aggregate.
std::string own_name(const Context& context, const SelectBody& select, const Expression& value) {
  if (value.kind != ExpressionKind::kColumn) return column_name(value);
  const bool grouped = !select.group_by.empty();
  const bool attribute =
      value.path.size() > 1 && resolve(context, value.path).parts < value.path.size();
  return grouped || attribute ? value.name : "";
}

/// Items get their names, where they name the columns of the result. A name without AS could be a keyword of DuckDB.
void name_items(Context& context, const SelectBody& select, bool names_columns) {
  for (const SelectItem& item : select.items) {
    if (!item.alias.empty()) {
      const std::string as = item.alias_is_bare ? "AS " : "";
      context.edits.replace(item.alias_span, as + duckdb_name(item.alias));
    } else if (const std::string name = names_columns ? own_name(context, select, *item.value) : "";
               !name.empty()) {
      add_alias(context, item.span, name);
    }
  }
}

void rewrite_sort_keys(Context& context, const SelectBody* select,
                       const std::vector<SortKey>& keys) {
  sort_without_blanks(context, select, keys);
  for (const auto& key : keys) {
    if (select == nullptr || item_of_key(*select, *key.value) == nullptr)
      refuse_super(context, key.value, "ORDER BY");
    rewrite_expression(context, key.value);
  }
}

void rewrite_group_by(Context& context, const SelectBody& select) {
  for (const auto& key : select.group_by) rewrite_expression(context, key);
}

KnownColumns rewrite_select_parts(Context& context, const SelectBody& select, bool names_columns,
                                  const std::vector<SortKey>& order_by) {
  if (select.hierarchy) begin_hierarchy(context, select);
  for (const auto& item : select.from) rewrite_from(context, *item);
  if (select.hierarchy) rewrite_hierarchy(context, select);
  rewrite_outer_joins(context, select);
  name_items(context, select, names_columns);
  distinct_without_blanks(context, select);
  group_without_blanks(context, select, order_by);
  rewrite_stars(context, select);
  sort_limited_row_numbers(context, select);
  for (const auto& item : select.items) rewrite_expression(context, item.value);
  if (select.where != nullptr) rewrite_expression(context, select.where);
  rewrite_group_by(context, select);
  if (select.having != nullptr) rewrite_expression(context, select.having);
  if (select.qualify != nullptr) rewrite_expression(context, select.qualify);
  if (select.top != nullptr) context.edits.replace(select.top_span, "");
  return columns_of(context, select);
}

KnownColumns rewrite_body(Context& context, const QueryBody& body, bool names_columns,
                          const std::vector<SortKey>& order_by);

KnownColumns rewrite_values(Context& context, const QueryBody& body) {
  std::vector<KnownColumn> columns;
  for (const auto& row : body.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      rewrite_expression(context, row[i]);
      const Traits traits = traits_of(context, *row[i]);
      if (i < columns.size()) {
        columns[i].traits = either(columns[i].traits, traits);
      } else {
        columns.push_back({fmt::format("column{}", i + 1), traits});
      }
    }
  }
  return columns;
}

KnownColumns rewrite_set_operation(Context& context, const QueryBody& body, bool names_columns) {
  const auto side = [&](const QueryBody& of, bool names) {
    const Scope scope(context);
    return rewrite_body(context, of, names, {});
  };
  const KnownColumns left = side(*body.left, names_columns);
  const KnownColumns right = side(*body.right, false);
  unite_without_blanks(context, body, left, right);
  if (body.minus) context.edits.replace(body.operator_span, "EXCEPT");
  if (!left || !right || left->size() != right->size()) return std::nullopt;
  KnownColumns both = left;
  for (std::size_t i = 0; i < both->size(); ++i)
    (*both)[i].traits = either((*left)[i].traits, (*right)[i].traits);
  return both;
}

KnownColumns rewrite_body(Context& context, const QueryBody& body, bool names_columns,
                          const std::vector<SortKey>& order_by) {
  switch (body.kind) {
    case QueryBody::Kind::kSelect:
      if (body.select.into) context.edits.replace(body.select.into->clause, "");
      return rewrite_select_parts(context, body.select, names_columns, order_by);
    case QueryBody::Kind::kValues:
      return rewrite_values(context, body);
    case QueryBody::Kind::kNested:
      return rewrite_query(context, *body.nested);
    case QueryBody::Kind::kSetOperation:
      return rewrite_set_operation(context, body, names_columns);
  }
  return std::nullopt;
}

/// SELECT TOP n … is SELECT … LIMIT n; a set operation's TOP would cut one side only, which LIMIT can not say.
void rewrite_top(Context& context, const Query& query) {
  const QueryBody& body = *query.body;
  const bool set_operation = body.kind == QueryBody::Kind::kSetOperation;
  const SelectBody* select = first_select(query);
  if (select == nullptr || select->top == nullptr) {
    return;
  }
  if (set_operation || query.limit != nullptr)
    context.refuse(select->top_span.begin, "TOP beside UNION or LIMIT");
  if (body.kind != QueryBody::Kind::kSelect) return;
  const Span top = select->top->span;
  context.edits.rewrite(query.span, [whole = query.span, top](const Inner& inner) {
    return inner(whole).add(" LIMIT ", top.begin).add(inner(top));
  });
}

}  // namespace

void rewrite_identifier(Context& context, Span span, const std::string& name) {
  if (span.empty()) return;
  std::string written = duckdb_name(name);
  if (context.text_of(span) != written) context.edits.replace(span, std::move(written));
}

KnownColumns rewrite_query(Context& context, const Query& query) {
  const Scope scope(context);
  rewrite_top(context, query);
  rewrite_with(context, query);
  const bool plain = query.body->kind == QueryBody::Kind::kSelect;
  KnownColumns columns = rewrite_body(context, *query.body, true, query.order_by);
  // ORDER BY of a set operation sees its columns alone.
  if (!plain) context.sources.back().push_back({.alias = "", .schema = "", .columns = columns});
  rewrite_sort_keys(context, plain ? &query.body->select : nullptr, query.order_by);
  if (query.limit != nullptr) rewrite_expression(context, query.limit);
  if (query.offset != nullptr) rewrite_expression(context, query.offset);
  return columns;
}

void rewrite_rest(Context& context, const Query& rest) {
  context.common_tables.emplace_back();
  rewrite_with(context, rest);
  rewrite_select_parts(context, rest.body->select, false, {});
}

}  // namespace darties::sql
