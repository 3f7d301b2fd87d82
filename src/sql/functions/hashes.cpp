#include "sql/functions/hashes.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <bit>
#include <cstring>

#include "base/error.h"
#include "base/hex.h"

namespace darties::sql {
namespace {

template <class Word>
Word load(const char* bytes) {
  Word word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

constexpr std::array<std::uint32_t, 256> crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t remainder = byte;
    for (int bit = 0; bit < 8; ++bit)
      remainder = (remainder & 1) != 0 ? (remainder >> 1) ^ 0x82f63b78 : remainder >> 1;
    table[byte] = remainder;
  }
  return table;
}

const EVP_MD* digest_of(int bits) {
  switch (bits) {
    case 0:
    case 256:
      return EVP_sha256();
    case 224:
      return EVP_sha224();
    case 384:
      return EVP_sha384();
    case 512:
      return EVP_sha512();
    default:
      return nullptr;
  }
}

std::uint32_t scramble(std::uint32_t block) {
  return std::rotl(block * 0xcc9e2d51, 15) * 0x1b873593;
}

int checked_digit(char c) {
  const int digit = hex_digit(c);
  if (digit < 0) throw Error(ErrorKind::kInvalid, "not a hexadecimal digit: '{}'", c);
  return digit;
}

}  // namespace

std::int64_t fnv_hash(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t hash = seed;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  return static_cast<std::int64_t>(hash);
}

std::int32_t murmur3_32(std::string_view bytes, std::uint32_t seed) {
  std::uint32_t hash = seed;
  const std::size_t whole = bytes.size() / 4 * 4;
  for (std::size_t at = 0; at < whole; at += 4) {
    hash = std::rotl(hash ^ scramble(load<std::uint32_t>(bytes.data() + at)), 13) * 5 + 0xe6546b64;
  }
  std::uint32_t rest = 0;
  for (std::size_t at = bytes.size(); at > whole; --at)
    rest = rest << 8 | static_cast<unsigned char>(bytes[at - 1]);
  hash ^= scramble(rest) ^ static_cast<std::uint32_t>(bytes.size());
  hash = (hash ^ hash >> 16) * 0x85ebca6b;
  hash = (hash ^ hash >> 13) * 0xc2b2ae35;
  return static_cast<std::int32_t>(hash ^ hash >> 16);
}

std::string crc32c(std::string_view bytes) {
  static constexpr auto kTable = crc_table();
  std::uint32_t crc = 0xffffffff;
  for (const char byte : bytes)
    crc = crc >> 8 ^ kTable[(crc ^ static_cast<unsigned char>(byte)) & 0xff];
  return fmt::format("{:08x}", ~crc);
}

std::string sha2(std::string_view bytes, int bits) {
  const EVP_MD* digest = digest_of(bits);
  if (digest == nullptr) return {};
  std::array<unsigned char, EVP_MAX_MD_SIZE> result;
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), result.data(), &size, digest, nullptr) != 1)
    throw Error(ErrorKind::kBug, "OpenSSL computes no SHA-2 of {} bits", bits);
  return to_hex({reinterpret_cast<const char*>(result.data()), size});
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string result;
  result.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    result += kDigits[static_cast<unsigned char>(byte) >> 4];
    result += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return result;
}

std::string from_hex(std::string_view digits) {
  if (digits.size() % 2 != 0)
    throw Error(ErrorKind::kInvalid, "an odd number of hexadecimal digits: '{}'", digits);
  std::string result;
  result.reserve(digits.size() / 2);
  for (std::size_t i = 0; i < digits.size(); i += 2)
    result += static_cast<char>(checked_digit(digits[i]) << 4 | checked_digit(digits[i + 1]));
  return result;
}

}  // namespace darties::sql
