// Hashes and hexadecimal digits. A number is hashed as the bytes it is kept in, so each width is an overload of its own.
#include <fmt/format.h>

#include "sql/functions/hashes.h"
#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/scalar_functions.h"

namespace darties {
namespace {

using duck::Bytes;
using duck::Date;
using duck::Timestamp;

template <class T>
std::string_view bytes_of(const T& value) noexcept {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}
std::string_view bytes_of(const std::string_view& text) noexcept { return text; }
std::string_view bytes_of(const Bytes& bytes) noexcept { return bytes.bytes; }

template <class T>
std::int64_t fnv(T value) noexcept {
  return sql::fnv_hash(bytes_of(value));
}
template <class T>
std::int64_t fnv_with_seed(T value, std::int64_t seed) noexcept {
  return sql::fnv_hash(bytes_of(value), static_cast<std::uint64_t>(seed));
}

template <class T>
void add_fnv(std::vector<duck::Overload>& overloads) {
  overloads.push_back(duck::overload<fnv<T>>());
  overloads.push_back(duck::overload<fnv_with_seed<T>>());
}

// Murmur hashes whole numbers of any width as 8 bytes.
template <class T>
std::int32_t murmur(T value, std::int32_t seed) noexcept {
  return sql::murmur3_32(bytes_of(value), static_cast<std::uint32_t>(seed));
}
std::int32_t murmur_of_date(Date date, std::int32_t seed) noexcept {
  return murmur(std::int64_t{date.days}, seed);
}

std::int64_t farm(std::string_view text) noexcept { return sql::farm_fingerprint(text); }
std::int64_t farm_of_bytes(Bytes bytes) noexcept { return sql::farm_fingerprint(bytes.bytes); }

std::string sha2_of_bytes(Bytes bytes, std::int32_t bits) { return sql::sha2(bytes.bytes, bits); }

std::string hex_of_integer(std::int32_t number) {
  return fmt::format("{:x}", static_cast<std::uint32_t>(number));
}
std::string hex_of_bigint(std::int64_t number) {
  return fmt::format("{:x}", static_cast<std::uint64_t>(number));
}
std::string hex_of_bytes(Bytes bytes) { return sql::to_hex(bytes.bytes); }

/// What from_hex() gives, as a VARBYTE.
struct OwnedBytes {
  std::string bytes;
};
OwnedBytes from_hex(std::string_view digits) { return {sql::from_hex(digits)}; }

std::int32_t get_bit(Bytes bytes, std::int32_t position) {
  const auto at = static_cast<std::size_t>(position);
  if (position < 0 || at >= bytes.bytes.size() * 8) {
    throw Error(ErrorKind::kInvalid, "a VARBYTE of {} bytes has no bit {}", bytes.bytes.size(),
                position);
  }
  const auto byte = static_cast<unsigned char>(bytes.bytes[bytes.bytes.size() - 1 - at / 8]);
  return byte >> at % 8 & 1;
}

}  // namespace

template <>
struct duck::Layout<OwnedBytes> {
  static constexpr duckdb_type kId = DUCKDB_TYPE_BLOB;
  static void write(duckdb_vector vector, idx_t row, const OwnedBytes& value) {
    Layout<std::string_view>::write(vector, row, value.bytes);
  }
};

void register_hashes(duckdb_connection connection) {
  using duck::overload;
  std::vector<duck::Overload> fnv_overloads;
  add_fnv<bool>(fnv_overloads);
  add_fnv<std::int16_t>(fnv_overloads);
  add_fnv<std::int32_t>(fnv_overloads);
  add_fnv<std::int64_t>(fnv_overloads);
  add_fnv<float>(fnv_overloads);
  add_fnv<double>(fnv_overloads);
  add_fnv<std::string_view>(fnv_overloads);
  add_fnv<Bytes>(fnv_overloads);
  duck::register_overloads(connection, "darties_fnv_hash", fnv_overloads);
  duck::register_overloads(
      connection, "darties_murmur3_32",
      {overload<murmur<std::int64_t>>(), overload<murmur<std::string_view>>(),
       overload<murmur<Bytes>>(), overload<murmur_of_date>(), overload<murmur<Timestamp>>()});
  duck::register_overloads(connection, "darties_farm_fingerprint",
                           {overload<farm>(), overload<farm_of_bytes>()});
  duck::register_overloads(connection, "darties_crc32", {overload<sql::crc32c>()});
  duck::register_overloads(connection, "darties_sha2",
                           {overload<sql::sha2>(), overload<sha2_of_bytes>()});
  duck::register_overloads(connection, "darties_to_hex",
                           {overload<hex_of_integer>(), overload<hex_of_bigint>(),
                            overload<sql::to_hex>(), overload<hex_of_bytes>()});
  duck::register_overloads(connection, "darties_from_hex", {overload<from_hex>()});
  duck::register_overloads(connection, "darties_get_bit", {overload<get_bit>()});
}

}  // namespace darties
