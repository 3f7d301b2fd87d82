#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "sql/catalog.h"
#include "sql/statement.h"
#include "sql/syntax/query.h"
#include "sql/translation/columns.h"
#include "sql/translation/edit_list.h"
#include "sql/translation/operand.h"

namespace darties::sql {

/// Everything the translation of one statement works on.
///
/// Types are asked in rounds: a *site* is an expression whose translation depends on a type. While `probing`, a site's
/// operand e is rendered as darties_probe(n, e), which has the type of e; the types that come back decide how the sites
/// are rendered in the next round, until nothing changes. The same text in the same SELECT
/// has the same number, so that GROUP BY a / b still matches a / b in the select list.
class Context {
 public:
  Context(const Statement& of, const Catalog& asked)
      : statement(of), catalog(asked), edits(of.text) {}

  const Statement& statement;
  const Catalog& catalog;
  EditList edits;
  /// Inside of a view: tables are named with their schema, since the search path may be another when it is read.
  bool qualify_tables = false;
  /// Inside of a view or a default, which is evaluated later: nothing of this moment may be written into it.
  bool in_definition = false;
  /// GETDATE(), the start of the statement, as a literal: every call of a statement answers the same.
  std::string statement_start() const;
  /// Inside of a late-binding view that is made: its relations need a schema, and are not looked for.
  bool late_binding = false;
  /// A relation of the warehouse that was named, resolved. Temporary and system ones are left out.
  struct Read {
    QualifiedName name;
    Span span;            ///< empty: named by a late-binding view
    bool aliased = true;  ///< another name stands behind it
  };
  std::vector<Read> reads;
  bool reads_temporary = false;
  /// How large the statement is: the levels of its highest expression, and the tables in its FROM.
  int levels = 0;
  int tables = 0;
  /// The SELECT that is being read: a number of its own for each.
  int scope = 0;
  int scopes = 0;

  std::string_view text_of(Span span) const {
    return std::string_view(statement.text).substr(span.begin, span.end - span.begin);
  }
  [[noreturn]] void fail(std::size_t offset, std::string_view message) const;
  [[noreturn]] void not_found(std::size_t offset, std::string_view message) const;
  [[noreturn]] void refuse(std::size_t offset, std::string_view what) const;

  // ---- what names mean, innermost last
  /// WITH queries and their columns.
  std::vector<std::map<std::string, KnownColumns>> common_tables;
  const KnownColumns* find_common_table(const std::string& name) const;
  /// FROM of the statement itself, then of each SELECT that is open.
  std::vector<std::vector<Source>> sources{1};
  /// In START WITH and CONNECT BY, names alone mean the row of the step, and LEVEL how deep it is.
  enum class Hierarchical { kNo, kStart, kStep } hierarchical = Hierarchical::kNo;
  /// While a GROUP BY key is written: the select list's expression as it is, not as the group shows it.
  bool raw_keys = false;
  /// Where (+) stands in a condition that becomes the one of an outer join.
  std::set<std::size_t> outer_markers;
  /// The columns of the subqueries that were rewritten so far.
  std::map<const Query*, KnownColumns> results;

  // ---- typed sites
  /// Registers the operand of a site; literals have their type from the text.
  struct Typed {
    ExpressionPtr expression;
    int number = 0;  ///< 0: known from the text, or from the column's declaration
    Operand literal;
  };
  /// Edits that lie around one another and ask for the same operand do it in different layers.
  Typed typed(const ExpressionPtr& expression, int layer = 0);
  Operand operand(const Typed& typed) const;
  /// The operand's text; wrapped into a probe while probing.
  Fragment render(const Typed& typed, const Inner& inner) const;
  /// Whether what is rendered is only asked about, not run.
  bool probing() const { return probing_; }

  /// Renders `span`; asks for types first when there are sites. `span` must be a statement that can be prepared.
  Step render_typed(Span span, const std::string& prefix = "", const std::string& suffix = "");

 private:
  std::string optimizers_to_leave_out() const;

  std::map<std::tuple<int, int, std::string>, int> numbers_;  // by scope, layer and text
  std::map<int, ProbedType> types_;
  bool probing_ = false;
  mutable std::string statement_start_;
};

}  // namespace darties::sql
