#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/translation/fragment.h"

namespace darties::sql {

class EditList;

/// Gives the maker of an edit the text inside of its span, with the edits that lie deeper already made.
class Inner {
 public:
  Fragment operator()(Span span) const;

 private:
  friend class EditList;
  Inner(const EditList& edits, std::size_t next) : edits_(&edits), next_(next) {}
  const EditList* edits_;
  std::size_t next_;
};

/// The changes that turn the user's text into DuckDB's. Spans nest or lie apart; of two edits with the same span, the
/// one that was added first is the outer one.
///
///     edits.replace(span_of_minus, "EXCEPT");
///     edits.rewrite(call.span, [=](const Inner& inner) { return Fragment("lower(", at).add(inner(argument))… });
///     Step step = edits.render(whole).take();
class EditList {
 public:
  using Maker = std::function<Fragment(const Inner&)>;

  explicit EditList(std::string_view text) : text_(text) {}

  void replace(Span span, std::string text);
  void rewrite(Span span, Maker make);

  /// The text of `span` with every edit in it made.
  Fragment render(Span span) const;

 private:
  friend class Inner;
  struct Edit {
    Span span;
    std::string text;
    Maker make;  // empty: text
  };
  void sort() const;
  Fragment render_from(Span span, std::size_t first) const;

  std::string_view text_;
  mutable std::vector<Edit> edits_;
  mutable bool sorted_ = true;
};

}  // namespace darties::sql
