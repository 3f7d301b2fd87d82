#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace darties {

/// One setting darties knows. A '*' part stands for any name, a last '**' part for anything below.
struct Setting {
  std::string_view key;  ///< "targets.*.memory_limit"
  std::string_view help;
  std::string_view default_value = "";  ///< empty: none; only for keys without '*'
};

/// All settings of a project, in the order of darties.yml. The one list to extend.
std::span<const Setting> known_settings();

/// Letter case and '-' folded away: how keys are compared.
std::string fold_key(std::string_view key);

/// Whether `part` is the first part of a known setting.
bool is_settings_section(std::string_view part);

/// Throws kInvalid with the nearest name for a path of names that is no setting. `places` has the
/// place of each name.
void check_setting(const std::vector<std::string>& path, const std::vector<Place>& places);

}  // namespace darties
