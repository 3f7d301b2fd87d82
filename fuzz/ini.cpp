// dwh.cfg, the INI file of the replaced stack.
#include "base/ini.h"

#include "fuzz/answer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return darties::fuzz::answer(data, size,
                               [](std::string_view text) { darties::read_ini(text, "dwh.cfg"); });
}
