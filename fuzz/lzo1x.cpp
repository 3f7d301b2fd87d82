// One block of LZO1X: the first two bytes say how many plain bytes it should give.
#include "warehouse/load/lzo1x.h"

#include <cstddef>
#include <cstdint>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  std::vector<unsigned char> plain(data[0] | data[1] << 8);
  darties::load::decompress_lzo1x({data + 2, size - 2}, plain);
  return 0;
}
