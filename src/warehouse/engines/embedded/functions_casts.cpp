// From text to a type and from a type to text, as Redshift casts.
#include <nlohmann/json.hpp>
#include <optional>

#include "sql/functions/conversions.h"
#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/scalar_functions.h"
#include "warehouse/engines/embedded/value_text.h"

namespace darties {
namespace {

using duck::Bytes;
using duck::Date;
using duck::Time;
using duck::Timestamp;
using duck::TimestampTz;

Date date_of_text(std::string_view text) { return {sql::date_of(text)}; }
Time time_of_text(std::string_view text) { return {sql::time_of(text)}; }
Timestamp timestamp_of_text(std::string_view text) { return {sql::timestamp_of(text)}; }
TimestampTz timestamptz_of_text(std::string_view text) { return {sql::timestamptz_of(text)}; }
sql::IntervalParts interval_of_text(std::string_view text) { return sql::interval_of(text); }

std::optional<std::string> scalar_text(std::string_view json) {
  const auto start = json.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return std::nullopt;
  switch (json[start]) {
    case '{':
    case '[':
    case 'n':
      return std::nullopt;
    case '"':
      return nlohmann::json::parse(json).get<std::string>();
    default:
      return std::string(json.substr(start, json.find_last_not_of(" \t\r\n") + 1 - start));
  }
}

Bytes varbyte(Bytes value, std::int32_t length) {
  if (value.bytes.size() <= static_cast<std::size_t>(length)) return value;
  throw Error(ErrorKind::kInvalid, "value too long for type binary varying({})", length);
}

// The type of a text is not known before it is asked for: one function takes all of them.
void text_rows(duckdb_data_chunk input, duckdb_vector output) {
  const duck::ChunkText texts(input);
  const duck::LogicalType type(
      duckdb_vector_get_column_type(duckdb_data_chunk_get_vector(input, 0)));
  if (duckdb_get_type_id(type.get()) == DUCKDB_TYPE_BOOLEAN)
    throw Error(ErrorKind::kInvalid, "cannot cast type boolean to character varying");
  for (std::size_t row = 0; row < texts.size(); ++row) {
    duck::Layout<std::optional<std::string>>::write(output, row, texts.value(0, row));
  }
}

void run_text(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) noexcept {
  try {
    text_rows(input, output);
  } catch (...) {
    duck::report_exception(info);
  }
}

}  // namespace

void register_casts(duckdb_connection connection) {
  using duck::overload;
  duck::register_overloads(
      connection, "darties_text",
      {{.parameters = {DUCKDB_TYPE_ANY}, .result = DUCKDB_TYPE_VARCHAR, .run = run_text}});
  duck::register_overloads(connection, "darties_integer", {overload<sql::integer_of>()});
  duck::register_overloads(connection, "darties_boolean", {overload<sql::boolean_of>()});
  duck::register_overloads(connection, "darties_date", {overload<date_of_text>()});
  duck::register_overloads(connection, "darties_time", {overload<time_of_text>()});
  duck::register_overloads(connection, "darties_timetz", {overload<sql::timetz_of>()});
  duck::register_overloads(connection, "darties_timestamp", {overload<timestamp_of_text>()});
  duck::register_overloads(connection, "darties_timestamptz", {overload<timestamptz_of_text>()});
  duck::register_overloads(connection, "darties_interval", {overload<interval_of_text>()});
  duck::register_overloads(connection, "darties_scalar_text", {overload<scalar_text>()});
  duck::register_overloads(connection, "darties_varbyte", {overload<varbyte>()});
}

}  // namespace darties
