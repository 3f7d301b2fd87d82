// JSON lines as a source of rows.
#include "fuzz/answer.h"
#include "fuzz/read_all.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return darties::fuzz::answer(
      data, size, [](std::string_view text) { darties::fuzz::read_all(text, "a.jsonl"); });
}
