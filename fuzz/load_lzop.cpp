// The container that lzop writes, on its way into a table.
#include "fuzz/answer.h"
#include "fuzz/load_rows.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return darties::fuzz::answer(data, size, [](std::string_view bytes) {
    darties::fuzz::load_rows(bytes, "DELIMITER '|' LZOP");
  });
}
