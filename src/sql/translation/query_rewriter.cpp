#include <set>

#include "base/text.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"
#include "sql/translation/views.h"

namespace darties::sql {
namespace {

/// Opens a scope for the sites of one SELECT, and for the WITH queries it sees.
class Scope {
 public:
  explicit Scope(Context& context) : context_(context), outer_(context.scope) {
    context_.scope = ++context_.scopes;
    context_.common_tables.emplace_back();
  }
  ~Scope() {
    context_.scope = outer_;
    context_.common_tables.pop_back();
  }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 private:
  Context& context_;
  int outer_;
};

void rewrite_names(Context& context, const std::vector<std::string>& names,
                   const std::vector<Span>& spans) {
  for (std::size_t i = 0; i < spans.size(); ++i) rewrite_identifier(context, spans[i], names[i]);
}

void rewrite_with(Context& context, const Query& query) {
  const std::size_t level = context.common_tables.size() - 1;
  for (const auto& table : query.with) {
    if (query.recursive) context.common_tables[level].insert(table.name);
    rewrite_identifier(context, table.name_span, table.name);
    rewrite_names(context, table.columns, table.column_spans);
    rewrite_query(context, *table.query);
    context.common_tables[level].insert(table.name);
  }
}

bool is_local_schema(const std::string& schema) {
  return schema == "information_schema" || schema == "pg_catalog" || schema == "darties_internal";
}

void rewrite_from(Context& context, const FromItem& item) {
  if (item.kind == FromItem::Kind::kJoin) {
    rewrite_from(context, *item.left);
    if (item.right != nullptr) rewrite_from(context, *item.right);
    if (item.condition != nullptr) rewrite_expression(context, item.condition);
    for (const auto& span : item.using_spans) {
      rewrite_identifier(context, span, lower_ascii(context.text_of(span)));
    }
  } else if (item.kind == FromItem::Kind::kSubquery) {
    rewrite_query(context, *item.query);
  } else {
    rewrite_table_reference(context, item.table, !item.alias.empty());
  }
  if (!item.alias.empty()) rewrite_identifier(context, item.alias_span, item.alias);
  rewrite_names(context, item.column_aliases, item.column_alias_spans);
}

void add_alias(Context& context, Span span, const std::string& name) {
  context.edits.rewrite(span, [span, name](const Inner& inner) {
    return inner(span).add(" AS " + duckdb_name(name), span.end);
  });
}

/// An item without alias gets the name that Redshift gives it, where it names a column of the result.
void rewrite_item(Context& context, const SelectItem& item, bool names_columns) {
  if (!item.alias.empty()) {
    rewrite_identifier(context, item.alias_span, item.alias);
  } else if (const std::string name = names_columns ? column_name(*item.value) : "";
             !name.empty()) {
    add_alias(context, item.span, name);
  }
  rewrite_expression(context, item.value);
}

void rewrite_sort_keys(Context& context, const std::vector<SortKey>& keys) {
  for (const auto& key : keys) rewrite_expression(context, key.value);
}

void rewrite_select_parts(Context& context, const SelectBody& select, bool names_columns) {
  for (const auto& item : select.from) rewrite_from(context, *item);
  for (const auto& item : select.items) rewrite_item(context, item, names_columns);
  if (select.where != nullptr) rewrite_expression(context, select.where);
  for (const auto& key : select.group_by) rewrite_expression(context, key);
  if (select.having != nullptr) rewrite_expression(context, select.having);
  if (select.qualify != nullptr) rewrite_expression(context, select.qualify);
  if (select.top != nullptr) context.edits.replace(select.top_span, "");
}

void rewrite_body(Context& context, const QueryBody& body, bool names_columns) {
  switch (body.kind) {
    case QueryBody::Kind::kSelect: {
      if (body.select.into) context.edits.replace(body.select.into->clause, "");
      rewrite_select_parts(context, body.select, names_columns);
      return;
    }
    case QueryBody::Kind::kValues:
      for (const auto& row : body.rows) {
        for (const auto& value : row) rewrite_expression(context, value);
      }
      return;
    case QueryBody::Kind::kNested:
      rewrite_query(context, *body.nested);
      return;
    case QueryBody::Kind::kSetOperation: {
      if (body.minus) context.edits.replace(body.operator_span, "EXCEPT");
      for (const auto& side : {body.left, body.right}) {
        const Scope scope(context);
        rewrite_body(context, *side, names_columns && side == body.left);
      }
      return;
    }
  }
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

void rewrite_table_reference(Context& context, const NamedTable& table, bool aliased) {
  const QualifiedName& name = table.name;
  if (name.schema.empty() && context.is_common_table(name.name)) {
    rewrite_identifier(context, table.span, name.name);
    return;
  }
  if (context.late_binding) return check_late_bound(context, table);
  if (const auto system = context.catalog.system_relation(name)) {
    context.edits.replace(table.span, *system);
    return;
  }
  const auto found = context.catalog.find(name);
  if (!found && !is_local_schema(name.schema)) {
    context.not_found(table.span.begin,
                      fmt::format("relation \"{}\" does not exist", to_string(name)));
  }
  if (found && found->late_binding) return inline_view(context, table, *found, aliased);
  QualifiedName written = name;
  if (found && context.qualify_tables && !found->temporary) written = found->name;
  if (found && found->temporary) context.reads_temporary = true;
  if (found && !found->temporary) context.reads.push_back({found->name, table.span, aliased});
  const std::string text = duckdb_name(written);
  if (context.text_of(table.span) != text) context.edits.replace(table.span, text);
}

void rewrite_query(Context& context, const Query& query) {
  const Scope scope(context);
  rewrite_top(context, query);
  rewrite_with(context, query);
  rewrite_body(context, *query.body, true);
  rewrite_sort_keys(context, query.order_by);
  if (query.limit != nullptr) rewrite_expression(context, query.limit);
  if (query.offset != nullptr) rewrite_expression(context, query.offset);
}

void rewrite_rest(Context& context, const Query& rest) {
  context.common_tables.emplace_back();
  rewrite_with(context, rest);
  rewrite_select_parts(context, rest.body->select, false);
}

}  // namespace darties::sql
