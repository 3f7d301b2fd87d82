#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Hashes of bytes as Redshift computes them.

namespace darties::sql {

/// FNV_HASH without a seed.
constexpr std::uint64_t kFnvSeed = 0xcbf29ce484222325;
/// 64-bit FNV-1a.
std::int64_t fnv_hash(std::string_view bytes, std::uint64_t seed = kFnvSeed);

/// MURMUR3_32_HASH: 32-bit Murmur3.
std::int32_t murmur3_32(std::string_view bytes, std::uint32_t seed);

/// FARMFINGERPRINT64: FarmHash Fingerprint64.
std::int64_t farm_fingerprint(std::string_view bytes);

/// CRC32: eight hexadecimal digits over the CRC-32C polynomial.
std::string crc32c(std::string_view bytes);

/// SHA2: hexadecimal digits; 0 and 256, 224, 384, 512 bits, "" for another number.
std::string sha2(std::string_view bytes, int bits);

/// Lower-case hexadecimal digits, two a byte.
std::string to_hex(std::string_view bytes);
/// Errors: kInvalid for an odd number of digits, or other characters.
std::string from_hex(std::string_view digits);

}  // namespace darties::sql
