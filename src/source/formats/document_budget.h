#pragma once

#include <cstddef>

namespace darties {

/// Counts the cells that a document becomes, those too that it only says by a span or from above.
/// Throws kInvalid when they are more, or hold more text, than limits.h allows.
class DocumentBudget {
 public:
  /// One more cell of so many bytes.
  void take(std::size_t text_bytes);

 private:
  std::size_t cells_ = 0;
  std::size_t text_bytes_ = 0;
};

}  // namespace darties
