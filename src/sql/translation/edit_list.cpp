#include "sql/translation/edit_list.h"

#include <algorithm>

namespace darties::sql {

Fragment Inner::operator()(Span span) const { return edits_->render_from(span, next_); }

void EditList::replace(Span span, std::string text) {
  edits_.push_back({span, std::move(text), {}});
  sorted_ = false;
}

void EditList::rewrite(Span span, Maker make) {
  edits_.push_back({span, {}, std::move(make)});
  sorted_ = false;
}

// Outer edits come before the ones they contain.
void EditList::sort() const {
  if (sorted_) return;
  std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  sorted_ = true;
}

Fragment EditList::render(Span span) const {
  sort();
  return render_from(span, 0);
}

Fragment EditList::render_from(Span span, std::size_t first) const {
  Fragment result;
  std::size_t at = span.begin;
  const auto begins_before = [](const Edit& edit, std::size_t begin) {
    return edit.span.begin < begin;
  };
  auto edit = std::lower_bound(edits_.begin() + static_cast<std::ptrdiff_t>(first), edits_.end(),
                               span.begin, begins_before);
  for (; edit != edits_.end() && edit->span.begin < span.end; ++edit) {
    if (edit->span.begin < at || edit->span.end > span.end) continue;
    result.copy(text_.substr(at, edit->span.begin - at), at);
    if (edit->make) {
      const auto index = static_cast<std::size_t>(edit - edits_.begin());
      result.add(edit->make(Inner(*this, index + 1)));
    } else {
      result.add(edit->text, edit->span.begin);
    }
    at = edit->span.end;
  }
  return result.copy(text_.substr(at, span.end - at), at);
}

}  // namespace darties::sql
