#include "sql/translation/fragment.h"

#include <algorithm>

namespace darties::sql {

Fragment& Fragment::add(std::string_view text, std::size_t source) {
  if (text.empty()) return *this;
  step_.stretches.push_back({step_.sql.size(), source, false});
  step_.sql += text;
  return *this;
}

Fragment& Fragment::copy(std::string_view text, std::size_t source) {
  if (text.empty()) return *this;
  step_.stretches.push_back({step_.sql.size(), source, true});
  step_.sql += text;
  return *this;
}

Fragment& Fragment::add(const Fragment& other) {
  const std::size_t shift = step_.sql.size();
  for (auto stretch : other.step_.stretches) {
    stretch.result += shift;
    step_.stretches.push_back(stretch);
  }
  step_.sql += other.step_.sql;
  return *this;
}

std::size_t Step::source_of(std::size_t position) const {
  const auto after =
      std::upper_bound(stretches.begin(), stretches.end(), position,
                       [](std::size_t at, const Stretch& stretch) { return at < stretch.result; });
  if (after == stretches.begin()) return 0;
  const Stretch& stretch = *std::prev(after);
  return stretch.copied ? stretch.source + (position - stretch.result) : stretch.source;
}

}  // namespace darties::sql
