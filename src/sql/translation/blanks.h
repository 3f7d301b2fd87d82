#pragma once

#include <optional>
#include <string>

#include "sql/translation/context.h"

// Trailing blanks do not count when texts are compared, grouped, joined or told apart; DuckDB compares exactly. Columns
// that never stored a text with a blank at its end are compared as they are; everything else that may end in one goes
// through rtrim.

namespace darties::sql {

/// A value where its trailing blanks must not count.
class BlankFree {
 public:
  BlankFree(Context& context, const ExpressionPtr& value);

  /// Whether it may need rtrim; then its type may still have to be asked.
  bool may_matter() const { return traits_.may_end_in_blank; }
  /// Whether it needs rtrim, as far as types are known in this round.
  bool matters() const;
  /// The value, without trailing blanks where they matter.
  Fragment operator()(const Inner& inner) const;
  /// The value as it is.
  Fragment value(const Inner& inner) const;
  /// The same around a text that was rendered elsewhere.
  Fragment around(Fragment text) const;

 private:
  Context* context_;
  ExpressionPtr value_;
  Traits traits_;
  std::optional<Context::Typed> typed_;
};

/// Rewrites `value` in place to be free of blanks, if it may end in one.
void trim_in_place(Context& context, const ExpressionPtr& value);

/// GROUP BY: keys are grouped without their blanks, and shown as one of the group has them.
void group_without_blanks(Context& context, const SelectBody& select,
                          const std::vector<SortKey>& order_by);
/// SELECT DISTINCT becomes DISTINCT ON where texts may end in a blank.
void distinct_without_blanks(Context& context, const SelectBody& select);
/// UNION of such texts likewise; INTERSECT and EXCEPT of them are refused.
void unite_without_blanks(Context& context, const QueryBody& body, const KnownColumns& left,
                          const KnownColumns& right);
/// ORDER BY: texts that differ in blanks alone are equal. `select` may be null.
void sort_without_blanks(Context& context, const SelectBody* select,
                         const std::vector<SortKey>& keys);

}  // namespace darties::sql
