// What becomes of a view's text after it was made: it is read again where a late-binding view stands, for a refresh, and
// when a relation below it gets another name.
#include <set>

#include "sql/parse.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"
#include "sql/translation/statements.h"
#include "sql/translation/views.h"

namespace darties::sql {
namespace {

constexpr int kMaxDepth = 32;
thread_local int depth = 0;

/// Counts how many views are being read inside each other.
class Depth {
 public:
  explicit Depth(const std::string& name) {
    if (depth >= kMaxDepth) {
      throw Error(ErrorKind::kInvalid, "the late-binding view {} reads itself, or too many others",
                  name);
    }
    ++depth;
  }
  ~Depth() { --depth; }
  Depth(const Depth&) = delete;
  Depth& operator=(const Depth&) = delete;
};

struct ViewText {
  Statement statement;
  Parsed parsed;

  explicit ViewText(const std::string& text)
      : statement{text, 0, {"", 1, 1}}, parsed(parse(statement)) {}
  const CreateViewStatement& view() const { return std::get<CreateViewStatement>(parsed); }
};

/// The view's query, with the names of its columns when the statement gives them.
std::string query_text(Context& context, const CreateViewStatement& view) {
  context.qualify_tables = true;
  rewrite_query(context, *view.query);
  std::string sql = context.render_typed(view.query->span).sql;
  if (view.columns.empty()) return sql;
  std::string names;
  for (const auto& name : view.columns) names += (names.empty() ? "" : ", ") + duckdb_name(name);
  return "SELECT * FROM (" + sql + ") AS source_of_view(" + names + ")";
}

}  // namespace

std::string view_query(const std::string& view_text, const Catalog& catalog, bool in_definition) {
  const ViewText text(view_text);
  const Depth guard(to_string(text.view().view.name));
  Context context(text.statement, catalog);
  context.in_definition = in_definition;
  return query_text(context, text.view());
}

void inline_view(Context& context, const NamedTable& table, const CatalogRelation& view,
                 bool aliased) {
  std::string query;
  try {
    const ViewText text(view.view_text);
    const Depth guard(to_string(view.name));
    Context inner(text.statement, context.catalog);
    query = query_text(inner, text.view());
    for (const auto& read : inner.reads) context.reads.push_back({read.name, {}, true});
  } catch (const Error& error) {
    throw Error(error.kind(), "{}", error.message())
        .at(place_of(context.statement, table.span.begin))
        .while_doing(fmt::format("reading the late-binding view {}", to_string(view.name)));
  }
  context.edits.replace(table.span,
                        "(" + query + ")" + (aliased ? "" : " AS " + duckdb_name(table.name.name)));
}

void check_late_bound(const Context& context, const NamedTable& table) {
  if (!table.name.schema.empty()) return;
  context.fail(table.span.begin,
               "All the relation names inside should be qualified when creating VIEW WITH NO "
               "SCHEMA BINDING");
}

std::string renamed_view_text(const std::string& view_text, const Catalog& catalog,
                              const QualifiedName& from, const QualifiedName& to) {
  const ViewText text(view_text);
  Context context(text.statement, catalog);
  rewrite_query(context, *text.view().query);
  EditList edits(text.statement.text);
  if (text.view().view.name == from) edits.replace(text.view().view.span, quote_name(to));
  for (const auto& read : context.reads) {
    if (read.span.empty() || read.name != from) continue;
    // Other places of the view may speak of the table by its old name.
    edits.replace(read.span,
                  quote_name(to) + (read.aliased ? "" : " AS " + quote_identifier(from.name)));
  }
  return edits.render({0, view_text.size()}).text();
}

std::string quote_name(const QualifiedName& name) {
  return (name.schema.empty() ? "" : quote_identifier(name.schema) + ".") +
         quote_identifier(name.name);
}

}  // namespace darties::sql
