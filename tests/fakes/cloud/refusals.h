#pragma once

#include <string>

#include "fakes/cloud/signature_check.h"
#include "fakes/cloud/wire.h"

namespace darties::fakes {

/// What the service says to a signature that is not good.
Refusal refusal_of(const Identity& identity, const std::string& service);

/// A refusal in the service's dialect: S3's <Error>, EC2's <Response>, the <ErrorResponse> of Query services, JSON.
WireAnswer write_refusal(const Refusal& refusal, const std::string& service);

}  // namespace darties::fakes
