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

template <class Word>
std::string big_endian(Word word) {
  std::string bytes(sizeof word, '\0');
  for (auto each = bytes.rbegin(); each != bytes.rend(); ++each, word >>= 8) *each = char(word);
  return bytes;
}

/// A checksum that is fed piece by piece.
class Checksum {
 public:
  virtual ~Checksum() = default;
  virtual void update(std::string_view bytes) = 0;
  virtual std::string finish() = 0;
};

template <class Word, Word kPolynomial>
class Crc final : public Checksum {
 public:
  void update(std::string_view bytes) override {
    static const auto table = [] {
      std::array<Word, 256> made{};
      for (std::size_t i = 0; i < made.size(); ++i) {
        Word word = Word(i);
        for (int bit = 0; bit < 8; ++bit) word = (word >> 1) ^ ((word & 1) != 0 ? kPolynomial : 0);
        made[i] = word;
      }
      return made;
    }();
    for (const char c : bytes) sum_ = table[(sum_ ^ std::uint8_t(c)) & 0xff] ^ (sum_ >> 8);
  }
  std::string finish() override { return big_endian(value()); }
  Word value() const { return static_cast<Word>(~sum_); }

 private:
  Word sum_ = static_cast<Word>(~Word(0));
};
using Crc32 = Crc<std::uint32_t, 0xedb88320>;
using Crc32c = Crc<std::uint32_t, 0x82f63b78>;
using Crc64nvme = Crc<std::uint64_t, 0x9a6c9329ac4bc9b5>;

class Sha256Checksum final : public Checksum {
 public:
  void update(std::string_view bytes) override { hash_.update(bytes); }
  std::string finish() override {
    const auto digest = hash_.finish();
    return {digest.begin(), digest.end()};
  }

 private:
  Sha256 hash_;
};

template <class Kind>
std::unique_ptr<Checksum> make() {
  return std::make_unique<Kind>();
}

/// What we can compute, the quickest to check first.
struct ChecksumKind {
  const char* header;
  std::unique_ptr<Checksum> (*make)();
};
constexpr ChecksumKind kKinds[] = {{"x-amz-checksum-crc64nvme", make<Crc64nvme>},
                                   {"x-amz-checksum-crc32c", make<Crc32c>},
                                   {"x-amz-checksum-crc32", make<Crc32>},
                                   {"x-amz-checksum-sha256", make<Sha256Checksum>}};

/// Whether the answer's first checksum of a known kind is that of its body; nothing when there is none.
std::optional<bool> agrees_with_checksum(const HttpResponse& answer) {
  for (const auto& [name, make] : kKinds) {
    const std::string* const said = answer.headers.find(name);
    const bool of_parts = said != nullptr && said->find('-') != std::string::npos;
    if (said == nullptr || of_parts) continue;
    const auto checksum = make();
    checksum->update(answer.body);
    return base64(checksum->finish()) == *said;
  }
  return std::nullopt;
}

template <class Kind>
auto value_of(std::string_view bytes) {
  Kind checksum;
  checksum.update(bytes);
  return checksum.value();
}

/// Calls `piece` with the bytes of a file in order, and `ends` behind each part; the file is one unless `in_parts`. Returns
/// how many there were.
template <class Piece, class Ends>
std::size_t for_each_part(const std::filesystem::path& file, bool in_parts, Piece piece,
                          Ends ends) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes(1024 * 1024, '\0');
  std::size_t parts = 0;
  while (in.peek() != std::ifstream::traits_type::eof() || parts == 0) {
    std::uint64_t left = part_bytes(++parts);
    while (left > 0 && in) {
      in.read(bytes.data(), std::streamsize(std::min<std::uint64_t>(bytes.size(), left)));
      const std::string_view got(bytes.data(), std::size_t(in.gcount()));
      piece(got);
      if (in_parts) left -= got.size();
    }
    ends();
  }
  return parts;
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

std::uint32_t crc32(std::string_view bytes) { return value_of<Crc32>(bytes); }
std::uint32_t crc32c(std::string_view bytes) { return value_of<Crc32c>(bytes); }
std::uint64_t crc64nvme(std::string_view bytes) { return value_of<Crc64nvme>(bytes); }

bool is_md5(std::string_view etag) {
  return etag.size() == 32 && etag.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

std::uint64_t part_bytes(std::size_t number) {
  constexpr std::uint64_t kMebibyte = 1024 * 1024;
  return number <= 1000 ? 8 * kMebibyte : 64 * kMebibyte;
}

std::string etag_of_parts(const std::filesystem::path& file, bool in_parts) {
  Md5 all;
  std::optional<Md5> part;
  const std::size_t parts = for_each_part(
      file, in_parts,
      [&](std::string_view bytes) {
        if (in_parts && !part) part.emplace();
        (in_parts ? *part : all).update(bytes);
      },
      [&] {
        if (in_parts) all.update(part->finish());
        part.reset();
      });
  const std::string hex = to_hex(all.finish());
  return in_parts ? fmt::format("{}-{}", hex, parts) : hex;
}

std::optional<std::string> checksum_of_file(const std::filesystem::path& file,
                                            const std::string& header, bool in_parts) {
  const auto kind = std::find_if(std::begin(kKinds), std::end(kKinds),
                                 [&](const ChecksumKind& each) { return each.header == header; });
  if (kind == std::end(kKinds)) return std::nullopt;
  const auto all = kind->make();
  auto part = kind->make();
  const std::size_t parts = for_each_part(
      file, in_parts, [&](std::string_view bytes) { (in_parts ? *part : *all).update(bytes); },
      [&] {
        if (in_parts) all->update(part->finish());
        part = kind->make();
      });
  const std::string text = base64(all->finish());
  return in_parts ? fmt::format("{}-{}", text, parts) : text;
}

bool hides_md5(const HttpHeaders& headers) {
  return headers.text("x-amz-server-side-encryption").starts_with("aws:kms") ||
         headers.find("x-amz-server-side-encryption-customer-algorithm") != nullptr;
}

bool is_intact(const HttpResponse& answer, std::string_view etag) {
  const std::string* const length = answer.headers.find("Content-Length");
  if (length != nullptr && *length != std::to_string(answer.body.size())) return false;
  if (const auto agrees = agrees_with_checksum(answer)) return *agrees;
  if (answer.status != 200 || hides_md5(answer.headers) || !is_md5(etag)) return true;
  return to_hex(md5_bytes(answer.body)) == lower_ascii(etag);
}

}  // namespace darties
