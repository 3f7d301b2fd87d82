// The comment lines at the head of checks, named queries and traces.
#include "base/front_matter.h"

#include "fuzz/answer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return darties::fuzz::answer(
      data, size, [](std::string_view text) { darties::read_front_matter(text, "check.sql"); });
}
