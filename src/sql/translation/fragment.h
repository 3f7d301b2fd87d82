#pragma once

#include <string>
#include <string_view>

#include "sql/statements.h"
#include "sql/translate.h"

namespace darties::sql {

/// A piece of DuckDB text that remembers where in the user's text it came from.
class Fragment {
 public:
  Fragment() = default;
  /// Text of ours that stands for what the user wrote at `source`.
  Fragment(std::string_view text, std::size_t source) { add(text, source); }

  Fragment& add(std::string_view text, std::size_t source);
  /// User text, as it is: `text` stands at `source`.
  Fragment& copy(std::string_view text, std::size_t source);
  Fragment& add(const Fragment& other);

  const std::string& text() const { return step_.sql; }
  Step take() { return std::move(step_); }

 private:
  Step step_;
};

}  // namespace darties::sql
