#include "warehouse/load/object_source.h"

#include "warehouse/load/avro_source.h"
#include "warehouse/load/transcode.h"

namespace darties::load {

std::unique_ptr<ByteSource> open_source(const LoadPlan& plan, std::shared_ptr<ObjectReader> object,
                                        std::uint64_t begin, std::uint64_t end,
                                        const std::string& name) {
  auto source = decompress(plan.compression, read_range(std::move(object), begin, end), name);
  if (plan.avro) return avro_as_json(std::move(source), name);
  if (begin > 0) return source;
  return to_utf8(plan.encoding, std::move(source));
}

}  // namespace darties::load
