#include "base/text.h"
#include "sql/families/authorization.h"
#include "sql/families/copy_reading.h"
#include "sql/families/family.h"

// The parameters of COPY are one table: keyword and what to read after it.

namespace darties::sql {
namespace {

using Reading = CopyReading;

void claim_format(Reading& read, std::string_view name) {
  const std::size_t offset = read.cursor.previous().begin;
  for (const auto* other : {"CSV", "FIXEDWIDTH", "JSON", "AVRO", "PARQUET", "ORC", "SHAPEFILE"}) {
    if (name != other && read.log.has(other)) {
      read.cursor.fail_at(
          offset, fmt::format("{} is not compatible with {}: COPY takes one format", name, other));
    }
  }
  read.log.add(name, offset);
}

void read_mapping(Reading& read, JsonFormat& format) {
  if (!read.cursor.at_string() && !read.cursor.at_word("AS")) return;
  const std::string option = string_argument(read.cursor, "JSON");
  const std::size_t offset = read.cursor.previous().begin;
  if (option == "auto") {
    format.mapping = JsonFormat::Mapping::kAuto;
  } else if (option == "auto ignorecase") {
    format.mapping = JsonFormat::Mapping::kAutoIgnoreCase;
  } else if (option == "noshred") {
    format.mapping = JsonFormat::Mapping::kNoShred;
  } else if (option.starts_with("s3://")) {
    format.mapping = JsonFormat::Mapping::kJsonPaths;
    format.jsonpaths_url = option;
  } else {
    read.cursor.fail_at(
        offset,
        "the option must be 'auto', 'auto ignorecase', 'noshred' or 's3://bucket/jsonpaths-file'");
  }
}

void read_csv(Reading& read) {
  claim_format(read, "CSV");
  read.copy.format = CsvFormat{};
}

void read_quote(Reading& read) {
  read.log.add("QUOTE", read.cursor.previous().begin);
  read.quote = character_argument(read.cursor, "QUOTE");
}

void read_delimiter(Reading& read) {
  read.log.add("DELIMITER", read.cursor.previous().begin);
  read.delimiter = delimiter_argument(read.cursor, "DELIMITER");
}

void read_fixed_width(Reading& read) {
  claim_format(read, "FIXEDWIDTH");
  read.copy.format = FixedWidthFormat{widths_argument(read.cursor, "FIXEDWIDTH")};
}

void read_json(Reading& read) {
  claim_format(read, "JSON");
  JsonFormat format;
  read_mapping(read, format);
  read.copy.format = std::move(format);
}

void read_avro(Reading& read) {
  claim_format(read, "AVRO");
  AvroFormat format;
  read_mapping(read, format);
  if (format.mapping == JsonFormat::Mapping::kNoShred) {
    read.cursor.fail_at(read.cursor.previous().begin, "'noshred' is for JSON only");
  }
  read.copy.format = std::move(format);
}

void read_parquet(Reading& read) {
  claim_format(read, "PARQUET");
  read.copy.format = ParquetFormat{read.cursor.accept_word("SERIALIZETOJSON")};
}

void read_orc(Reading& read) {
  claim_format(read, "ORC");
  read.cursor.accept_word("SERIALIZETOJSON");
  read.copy.format = OtherFormat{"ORC"};
}

void read_shapefile(Reading& read) {
  claim_format(read, "SHAPEFILE");
  if (read.cursor.accept_word("SIMPLIFY")) {
    read.cursor.accept_word("AUTO");
    if (read.cursor.peek().kind == TokenKind::kNumber) read.cursor.next();
  }
  read.copy.format = OtherFormat{"SHAPEFILE"};
}

/// A parameter without an argument that sets `flag`.
template <bool CopyStatement::*flag>
void set_flag(Reading& read) {
  read.copy.*flag = true;
}

template <Compression compression>
void set_compression(Reading& read) {
  if (read.copy.compression != Compression::kNone) {
    read.cursor.fail_at(read.cursor.previous().begin,
                        "all files of a COPY share one compression: it is given twice");
  }
  read.copy.compression = compression;
}

void read_region(Reading& read) { read.copy.region = string_argument(read.cursor, "REGION"); }

void read_master_key(Reading& read) {
  Secret(string_argument(read.cursor, "MASTER_SYMMETRIC_KEY"));
  read.copy.encrypted = true;
}

void read_accept_invalid(Reading& read) {
  const bool given = read.cursor.at_string() || read.cursor.at_word("AS");
  read.copy.replace_invalid_chars = given ? character_argument(read.cursor, "ACCEPTINVCHARS") : '?';
}

void read_date_format(Reading& read) {
  read.copy.date_format = string_argument(read.cursor, "DATEFORMAT");
}
void read_time_format(Reading& read) {
  read.copy.time_format = string_argument(read.cursor, "TIMEFORMAT");
}

void read_encoding(Reading& read) {
  read.cursor.accept_word("AS");
  std::string name;
  if (read.cursor.at_string()) {
    name = upper_ascii(raw_string_value(read.cursor.next()));
  } else {
    name = upper_ascii(read.cursor.expect_name("UTF8, UTF16, UTF16LE, UTF16BE or ISO88591"));
  }
  constexpr std::pair<std::string_view, Encoding> kEncodings[] = {
      {"UTF8", Encoding::kUtf8},
      {"UTF16", Encoding::kUtf16},
      {"UTF16LE", Encoding::kUtf16Le},
      {"UTF16BE", Encoding::kUtf16Be},
      {"ISO88591", Encoding::kIso88591}};
  for (const auto& [known, encoding] : kEncodings) {
    if (name != known) continue;
    read.copy.encoding = encoding;
    return;
  }
  read.cursor.fail_at(
      read.cursor.previous().begin,
      fmt::format("unknown encoding {}; expected UTF8, UTF16, UTF16LE, UTF16BE or ISO88591", name));
}

constexpr std::int64_t kMaxInteger = 2147483647;

void read_ignore_header(Reading& read) {
  read.copy.ignore_header = integer_argument(read.cursor, "IGNOREHEADER", 0, kMaxInteger);
}
void read_null_as(Reading& read) { read.copy.null_as = null_argument(read.cursor, "NULL AS"); }
void read_max_error(Reading& read) {
  read.copy.max_error = integer_argument(read.cursor, "MAXERROR", 0, 100000);
}
void read_comp_rows(Reading& read) {
  read.copy.comp_rows = integer_argument(read.cursor, "COMPROWS", 1000, kMaxInteger);
}
void read_comp_update(Reading& read) {
  read.copy.comp_update =
      read.cursor.accept_word("PRESET") ? "PRESET" : switch_argument(read.cursor, "ON");
}
void read_stat_update(Reading& read) { read.copy.stat_update = switch_argument(read.cursor, "ON"); }

void read_read_ratio(Reading& read) { integer_argument(read.cursor, "READRATIO", 1, kMaxInteger); }
void read_nothing(Reading&) {}

/// JOB CREATE name [AUTO ON | OFF]
void read_job(Reading& read) {
  read.cursor.expect_word("CREATE");
  read.job = read.cursor.expect_name("the name of the copy job");
  if (read.cursor.accept_word("AUTO")) switch_argument(read.cursor, "ON");
}

struct Parameter {
  std::string_view keyword;
  void (*read)(Reading&);
};

// The format words keep the log themselves.
constexpr Parameter kFormats[] = {
    {"CSV", read_csv},
    {"QUOTE", read_quote},
    {"DELIMITER", read_delimiter},
    {"FIXEDWIDTH", read_fixed_width},
    {"JSON", read_json},
    {"AVRO", read_avro},
    {"PARQUET", read_parquet},
    {"ORC", read_orc},
    {"SHAPEFILE", read_shapefile},
};

constexpr Parameter kParameters[] = {
    {"MANIFEST", set_flag<&CopyStatement::manifest>},
    {"REGION", read_region},
    {"ENCRYPTED", set_flag<&CopyStatement::encrypted>},
    {"MASTER_SYMMETRIC_KEY", read_master_key},
    {"GZIP", set_compression<Compression::kGzip>},
    {"BZIP2", set_compression<Compression::kBzip2>},
    {"LZOP", set_compression<Compression::kLzop>},
    {"ZSTD", set_compression<Compression::kZstd>},
    {"ACCEPTANYDATE", set_flag<&CopyStatement::accept_any_date>},
    {"ACCEPTINVCHARS", read_accept_invalid},
    {"BLANKSASNULL", set_flag<&CopyStatement::blanks_as_null>},
    {"EMPTYASNULL", set_flag<&CopyStatement::empty_as_null>},
    {"TRIMBLANKS", set_flag<&CopyStatement::trim_blanks>},
    {"TRUNCATECOLUMNS", set_flag<&CopyStatement::truncate_columns>},
    {"FILLRECORD", set_flag<&CopyStatement::fill_record>},
    {"IGNOREBLANKLINES", set_flag<&CopyStatement::ignore_blank_lines>},
    {"REMOVEQUOTES", set_flag<&CopyStatement::remove_quotes>},
    {"ESCAPE", set_flag<&CopyStatement::escape>},
    {"ROUNDEC", set_flag<&CopyStatement::round_decimals>},
    {"EXPLICIT_IDS", set_flag<&CopyStatement::explicit_ids>},
    {"DATEFORMAT", read_date_format},
    {"TIMEFORMAT", read_time_format},
    {"ENCODING", read_encoding},
    {"IGNOREHEADER", read_ignore_header},
    {"NULL", read_null_as},
    {"MAXERROR", read_max_error},
    {"IGNOREALLERRORS", set_flag<&CopyStatement::ignore_all_errors>},
    {"NOLOAD", set_flag<&CopyStatement::no_load>},
    {"COMPROWS", read_comp_rows},
    {"READRATIO", read_read_ratio},
    {"SSH", read_nothing},
    {"JOB", read_job},
    {"COMPUPDATE", read_comp_update},
    {"STATUPDATE", read_stat_update},
};

[[noreturn]] void fail_unknown(const Reading& read) {
  std::vector<std::string> names{"IAM_ROLE",          "CREDENTIALS",   "ACCESS_KEY_ID",
                                 "SECRET_ACCESS_KEY", "SESSION_TOKEN", "FORMAT"};
  for (const auto& format : kFormats) names.emplace_back(format.keyword);
  for (const auto& parameter : kParameters) names.emplace_back(parameter.keyword);
  read.cursor.fail_expected("a parameter of COPY" + suggestion(read.cursor.peek().text, names));
}

/// Reads one parameter; false when none of `table` stands here.
template <std::size_t n>
bool accept_one(Reading& read, const Parameter (&table)[n], bool log) {
  for (const auto& parameter : table) {
    if (!read.cursor.at_word(parameter.keyword)) continue;
    const std::size_t offset = read.cursor.next().begin;
    if (log) read.log.add(parameter.keyword, offset);
    parameter.read(read);
    return true;
  }
  return false;
}

}  // namespace

void read_copy_parameters(Reading& read) {
  Cursor& cursor = read.cursor;
  while (!cursor.at_end()) {
    if (accept_authorization(cursor, read.copy.authorization)) continue;
    if (cursor.accept_word("FORMAT")) {
      cursor.accept_word("AS");
      if (!accept_one(read, kFormats, false))
        cursor.fail_expected("CSV, JSON, AVRO, PARQUET, ORC, SHAPEFILE or FIXEDWIDTH");
      continue;
    }
    if (cursor.at_word("AS") && is_word(cursor.peek(1), "CSV")) cursor.next();
    if (accept_one(read, kFormats, false) || accept_one(read, kParameters, true)) continue;
    fail_unknown(read);
  }
}

}  // namespace darties::sql
