#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace darties {

/// The `-- key: value` comment lines at the head of a .sql file.
///
///     -- One row per city and month.            (a plain comment: no entry)
///     -- question: Which song did {first_name}
///     --   play on a paid level?                (indented: goes on with the value)
///     -- parameter: first_name = Lily
///     SELECT …
///
/// A key is one word of lower-case letters, digits, '_' and '-'. The head ends with the first line
/// that is neither blank nor a
/// `--` comment.
class FrontMatter {
 public:
  struct Entry {
    std::string key;
    std::string value;
    Place place;
  };

  const std::vector<Entry>& entries() const { return entries_; }
  /// The first entry of this key.
  const Entry* find(std::string_view key) const;
  std::optional<std::string> value(std::string_view key) const;
  std::vector<Entry> all(std::string_view key) const;

  /// Throws kInvalid, with the place and the nearest known key, for an entry whose key is not in
  /// `known`.
  void refuse_unknown(std::span<const std::string_view> known) const;

 private:
  friend FrontMatter read_front_matter(std::string_view text, std::string_view file);
  std::vector<Entry> entries_;
};

/// `file` names the text in places.
FrontMatter read_front_matter(std::string_view text, std::string_view file);

}  // namespace darties
