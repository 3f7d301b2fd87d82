#pragma once

#include "base/aws/access.h"
#include "base/clock.h"
#include "base/config.h"
#include "cli/finding.h"

namespace darties::cli {

/// Whether the project says anything of AWS: keys, a region, an endpoint, a role.
bool mentions_aws(const Config& config);

/// The options of an access that gives up soon: an examination shall not wait as long as a load would.
aws::AccessOptions impatient_options(const Config& config);

/// Which source gives the credentials, and until when. Never a key. `if_none` is the state when there are none.
Finding look_at_credentials(aws::Access& access, std::string_view if_none);

/// Asks STS whom they belong to.
Finding look_at_identity(aws::Access& access);

}  // namespace darties::cli
