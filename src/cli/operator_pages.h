#pragma once

#include <span>
#include <string>

#include "pipeline/operator.h"

namespace darties::cli {

/// What an operator is and takes, for a terminal.
std::string help_of(const Operator& op);

/// The page docs/operators/<name>.md, and the overview docs/operators/README.md.
std::string markdown_of(const Operator& op);
std::string markdown_overview(std::span<const Operator* const> all);

}  // namespace darties::cli
