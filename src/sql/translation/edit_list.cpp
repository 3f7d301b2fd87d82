#include "sql/translation/edit_list.h"

#include <algorithm>
#include <cctype>

#include "base/error.h"

namespace darties::sql {
namespace {

bool is_word_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

/// count(DISTINCT(x)) and avg(k)FROM t need no blank as they are written; what takes the place of the parenthesis or the
/// call may.
void keep_apart(Fragment& result, std::string_view next, std::size_t source) {
  const std::string& before = result.text();
  if (!before.empty() && !next.empty() && is_word_byte(before.back()) && is_word_byte(next.front()))
    result.add(" ", source);
}

// A translation that names an operand twice doubles with every level of nesting.
constexpr std::size_t kSmall = 1'000'000;
constexpr std::size_t kGrowth = 20;

void check_size(const Fragment& made, std::string_view text) {
  const std::size_t most = std::max(kSmall, kGrowth * text.size());
  if (made.text().size() <= most) return;
  throw Error(ErrorKind::kInvalid,
              "the statement is too large: what the embedded engine makes of it has more than {} "
              "bytes. Name its inner parts in a query in FROM",
              most);
}

}  // namespace

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
  bool edited = false;
  const auto begins_before = [](const Edit& edit, std::size_t begin) {
    return edit.span.begin < begin;
  };
  auto edit = std::lower_bound(edits_.begin() + static_cast<std::ptrdiff_t>(first), edits_.end(),
                               span.begin, begins_before);
  for (; edit != edits_.end() && edit->span.begin < span.end; ++edit) {
    if (edit->span.begin < at || edit->span.end > span.end) continue;
    const std::string_view before = text_.substr(at, edit->span.begin - at);
    if (edited) keep_apart(result, before, at);
    result.copy(before, at);
    if (edit->make) {
      const auto index = static_cast<std::size_t>(edit - edits_.begin());
      const Fragment made = edit->make(Inner(*this, index + 1));
      keep_apart(result, made.text(), edit->span.begin);
      result.add(made);
    } else {
      keep_apart(result, edit->text, edit->span.begin);
      result.add(edit->text, edit->span.begin);
    }
    at = edit->span.end;
    edited = true;
  }
  const std::string_view rest = text_.substr(at, span.end - at);
  if (edited) keep_apart(result, rest, at);
  result.copy(rest, at);
  check_size(result, text_);
  return result;
}

}  // namespace darties::sql
