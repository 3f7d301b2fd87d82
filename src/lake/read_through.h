#pragma once

#include <functional>
#include <string_view>

#include "lake/store.h"

namespace darties {

/// Reads an object from its start to its end and hands over its pieces in order; the next one is on its way meanwhile.
/// `take` returns false to stop. Returns how many bytes were handed over.
std::uint64_t read_through(ObjectReader& object,
                           const std::function<bool(std::string_view piece)>& take);

}  // namespace darties
