#pragma once

#include <span>
#include <string_view>

#include "pipeline/operator.h"

namespace darties {

/// All operators, in the order of their help.
std::span<const Operator* const> operators();

/// The operator of this name; null when there is none.
const Operator* find_operator(std::string_view name);

}  // namespace darties
