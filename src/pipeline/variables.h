#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace darties {

struct YamlValue;

/// What `{{ name }}` stands for. Names are compared without letter case, '-' and '_' alike.
///
///     variables.set("s3.log_data", "s3://udacity-dend/log_data");
///     variables.substitute("COPY t FROM '{{ s3.log_data }}'",
///                          {.file = "a.sql", .line = 1, .column = 1});
///
/// Nothing but names stands between the braces: no defaults, no filters, no code. What comes in is
/// not looked at again.
class Variables {
 public:
  void set(std::string_view name, std::string value);
  /// All of `other`, which win.
  void merge(const Variables& other);
  bool has(std::string_view name) const { return find(name) != nullptr; }
  const std::string* find(std::string_view name) const;
  std::vector<std::string> names() const;

  /// `text` with every `{{ name }}` replaced. `start` is the place of its first character.
  /// Throws kInvalid with the place, and the nearest name, for an unknown one or for a `{{` without
  /// end.
  std::string substitute(std::string_view text, const Place& start) const;

  /// Substitutes in every text below `value`; keys stay.
  void substitute_all(YamlValue& value) const;

 private:
  std::map<std::string, std::string, std::less<>> values_;  // by folded name
};

}  // namespace darties
