#pragma once

#include <cstdint>
#include <span>

namespace darties::samples {

/// Random numbers that are the same on every machine and with every standard library: xoshiro256**,
/// seeded by splitmix64, and whole-number draws only (the distributions of <random> differ from
/// library to library).
///
///     Random songs = Random(seed).fork(1);   // a stream of its own: more songs do not change the
///     events if (songs.chance(120)) ...             // 120 times in a thousand
class Random {
 public:
  explicit Random(std::uint64_t seed);

  std::uint64_t next();
  /// From 0 to n-1; n must not be 0.
  std::uint32_t below(std::uint32_t n) {
    return static_cast<std::uint32_t>(((next() >> 32) * std::uint64_t{n}) >> 32);
  }
  /// From low to high, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + below(static_cast<std::uint32_t>(high - low + 1));
  }
  /// Like below(n), but small numbers come far more often, as with listeners and hits.
  std::uint32_t skewed_below(std::uint32_t n) {
    return static_cast<std::uint32_t>(std::uint64_t{below(n)} * below(n) / n);
  }
  /// True so many times in a thousand.
  bool chance(std::uint32_t per_mille) { return below(1000) < per_mille; }

  template <class T, std::size_t N>
  const T& pick(const T (&choices)[N]) {
    return choices[below(static_cast<std::uint32_t>(N))];
  }
  template <class T>
  const T& pick(std::span<const T> choices) {
    return choices[below(static_cast<std::uint32_t>(choices.size()))];
  }

  /// A generator of its own for one purpose, which does not depend on how much was drawn elsewhere.
  Random fork(std::uint64_t purpose) const {
    return Random(seed_ ^ (purpose * 0x9E3779B97F4A7C15u));
  }

 private:
  std::uint64_t seed_;
  std::uint64_t state_[4];
};

}  // namespace darties::samples
