#pragma once

#include <string_view>

#include "base/aws/service_error.h"
#include "cloud/desired.h"

namespace darties::cloud {

/// Whether this refusal only means that a role made seconds ago is not known everywhere yet.
bool is_role_unknown_yet(const aws::ServiceError& refusal);

/// What a refusal to make or wake a cluster comes to for a person: quota, capacity, taken name, network.
[[noreturn]] void refuse_cluster(const aws::ServiceError& refusal, std::string_view cluster,
                                 std::string_view size, std::string_view region);

/// "2 x ra3.large", "8 RPU".
std::string size_text(const Desired& desired);

}  // namespace darties::cloud
