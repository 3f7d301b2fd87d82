#pragma once

#include <span>

namespace darties::load {

/// Undoes one block of LZO1X, as lzop's methods 1 to 3 write it. False: the block is damaged, or does not give exactly
/// as many bytes as `plain` has room for; what stands in `plain` then means nothing.
/// Reads nothing outside of `packed` and writes nothing outside of `plain`, whatever the bytes are.
bool decompress_lzo1x(std::span<const unsigned char> packed, std::span<unsigned char> plain);

/// Whether a block of this size can hold so many plain bytes: no byte of LZO1X stands for more than 255.
bool lzo1x_can_hold(std::size_t packed_size, std::size_t plain_size);

}  // namespace darties::load
