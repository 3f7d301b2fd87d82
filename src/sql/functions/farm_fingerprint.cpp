#include <bit>
#include <cstring>
#include <utility>

#include "sql/functions/hashes.h"

// FarmHash's Fingerprint64: four ways for texts up to 16, 32, 64 and more bytes.

namespace darties::sql {
namespace {

using Word = std::uint64_t;
using Pair = std::pair<Word, Word>;

constexpr Word kFirst = 0xc3a5c85c97cb3127;
constexpr Word kSecond = 0xb492b66fbe98f273;
constexpr Word kThird = 0x9ae16a3b2f90404f;

template <class T = Word>
Word fetch(const char* bytes) {
  T word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

Word turn(Word word, int bits) { return std::rotr(word, bits); }
Word fold(Word word) { return word ^ word >> 47; }

Word mix(Word a, Word b, Word factor) {
  const Word once = fold((a ^ b) * factor);
  return fold((b ^ once) * factor) * factor;
}

Word of_short(const char* text, std::size_t size) {
  const Word factor = kThird + size * 2;
  if (size >= 8) {
    const Word a = fetch(text) + kThird;
    const Word b = fetch(text + size - 8);
    return mix(turn(b, 37) * factor + a, (turn(a, 25) + b) * factor, factor);
  }
  if (size >= 4)
    return mix(size + (fetch<std::uint32_t>(text) << 3), fetch<std::uint32_t>(text + size - 4),
               factor);
  if (size == 0) return kThird;
  const auto byte = [&](std::size_t at) { return Word{static_cast<unsigned char>(text[at])}; };
  const Word y = byte(0) + (byte(size / 2) << 8);
  const Word z = size + (byte(size - 1) << 2);
  return fold(y * kThird ^ z * kFirst) * kThird;
}

Word of_medium(const char* text, std::size_t size) {
  const Word factor = kThird + size * 2;
  const Word a = fetch(text) * (size <= 32 ? kSecond : kThird);
  const Word b = fetch(text + 8);
  const Word c = fetch(text + size - 8) * factor;
  const Word d = fetch(text + size - 16) * kThird;
  const Word y = turn(a + b, 43) + turn(c, 30) + d;
  const Word z = mix(y, a + turn(b + kThird, 18) + c, factor);
  if (size <= 32) return z;
  const Word e = fetch(text + 16) * factor;
  const Word f = fetch(text + 24);
  const Word g = (y + fetch(text + size - 32)) * factor;
  const Word h = (z + fetch(text + size - 24)) * factor;
  return mix(turn(e + f, 43) + turn(g, 30) + h, e + turn(f + a, 18) + g, factor);
}

Pair weak_hash(const char* text, Word a, Word b) {
  a += fetch(text);
  b = turn(b + a + fetch(text + 24), 21);
  const Word c = a;
  a += fetch(text + 8) + fetch(text + 16);
  b += turn(a, 44);
  return {a + fetch(text + 24), b + c};
}

/// The state that goes over a long text, 64 bytes at a time.
struct Rolling {
  Word x = 81;
  Word y = 81 * kSecond + 113;
  Word z = fold(y * kThird + 113) * kThird;
  Pair v;
  Pair w;

  void take(const char* block, Word factor, Word weight) {
    x = turn(x + y + v.first + fetch(block + 8), 37) * factor;
    y = turn(y + v.second + fetch(block + 48), 42) * factor;
    x ^= w.second * weight;
    y += v.first * weight + fetch(block + 40);
    z = turn(z + w.first, 33) * factor;
    v = weak_hash(block, v.second * factor, x + w.first);
    w = weak_hash(block + 32, z + w.second, y + fetch(block + 16));
    std::swap(z, x);
  }
};

Word of_long(const char* text, std::size_t size) {
  Rolling state;
  state.x = state.x * kThird + fetch(text);
  const std::size_t whole = (size - 1) / 64 * 64;
  for (std::size_t at = 0; at < whole; at += 64) state.take(text + at, kSecond, 1);
  const Word factor = kSecond + ((state.z & 0xff) << 1);
  state.w.first += (size - 1) & 63;
  state.v.first += state.w.first;
  state.w.first += state.v.first;
  state.take(text + size - 64, factor, 9);
  return mix(mix(state.v.first, state.w.first, factor) + fold(state.y) * kFirst + state.z,
             mix(state.v.second, state.w.second, factor) + state.x, factor);
}

}  // namespace

std::int64_t farm_fingerprint(std::string_view bytes) {
  const Word hash = bytes.size() <= 16   ? of_short(bytes.data(), bytes.size())
                    : bytes.size() <= 64 ? of_medium(bytes.data(), bytes.size())
                                         : of_long(bytes.data(), bytes.size());
  return static_cast<std::int64_t>(hash);
}

}  // namespace darties::sql
