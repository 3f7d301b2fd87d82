#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/secret.h"

namespace darties::sql {

/// schema.table; the schema is empty when the user wrote none. Lower case unless identifiers are
/// case sensitive.
struct QualifiedName {
  std::string schema;
  std::string name;

  bool operator==(const QualifiedName&) const = default;
};
std::string to_string(const QualifiedName& name);

/// The authorization clause. Checked for shape, never stored or printed.
struct Authorization {
  enum class Form { kNone, kIamRole, kKeys, kCredentials } form = Form::kNone;
  std::vector<std::string> role_arns;  ///< kIamRole: one or a chain; "default" stays as it is
  Secret access_key_id;
  Secret secret_access_key;
  Secret session_token;
  bool client_side_key = false;  ///< CREDENTIALS with a master_symmetric_key, which is not kept
};

enum class Compression { kNone, kGzip, kBzip2, kLzop, kZstd };
enum class Encoding { kUtf8, kUtf16, kUtf16Le, kUtf16Be, kIso88591 };

struct DelimitedFormat {
  std::string delimiter = "|";
};
struct CsvFormat {
  std::string delimiter = ",";
  char quote = '"';
};
struct FixedWidthFormat {
  struct Field {
    std::string label;
    int width = 0;  ///< characters
  };
  std::vector<Field> fields;
};
/// JSON and Avro share their options.
struct JsonFormat {
  enum class Mapping { kAuto, kAutoIgnoreCase, kJsonPaths, kNoShred } mapping = Mapping::kAuto;
  std::string jsonpaths_url;  ///< kJsonPaths
};
struct AvroFormat : JsonFormat {};
struct ParquetFormat {
  bool serialize_to_json = false;
};
/// ORC, SHAPEFILE: parsed, then refused by name.
struct OtherFormat {
  std::string name;
};
using CopyFormat = std::variant<DelimitedFormat, CsvFormat, FixedWidthFormat, JsonFormat,
                                AvroFormat, ParquetFormat, OtherFormat>;

/// The options that JSON and Avro share; null for other formats.
inline const JsonFormat* json_options(const CopyFormat& format) {
  if (const auto* json = std::get_if<JsonFormat>(&format)) return json;
  return std::get_if<AvroFormat>(&format);
}

/// COPY, parsed in full. Defaults are Redshift's (reference: r_COPY-alphabetical-parm-list).
/// Rules between parameters (what excludes what) have been checked by the parser.
struct CopyStatement {
  QualifiedName table;
  std::vector<std::string> columns;  ///< empty: all columns of the table
  std::string source;                ///< as written: s3://bucket/prefix, emr://…, dynamodb://…
  Authorization authorization;
  CopyFormat format;

  bool manifest = false;
  Compression compression = Compression::kNone;
  Encoding encoding = Encoding::kUtf8;
  std::string region;

  bool accept_any_date = false;
  std::optional<char> replace_invalid_chars;  ///< ACCEPTINVCHARS
  bool blanks_as_null = false;
  bool empty_as_null = false;
  bool trim_blanks = false;
  bool truncate_columns = false;
  bool fill_record = false;
  bool ignore_blank_lines = false;
  bool remove_quotes = false;
  bool escape = false;
  bool round_decimals = false;  ///< ROUNDEC
  bool explicit_ids = false;
  std::string date_format;  ///< empty: YYYY-MM-DD; "auto"
  std::string time_format;  ///< empty: YYYY-MM-DD HH:MI:SS; "auto", "epochsecs", "epochmillisecs"
  std::int64_t ignore_header = 0;      ///< lines, of each file
  std::optional<std::string> null_as;  ///< absent: \N
  std::int64_t max_error = 0;
  bool ignore_all_errors = false;
  bool no_load = false;
  std::optional<std::int64_t> comp_rows;
  std::string comp_update;  ///< "", "PRESET", "ON", "OFF"
  std::string stat_update;  ///< "", "ON", "OFF"
  bool encrypted = false;
};

/// UNLOAD, parsed in full (reference: r_UNLOAD).
struct UnloadStatement {
  std::string query;
  std::size_t query_offset =
      0;  ///< of the query's first character in the statement, for error positions
  std::string destination;  ///< s3://bucket/prefix
  Authorization authorization;
  enum class Format { kText, kCsv, kJson, kParquet } format = Format::kText;
  std::string delimiter;  ///< empty: '|', or ',' for CSV
  std::optional<FixedWidthFormat> fixed_width;
  std::vector<std::string> partition_by;
  bool partition_include = false;
  bool manifest = false;
  bool manifest_verbose = false;
  bool header = false;
  bool add_quotes = false;
  bool escape = false;
  std::optional<std::string> null_as;
  Compression compression = Compression::kNone;
  bool allow_overwrite = false;
  bool clean_path = false;
  bool parallel = true;
  std::uint64_t max_file_size_bytes = 6657199308;  ///< 6.2 GB
  std::uint64_t row_group_size_bytes = 33554432;   ///< 32 MB
  std::string region;
  std::optional<std::string> extension;
  bool encrypted = false;
  bool encrypted_auto = false;
  std::string kms_key_id;
};

}  // namespace darties::sql
