#pragma once

#include <fmt/core.h>

#include <string>
#include <utility>

namespace darties {

/// A text that must not be shown: a password, a key, a token.
///
/// It has no formatter, so a log line or message that mentions one does not compile. reveal() is
/// for the call that needs the bytes, and is easy to find in a review.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}

  const std::string& reveal() const { return text_; }
  bool empty() const { return text_.empty(); }
  bool operator==(const Secret&) const = default;

 private:
  std::string text_;
};

}  // namespace darties

template <>
struct fmt::formatter<darties::Secret> {
  formatter() = delete;
};
