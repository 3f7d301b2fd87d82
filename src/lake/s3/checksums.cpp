#include "lake/s3/checksums.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"

namespace darties {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

template <class Word, Word kPolynomial>
Word crc(std::string_view bytes) {
  static const auto table = [] {
    std::array<Word, 256> made{};
    for (std::size_t i = 0; i < made.size(); ++i) {
      Word word = Word(i);
      for (int bit = 0; bit < 8; ++bit) word = (word >> 1) ^ ((word & 1) != 0 ? kPolynomial : 0);
      made[i] = word;
    }
    return made;
  }();
  Word sum = ~Word(0);
  for (const char c : bytes) sum = table[(sum ^ std::uint8_t(c)) & 0xff] ^ (sum >> 8);
  return ~sum;
}

template <class Word>
std::string big_endian(Word word) {
  std::string bytes(sizeof word, '\0');
  for (auto each = bytes.rbegin(); each != bytes.rend(); ++each, word >>= 8) *each = char(word);
  return bytes;
}

/// The checksum of the answer that is named first in a list of what we can compute; nothing when none is.
std::optional<bool> agrees_with_checksum(const HttpResponse& answer) {
  constexpr std::pair<const char*, std::string (*)(std::string_view)> kKinds[] = {
      {"x-amz-checksum-crc64nvme", [](std::string_view b) { return big_endian(crc64nvme(b)); }},
      {"x-amz-checksum-crc32c", [](std::string_view b) { return big_endian(crc32c(b)); }},
      {"x-amz-checksum-crc32", [](std::string_view b) { return big_endian(crc32(b)); }},
      {"x-amz-checksum-sha256", [](std::string_view b) { return sha256_bytes(b); }}};
  for (const auto& [name, compute] : kKinds) {
    const std::string* const said = answer.headers.find(name);
    const bool of_parts = said != nullptr && said->find('-') != std::string::npos;
    if (said != nullptr && !of_parts) return base64(compute(answer.body)) == *said;
  }
  return std::nullopt;
}

}  // namespace

struct Md5::State {
  std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
};

Md5::Md5() : state_(std::make_unique<State>()) {
  if (EVP_DigestInit_ex(state_->context.get(), EVP_md5(), nullptr) != 1)
    throw Error(ErrorKind::kUnavailable, "OpenSSL refuses MD5, which S3's ETags need");
}
Md5::~Md5() = default;

void Md5::update(std::string_view bytes) {
  EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
}

std::string Md5::finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(state_->context.get(), digest.data(), &size);
  return {digest.begin(), digest.begin() + size};
}

std::string md5_bytes(std::string_view bytes) {
  Md5 md5;
  md5.update(bytes);
  return md5.finish();
}

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  text.resize(std::size_t(size));
  return text;
}

std::string sha256_bytes(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  const auto digest = hash.finish();
  return {digest.begin(), digest.end()};
}

std::uint32_t crc32(std::string_view bytes) { return crc<std::uint32_t, 0xedb88320>(bytes); }
std::uint32_t crc32c(std::string_view bytes) { return crc<std::uint32_t, 0x82f63b78>(bytes); }
std::uint64_t crc64nvme(std::string_view bytes) {
  return crc<std::uint64_t, 0x9a6c9329ac4bc9b5>(bytes);
}

bool is_md5(std::string_view etag) {
  return etag.size() == 32 && etag.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

std::uint64_t part_bytes(std::size_t number) {
  constexpr std::uint64_t kMebibyte = 1024 * 1024;
  return number <= 1000 ? 8 * kMebibyte : 64 * kMebibyte;
}

std::string etag_of_parts(const std::filesystem::path& file, bool in_parts) {
  std::ifstream in(file, std::ios::binary);
  std::string piece(1024 * 1024, '\0');
  Md5 all;
  std::size_t parts = 0;
  while (in.peek() != std::ifstream::traits_type::eof() || parts == 0) {
    Md5 part;
    std::uint64_t left = part_bytes(++parts);
    while (left > 0 && in) {
      in.read(piece.data(), std::streamsize(std::min<std::uint64_t>(piece.size(), left)));
      const std::string_view got(piece.data(), std::size_t(in.gcount()));
      (in_parts ? part : all).update(got);
      if (in_parts) left -= got.size();
    }
    if (in_parts) all.update(part.finish());
  }
  const std::string hex = to_hex(all.finish());
  return in_parts ? fmt::format("{}-{}", hex, parts) : hex;
}

bool is_intact(const HttpResponse& answer, std::string_view etag) {
  const std::string* const length = answer.headers.find("Content-Length");
  if (length != nullptr && *length != std::to_string(answer.body.size())) return false;
  if (const auto agrees = agrees_with_checksum(answer)) return *agrees;
  const std::string encryption = answer.headers.text("x-amz-server-side-encryption");
  const bool other = encryption.starts_with("aws:kms") ||
                     answer.headers.find("x-amz-server-side-encryption-customer-algorithm");
  if (answer.status != 200 || other || !is_md5(etag)) return true;
  return to_hex(md5_bytes(answer.body)) == lower_ascii(etag);
}

}  // namespace darties
