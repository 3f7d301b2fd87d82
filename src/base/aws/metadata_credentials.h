#pragma once

#include <optional>

#include "base/aws/access.h"

namespace darties::aws {

/// Those of the container darties runs in (ECS, EKS), from the address in AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or
/// _FULL_URI; nothing when neither is set. The address must be https, or one of the agents' own.
std::optional<Credentials> container_credentials(Access& access);

/// Those of the EC2 instance darties runs on, by version 2 of its metadata service alone; nothing when nobody answers there
/// within a second, when the instance has no role, and when AWS_EC2_METADATA_DISABLED is true.
std::optional<Credentials> instance_credentials(Access& access);

}  // namespace darties::aws
