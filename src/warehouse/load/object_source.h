#pragma once

#include <memory>
#include <string>

#include "warehouse/load/byte_source.h"
#include "warehouse/load/load_plan.h"

namespace darties::load {

/// The bytes [begin, end) of an object as the row readers take them: decompressed, in UTF-8, Avro as lines of JSON.
/// Only uncompressed UTF-8 can be read from the middle. `name` is what messages call the object.
/// Errors: kInvalid for an object that is not compressed, or no Avro, as the plan says.
std::unique_ptr<ByteSource> open_source(const LoadPlan& plan, std::shared_ptr<ObjectReader> object,
                                        std::uint64_t begin, std::uint64_t end,
                                        const std::string& name);

}  // namespace darties::load
