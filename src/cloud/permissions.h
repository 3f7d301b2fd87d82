#pragma once

#include <string>

#include "cloud/desired.h"

namespace darties::cloud {

/// The smallest IAM policy that lets a person say `infra up`, `down` and all between for this cluster, as a JSON document.
std::string smallest_policy(const Desired& desired, std::string_view region);

}  // namespace darties::cloud
