#pragma once

#include <memory>
#include <string>

#include "lake/store.h"

namespace darties {

/// Bytes at hand as if they were an object of a lake.
std::unique_ptr<ObjectReader> open_bytes(std::string bytes);

}  // namespace darties
