#include "base/text.h"
#include "sql/families/authorization.h"
#include "sql/families/family.h"
#include "sql/families/parameter_list.h"
#include "sql/syntax/query.h"

// UNLOAD ('query') TO 's3://bucket/prefix' and then the authorization and the options in any order.

namespace darties::sql {
namespace {

using Format = UnloadStatement::Format;

struct Reading {
  Cursor& cursor;
  UnloadStatement& unload;
  ParameterLog log;
};

constexpr std::uint64_t kMegabyte = 1024 * 1024;
constexpr std::uint64_t kMaxFileSize = 6657199308;  // 6.2 GB

void set_format(Reading& read, Format format, std::string_view name) {
  const std::size_t offset = read.cursor.previous().begin;
  for (const auto* other : {"CSV", "JSON", "PARQUET"}) {
    if (read.log.has(other))
      read.cursor.fail_at(offset, fmt::format("{} is not compatible with {}", name, other));
  }
  read.log.add(name, offset);
  read.unload.format = format;
}
void set_csv(Reading& read) { set_format(read, Format::kCsv, "CSV"); }
void set_json(Reading& read) { set_format(read, Format::kJson, "JSON"); }
void set_parquet(Reading& read) { set_format(read, Format::kParquet, "PARQUET"); }

void read_partition(Reading& read) {
  read.cursor.expect_word("BY");
  read.unload.partition_by = parse_name_list(read.cursor, "a column name");
  read.unload.partition_include = read.cursor.accept_word("INCLUDE");
}

void read_manifest(Reading& read) {
  read.unload.manifest = true;
  read.unload.manifest_verbose = read.cursor.accept_word("VERBOSE");
}

void read_delimiter(Reading& read) {
  read.unload.delimiter = delimiter_argument(read.cursor, "DELIMITER");
  if (read.unload.delimiter.size() != 1) {
    read.cursor.fail_at(read.cursor.previous().begin, "DELIMITER takes one ASCII character");
  }
}

void read_fixed_width(Reading& read) {
  read.unload.fixed_width = FixedWidthFormat{widths_argument(read.cursor, "FIXEDWIDTH")};
}

void read_encrypted(Reading& read) {
  read.unload.encrypted = true;
  read.unload.encrypted_auto = read.cursor.accept_word("AUTO");
}

void read_kms_key(Reading& read) {
  read.unload.kms_key_id = string_argument(read.cursor, "KMS_KEY_ID");
}
void read_master_key(Reading& read) {
  Secret(string_argument(read.cursor, "MASTER_SYMMETRIC_KEY"));
  read.unload.encrypted = true;
}
void read_null(Reading& read) { read.unload.null_as = null_argument(read.cursor, "NULL AS"); }
void read_region(Reading& read) { read.unload.region = string_argument(read.cursor, "REGION"); }
void read_extension(Reading& read) {
  read.unload.extension = string_argument(read.cursor, "EXTENSION");
}

template <bool UnloadStatement::*flag>
void set_flag(Reading& read) {
  read.unload.*flag = true;
}

template <Compression compression>
void set_compression(Reading& read) {
  if (read.unload.compression != Compression::kNone) {
    read.cursor.fail_at(read.cursor.previous().begin, "the compression is given twice");
  }
  read.unload.compression = compression;
}

void read_parallel(Reading& read) {
  read.unload.parallel = switch_argument(read.cursor, "ON") == "ON";
}

/// n [MB|GB]; n may have decimals.
std::uint64_t size_argument(Cursor& cursor, std::string_view parameter, std::uint64_t min,
                            std::uint64_t max, std::string_view range) {
  cursor.accept_word("AS");
  if (cursor.peek().kind != TokenKind::kNumber)
    cursor.fail_expected(fmt::format("a size after {}", parameter));
  const Token& number = cursor.next();
  const bool gigabytes = cursor.accept_word("GB");
  if (!gigabytes) cursor.accept_word("MB");
  const double value = std::stod(std::string(number.text));
  const auto bytes = static_cast<std::uint64_t>(
      value * static_cast<double>(gigabytes ? 1024 * kMegabyte : kMegabyte));
  if (bytes < min || bytes > max) {
    cursor.fail_at(number.begin, fmt::format("{} must be between {}", parameter, range));
  }
  return bytes;
}

void read_max_file_size(Reading& read) {
  read.unload.max_file_size_bytes =
      size_argument(read.cursor, "MAXFILESIZE", 5 * kMegabyte, kMaxFileSize, "5 MB and 6.2 GB");
}
void read_row_group_size(Reading& read) {
  read.unload.row_group_size_bytes = size_argument(read.cursor, "ROWGROUPSIZE", 32 * kMegabyte,
                                                   128 * kMegabyte, "32 MB and 128 MB");
}

struct Option {
  std::string_view keyword;
  void (*read)(Reading&);
};

constexpr Option kFormats[] = {{"CSV", set_csv}, {"JSON", set_json}, {"PARQUET", set_parquet}};

constexpr Option kOptions[] = {
    {"PARTITION", read_partition},
    {"MANIFEST", read_manifest},
    {"HEADER", set_flag<&UnloadStatement::header>},
    {"DELIMITER", read_delimiter},
    {"FIXEDWIDTH", read_fixed_width},
    {"ENCRYPTED", read_encrypted},
    {"KMS_KEY_ID", read_kms_key},
    {"MASTER_SYMMETRIC_KEY", read_master_key},
    {"BZIP2", set_compression<Compression::kBzip2>},
    {"GZIP", set_compression<Compression::kGzip>},
    {"ZSTD", set_compression<Compression::kZstd>},
    {"ADDQUOTES", set_flag<&UnloadStatement::add_quotes>},
    {"NULL", read_null},
    {"ESCAPE", set_flag<&UnloadStatement::escape>},
    {"ALLOWOVERWRITE", set_flag<&UnloadStatement::allow_overwrite>},
    {"CLEANPATH", set_flag<&UnloadStatement::clean_path>},
    {"PARALLEL", read_parallel},
    {"MAXFILESIZE", read_max_file_size},
    {"ROWGROUPSIZE", read_row_group_size},
    {"REGION", read_region},
    {"EXTENSION", read_extension},
};

template <std::size_t n>
bool accept_one(Reading& read, const Option (&table)[n], bool log) {
  for (const auto& option : table) {
    if (!read.cursor.at_word(option.keyword)) continue;
    const std::size_t offset = read.cursor.next().begin;
    if (log) read.log.add(option.keyword, offset);
    option.read(read);
    return true;
  }
  return false;
}

[[noreturn]] void fail_unknown(const Cursor& cursor) {
  std::vector<std::string> names{"IAM_ROLE",          "CREDENTIALS",   "ACCESS_KEY_ID",
                                 "SECRET_ACCESS_KEY", "SESSION_TOKEN", "FORMAT"};
  for (const auto& format : kFormats) names.emplace_back(format.keyword);
  for (const auto& option : kOptions) names.emplace_back(option.keyword);
  cursor.fail_expected("an option of UNLOAD" + suggestion(cursor.peek().text, names));
}

void read_options(Reading& read) {
  Cursor& cursor = read.cursor;
  while (!cursor.at_end()) {
    if (accept_authorization(cursor, read.unload.authorization)) continue;
    if (cursor.accept_word("FORMAT")) {
      cursor.accept_word("AS");
      if (!accept_one(read, kFormats, false)) cursor.fail_expected("CSV, PARQUET or JSON");
      continue;
    }
    if (accept_one(read, kFormats, false) || accept_one(read, kOptions, true)) continue;
    fail_unknown(cursor);
  }
}

void check_exclusions(const Reading& read) {
  const ParameterLog& log = read.log;
  log.exclude("CSV", {"FIXEDWIDTH", "ADDQUOTES"});
  log.exclude("PARQUET", {"DELIMITER", "FIXEDWIDTH", "ADDQUOTES", "ESCAPE", "NULL", "HEADER",
                          "GZIP", "BZIP2", "ZSTD"});
  log.exclude("JSON", {"DELIMITER", "HEADER", "FIXEDWIDTH", "ADDQUOTES", "ESCAPE", "NULL"});
  log.exclude("HEADER", {"FIXEDWIDTH"});
  log.exclude("FIXEDWIDTH", {"DELIMITER", "ADDQUOTES", "ESCAPE"});
  log.exclude("CLEANPATH", {"ALLOWOVERWRITE"});
  if (read.unload.encrypted_auto) log.exclude("ENCRYPTED", {"KMS_KEY_ID", "MASTER_SYMMETRIC_KEY"});
  if (log.has("ROWGROUPSIZE") && read.unload.format != Format::kParquet) {
    read.cursor.fail_at(log.place_of("ROWGROUPSIZE"), "ROWGROUPSIZE needs the format PARQUET");
  }
  if (log.has("KMS_KEY_ID") &&
      read.unload.authorization.form == Authorization::Form::kCredentials) {
    read.cursor.fail_at(log.place_of("KMS_KEY_ID"),
                        "KMS_KEY_ID is not compatible with CREDENTIALS");
  }
}

/// The query is read now, so that a fault in it shows before anything is done.
void check_query(const Cursor& cursor, const UnloadStatement& unload) {
  const Statement query{unload.query, unload.query_offset,
                        place_of(cursor.statement(), unload.query_offset)};
  const Parsed parsed = parse(query);
  const auto* select = std::get_if<SelectStatement>(&parsed);
  if (select == nullptr || select->into)
    cursor.fail_at(unload.query_offset, "UNLOAD takes a query, SELECT …");
  if (!select->query->limit_span.empty()) {
    throw Error(ErrorKind::kInvalid,
                "Limit clause is not supported in the outer query of UNLOAD. Put it into a "
                "subquery: SELECT * FROM (SELECT … LIMIT n)")
        .at(place_of(query, select->query->limit_span.begin));
  }
}

void read_query(Cursor& cursor, UnloadStatement& unload) {
  cursor.expect_operator("(");
  if (!cursor.at_string()) cursor.fail_expected("the query as a literal: UNLOAD ('SELECT …')");
  const Token& token = cursor.next();
  unload.query = string_value(token);
  const char quote = token.kind == TokenKind::kDollarString ? '$' : '\'';
  unload.query_offset = token.begin + token.text.find(quote) + 1;
  if (quote == '$') unload.query_offset = token.begin + token.text.find('$', 1) + 1;
  check_query(cursor, unload);
  cursor.expect_operator(")");
  cursor.expect_word("TO");
  if (!cursor.at_string())
    cursor.fail_expected("the destination as a literal: 's3://bucket/prefix'");
  unload.destination = raw_string_value(cursor.next());
  if (!unload.destination.starts_with("s3://") || unload.destination.size() == 5) {
    cursor.fail_at(cursor.previous().begin, "UNLOAD writes to 's3://bucket/prefix'");
  }
}

}  // namespace

Parsed parse_unload(Cursor& cursor) {
  const std::size_t begin = cursor.peek().begin;
  cursor.expect_word("UNLOAD");
  UnloadStatement unload;
  read_query(cursor, unload);
  Reading read{cursor, unload, ParameterLog(cursor)};
  read_options(read);
  check_authorization(cursor, unload.authorization, begin);
  check_exclusions(read);
  return unload;
}

}  // namespace darties::sql
