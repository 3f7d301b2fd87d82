#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace darties {

/// The parameters of one session: SET, SHOW, RESET. Most mean nothing here and are only kept; clients set many.
class SessionSettings {
 public:
  SessionSettings();

  /// Sets `name` (lower case), or resets it when there are no values. Throws kInvalid for a value that would change what
  /// statements answer and that the engine does not follow.
  void set(const std::string& name, const std::optional<std::vector<std::string>>& values);

  /// The value as SHOW prints it; none for a name that was never set and has no default.
  std::optional<std::string> value(std::string_view name) const;
  bool is_on(std::string_view name) const;
  const std::map<std::string, std::string, std::less<>>& all() const { return values_; }

  /// The schemas a bare name is looked up in, in order. '$user' names a schema that does not exist here.
  std::vector<std::string> search_path() const;

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace darties
