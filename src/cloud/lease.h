#pragma once

#include "cloud/site.h"

namespace darties::cloud {

/// Moves the end of the lease: writes it on everything of the site, then into the journal.
/// Throws kNotFound when this project holds nothing.
void renew_lease(Site& site, Clock::TimePoint end);

/// What a project holds beyond the end of its lease; nothing when it is not over, or there is none. Opens the journal
/// only where there is one.
std::optional<Holding> find_lease_that_is_over(const std::filesystem::path& state_folder,
                                               Clock& clock);

}  // namespace darties::cloud
