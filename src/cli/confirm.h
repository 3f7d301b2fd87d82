#pragma once

#include <string>
#include <string_view>

#include "cli/house.h"

namespace darties::cli {

/// Asks on the terminal for this word to be typed. Throws kInvalid when another one is, and when there is no terminal to ask
/// on; `instead` is the option that answers beforehand: "--confirm NAME".
void require_typed(House& house, std::string_view question, const std::string& word,
                   std::string_view instead);

}  // namespace darties::cli
