// Texts cut or refused by their bytes, as VARCHAR(n) and CHAR(n) demand, and text functions that DuckDB lacks.
#include "sql/functions/text_functions.h"
#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/scalar_functions.h"

namespace darties {
namespace {

using duck::Bytes;

std::int32_t size_of_text(std::string_view text) noexcept {
  return static_cast<std::int32_t>(text.size());
}
std::int32_t size_of_bytes(Bytes bytes) noexcept { return size_of_text(bytes.bytes); }

std::int64_t from(std::int64_t start) noexcept { return start < 1 ? 1 : start; }

// Of bytes, positions count bytes.
Bytes bytes_from(Bytes bytes, std::int64_t start) noexcept {
  const auto begin = static_cast<std::size_t>(from(start) - 1);
  return {bytes.bytes.substr(std::min(begin, bytes.bytes.size()))};
}

Bytes bytes_between(Bytes bytes, std::int64_t start, std::int64_t length) {
  if (length < 0) throw Error(ErrorKind::kInvalid, "negative substring length not allowed");
  const std::int64_t end = start + length;
  if (end <= 1) return {};
  return {bytes_from(bytes, start).bytes.substr(0, static_cast<std::size_t>(end - from(start)))};
}

std::string_view listagg_text(std::string_view text) {
  constexpr std::size_t kLimit = 65535;
  if (text.size() > kLimit)
    throw Error(ErrorKind::kInvalid, "Result size exceeds LISTAGG limit: {} bytes, {} are the most",
                text.size(), kLimit);
  return text;
}

}  // namespace

void register_texts(duckdb_connection connection) {
  using duck::overload;
  duck::register_overloads(connection, "darties_cut", {overload<sql::cut_bytes>()});
  duck::register_overloads(connection, "initcap", {overload<sql::initial_capitals>()});
  duck::register_overloads(connection, "strtol", {overload<sql::parse_number_of_base>()});
  duck::register_overloads(connection, "darties_length",
                           {overload<sql::length_in_characters>(), overload<size_of_bytes>()});
  duck::register_overloads(connection, "darties_octet_length",
                           {overload<size_of_text>(), overload<size_of_bytes>()});
  duck::register_overloads(connection, "darties_listagg", {overload<listagg_text>()});
  duck::register_overloads(connection, "darties_octet_index", {overload<sql::octet_index>()});
  duck::register_overloads(connection, "darties_substring",
                           {overload<sql::substring_from>(), overload<sql::substring>(),
                            overload<bytes_from>(), overload<bytes_between>()});
  duck::register_overloads(connection, "darties_split_part", {overload<sql::split_part>()});
  duck::register_overloads(connection, "darties_quote_ident", {overload<sql::quoted_identifier>()});
  duck::register_overloads(connection, "darties_quote_literal", {overload<sql::quoted_literal>()});
  duck::register_overloads(connection, "darties_soundex", {overload<sql::soundex>()});
  duck::register_overloads(connection, "darties_difference", {overload<sql::soundex_difference>()});
}

}  // namespace darties
