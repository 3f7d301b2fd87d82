#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clean/cleaned.h"

namespace darties {

/// The number of a month by its French or English name or abbreviation, accents and letter case aside, or by its number: "Fevrier",
/// "février", "févr.", "FEB", "02" are 2.
std::optional<int> month_number(std::string_view text);

/// The same as a value ("2"); the fault names the nearest month.
Cleaned clean_month(std::string_view text);

}  // namespace darties
