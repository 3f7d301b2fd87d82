// From text to a type and from a type to text, as Redshift casts.
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "sql/functions/conversions.h"
#include "warehouse/engines/embedded/column_types.h"
#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/scalar_functions.h"
#include "warehouse/engines/embedded/stored_blanks.h"
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

// ---- functions that take a value of any type

enum class Source { kText, kJson, kBytes, kBoolean, kNumber, kOther };

Source source_of(duckdb_vector vector) {
  const duck::LogicalType type(duckdb_vector_get_column_type(vector));
  if (duck::type_name(type.get()) == "JSON") return Source::kJson;
  switch (duckdb_get_type_id(type.get())) {
    case DUCKDB_TYPE_VARCHAR:
      return Source::kText;
    case DUCKDB_TYPE_BLOB:
      return Source::kBytes;
    case DUCKDB_TYPE_BOOLEAN:
      return Source::kBoolean;
    case DUCKDB_TYPE_DATE:
    case DUCKDB_TYPE_TIME:
    case DUCKDB_TYPE_TIME_TZ:
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
    case DUCKDB_TYPE_INTERVAL:
      return Source::kOther;
    default:
      return Source::kNumber;
  }
}

using duck::Layout;
using OptionalText = std::optional<std::string>;

// The first argument's values; texts are not copied.
class AnyValues {
 public:
  explicit AnyValues(duckdb_data_chunk input)
      : vector_(duckdb_data_chunk_get_vector(input, 0)),
        source_(source_of(vector_)),
        nulls_(input),
        texts_(input) {}

  std::size_t size() const { return texts_.size(); }
  Source source() const { return source_; }
  bool is_null(std::size_t row) const { return nulls_.any(row); }
  bool is_stored_as_text() const { return source_ == Source::kText || source_ == Source::kJson; }
  std::string_view stored(std::size_t row) const {
    return Layout<std::string_view>::read(vector_, row);
  }
  OptionalText text(std::size_t row) const {
    return source_ == Source::kJson ? scalar_text(stored(row)) : texts_.value(0, row);
  }

 private:
  duckdb_vector vector_;
  Source source_;
  duck::Nulls nulls_;
  duck::ChunkText texts_;
};

void refuse_source(const AnyValues& values, Source refused, std::string_view what) {
  if (values.source() == refused) throw Error(ErrorKind::kInvalid, "{}", what);
}

// The type of a text is not known before it is asked for: one function takes all of them.
void text_rows(duckdb_data_chunk input, duckdb_vector output) {
  const AnyValues values(input);
  refuse_source(values, Source::kBoolean, "cannot cast type boolean to character varying");
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (values.is_null(row)) {
      duck::set_null(output, row);
    } else {
      Layout<OptionalText>::write(output, row, values.text(row));
    }
  }
}

using Assign = std::string_view (*)(std::string_view text, int bytes);

template <Assign kAssign>
void assign_rows(duckdb_data_chunk input, duckdb_vector output) {
  const AnyValues values(input);
  refuse_source(values, Source::kBoolean,
                "column is of type character varying but expression is of type boolean");
  const duckdb_vector lengths = duckdb_data_chunk_get_vector(input, 1);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (values.is_null(row)) {
      duck::set_null(output, row);
      continue;
    }
    const int bytes = Layout<std::int32_t>::read(lengths, row);
    if (values.source() == Source::kText) {
      const std::string_view text = kAssign(values.stored(row), bytes);
      if (text.ends_with(' ')) StoredBlanks::note();
      Layout<std::string_view>::write(output, row, text);
    } else if (const OptionalText text = values.text(row)) {
      Layout<std::string_view>::write(output, row, kAssign(*text, bytes));
    } else {
      duck::set_null(output, row);
    }
  }
}

void varbyte_rows(duckdb_data_chunk input, duckdb_vector output) {
  const AnyValues values(input);
  const bool bytes = values.source() == Source::kText || values.source() == Source::kBytes;
  const duckdb_vector lengths = duckdb_data_chunk_get_vector(input, 1);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (values.is_null(row)) {
      duck::set_null(output, row);
      continue;
    }
    if (!bytes)
      throw Error(ErrorKind::kInvalid,
                  "column is of type binary varying but the expression is neither bytes nor text");
    const int length = Layout<std::int32_t>::read(lengths, row);
    Layout<Bytes>::write(output, row, varbyte({values.stored(row)}, length));
  }
}

// JSON for a SUPER column: a text is a string there, whatever it looks like.
void super_rows(duckdb_data_chunk input, duckdb_vector output) {
  const AnyValues values(input);
  refuse_source(values, Source::kOther, "cannot cast a date, a time or an interval to super");
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (values.is_null(row)) {
      duck::set_null(output, row);
    } else if (values.source() == Source::kJson) {
      Layout<std::string_view>::write(output, row, values.stored(row));
    } else if (values.source() == Source::kText) {
      Layout<std::string>::write(output, row, nlohmann::json(values.stored(row)).dump());
    } else if (values.source() == Source::kBoolean) {
      Layout<std::string_view>::write(output, row, *values.text(row) == "t" ? "true" : "false");
    } else {
      Layout<OptionalText>::write(output, row, values.text(row));
    }
  }
}

using Rows = void (*)(duckdb_data_chunk, duckdb_vector);

template <Rows kRows>
void run(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) noexcept {
  try {
    kRows(input, output);
  } catch (...) {
    duck::report_exception(info);
  }
}

template <Rows kRows>
duck::Overload of_any(duckdb_type result, bool length) {
  std::vector<duckdb_type> parameters{DUCKDB_TYPE_ANY};
  if (length) parameters.push_back(DUCKDB_TYPE_INTEGER);
  return {.parameters = std::move(parameters), .result = result, .run = run<kRows>};
}

void register_any(duckdb_connection connection) {
  constexpr duckdb_type kText = DUCKDB_TYPE_VARCHAR;
  duck::register_overloads(connection, "darties_text", {of_any<text_rows>(kText, false)});
  duck::register_overloads(connection, "darties_super", {of_any<super_rows>(kText, false)});
  duck::register_overloads(connection, "darties_assign_varchar",
                           {of_any<assign_rows<sql::assign_varchar>>(kText, true)});
  duck::register_overloads(connection, "darties_assign_char",
                           {of_any<assign_rows<sql::assign_char>>(kText, true)});
  duck::register_overloads(connection, "darties_assign_varbyte",
                           {of_any<varbyte_rows>(DUCKDB_TYPE_BLOB, true)});
}

}  // namespace

void register_casts(duckdb_connection connection) {
  using duck::overload;
  register_any(connection);
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
