#pragma once

#include <string_view>

#include "base/error.h"

namespace darties {

/// Throws kInvalid, with the nearest name, when `text` is neither a cron line of five fields ("0 7 * * mon-fri") nor one
/// of @once, @hourly, @daily, @midnight, @weekly, @monthly, @yearly and @annually.
void expect_schedule(std::string_view text, const Place& place);

}  // namespace darties
