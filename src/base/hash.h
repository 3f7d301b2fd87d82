#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace darties {

/// SHA-256, fed piece by piece.
///
///     Sha256 hash;
///     while (read(piece)) hash.update(piece);
///     const std::string digest = hash.finish_hex();
class Sha256 {
 public:
  using Digest = std::array<std::uint8_t, 32>;

  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  /// Ends the computation; call one of these once.
  Digest finish();
  std::string finish_hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256_hex(std::string_view bytes);

/// Lower-case hexadecimal digits.
std::string to_hex(std::string_view bytes);

}  // namespace darties
