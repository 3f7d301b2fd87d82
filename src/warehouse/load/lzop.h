#pragma once

#include <memory>
#include <string>

#include "warehouse/load/byte_source.h"

namespace darties::load {

/// Undoes the container that the program lzop writes: a header, blocks of LZO1X, several members one behind the other.
/// Checksums of the header and of each block are verified. Holds one compressed and one plain block at a time: 256 KB
/// each as lzop writes them, at most 64 MB.
/// Errors: kInvalid for bytes that are not in this format, do not match their checksum, or are cut off.
std::unique_ptr<ByteSource> decompress_lzop(std::unique_ptr<ByteSource> source, std::string name);

}  // namespace darties::load
