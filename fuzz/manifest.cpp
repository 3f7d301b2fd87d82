// The manifest of a COPY.
#include "warehouse/load/manifest.h"

#include "fuzz/answer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return darties::fuzz::answer(data, size, [](std::string_view text) {
    darties::load::parse_manifest(text, "s3://b/manifest");
  });
}
