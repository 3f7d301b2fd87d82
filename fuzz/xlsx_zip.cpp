// A workbook as it lies on disk: the zip and all that is in it.
#include "fuzz/answer.h"
#include "fuzz/read_all.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return darties::fuzz::answer(
      data, size, [](std::string_view bytes) { darties::fuzz::read_all(bytes, "a.xlsx"); });
}
