#include "base/hash.h"

#include <openssl/evp.h>

#include "base/error.h"

namespace darties {

struct Sha256::State {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                  EVP_MD_CTX_free};
};

namespace {

void must(int outcome) {
  if (outcome != 1) throw Error(ErrorKind::kBug, "libcrypto refuses to compute a SHA-256");
}

}  // namespace

Sha256::Sha256() : state_(std::make_unique<State>()) {
  must(state_->context ? EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) : 0);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  must(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

Sha256::Digest Sha256::finish() {
  Digest digest{};
  must(EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr));
  return digest;
}

std::string Sha256::finish_hex() {
  const Digest digest = finish();
  return to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish_hex();
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    text += kDigits[std::uint8_t(c) >> 4];
    text += kDigits[std::uint8_t(c) & 15];
  }
  return text;
}

}  // namespace darties
