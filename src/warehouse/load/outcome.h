#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "sql/type.h"

namespace darties {

/// One row that a load refused, with all that Redshift's error tables say about it.
struct LoadReject {
  std::string url;               ///< s3://bucket/key
  std::int64_t line_number = 0;  ///< of JSON: the object's last line; -1: unknown
  int column = -1;               ///< index into the loaded columns; -1: the row as a whole
  std::string column_name;
  std::optional<sql::Type> type;
  std::int64_t position = 0;  ///< of the value or the fault in its line, bytes from 0
  int code = 1200;
  std::string reason;
  std::string raw_line;           ///< at most 1024 bytes, with '.' for bytes that are not ASCII
  std::string raw_field_value;    ///< at most 1024 bytes
  std::int64_t start_offset = 0;  ///< of the row in its file

  /// stl_loaderror_detail: the row's fields up to and including the one that failed.
  struct Field {
    std::string column_name;
    std::string value;
    bool is_null = false;
    sql::Type type;
  };
  std::vector<Field> fields;
};

/// One value that ACCEPTINVCHARS changed.
struct LoadReplacement {
  std::string url;
  std::int64_t line_number = 0;
  std::string column_name;
  std::string raw_line;
};

/// What became of one object.
struct LoadedFile {
  std::string url;
  std::string bucket;
  std::string key;
  std::string version;  ///< ObjectInfo::version
  std::uint64_t size_bytes = 0;
  std::int64_t rows_read = 0;
  std::int64_t rows_loaded = 0;
  std::int64_t rows_rejected = 0;
  std::int64_t splits = 1;  ///< ranges it was read in
  bool failed = false;      ///< it held the row that ended the load
};

/// What came of a COPY. Rows read = rows loaded + rows rejected, of each file and of all.
struct LoadOutcome {
  std::optional<Error>
      error;  ///< why the load failed; the caller throws it once the outcome is recorded

  std::int64_t rows_read = 0;
  std::int64_t rows_loaded = 0;  ///< 0 after a failure and with NOLOAD
  std::int64_t rows_rejected = 0;
  std::int64_t bytes_read = 0;                ///< of the objects, as stored
  std::vector<LoadedFile> files;              ///< in byte order of key
  std::vector<LoadReject> rejects;            ///< in the order of files and lines; at most 100 000
  std::vector<LoadReplacement> replacements;  ///< at most 100
  std::vector<std::string> notices;           ///< Redshift's words
  /// Columns that got a value with a blank at its end: comparisons of these have to ignore it.
  std::vector<std::string> columns_with_trailing_blanks;
  bool began = false;  ///< loading began: pg_last_copy_id() changes

  std::string schema;
  std::string table;
  std::int64_t table_id = 0;
  std::string source;
  std::string file_format;  ///< JSON, AVRO, CSV, TEXT, FIXEDWIDTH, PARQUET
  bool no_load = false;
  std::int64_t query_id = 0;
  std::int64_t transaction_id = 0;
  int session_id = 0;
  int user_id = 100;
  std::string database;
  std::chrono::system_clock::time_point started;
  std::chrono::system_clock::time_point ended;
};

/// One object an UNLOAD wrote.
struct UnloadedFile {
  std::string url;
  std::int64_t rows = 0;
  std::uint64_t size_bytes = 0;
};

/// What came of an UNLOAD.
struct UnloadOutcome {
  std::int64_t rows = 0;
  std::uint64_t bytes = 0;
  std::vector<UnloadedFile> files;
  std::vector<std::string> notices;

  std::string query;
  std::string destination;
  std::string file_format;
  std::int64_t query_id = 0;
  int session_id = 0;
  int user_id = 100;
  std::chrono::system_clock::time_point started;
  std::chrono::system_clock::time_point ended;
};

}  // namespace darties
