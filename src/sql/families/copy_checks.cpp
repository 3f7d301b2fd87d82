#include "sql/families/copy_reading.h"

namespace darties::sql {
namespace {

using Reading = CopyReading;

void check_columnar(const Reading& read, std::string_view format) {
  if (!read.log.has(format)) return;
  read.log.exclude(format, {"DELIMITER",
                            "QUOTE",
                            "GZIP",
                            "BZIP2",
                            "LZOP",
                            "ZSTD",
                            "ACCEPTANYDATE",
                            "BLANKSASNULL",
                            "EMPTYASNULL",
                            "TRIMBLANKS",
                            "TRUNCATECOLUMNS",
                            "IGNOREBLANKLINES",
                            "REMOVEQUOTES",
                            "ESCAPE",
                            "ROUNDEC",
                            "DATEFORMAT",
                            "TIMEFORMAT",
                            "ENCODING",
                            "IGNOREHEADER",
                            "NULL",
                            "MAXERROR",
                            "IGNOREALLERRORS",
                            "NOLOAD",
                            "COMPROWS",
                            "COMPUPDATE",
                            "ENCRYPTED",
                            "MASTER_SYMMETRIC_KEY"});
}

}  // namespace

void check_copy(const CopyReading& read) {
  const ParameterLog& log = read.log;
  log.exclude("CSV", {"FIXEDWIDTH", "REMOVEQUOTES", "ESCAPE"});
  log.exclude("FIXEDWIDTH", {"DELIMITER", "REMOVEQUOTES", "ESCAPE", "QUOTE"});
  log.exclude("JSON", {"DELIMITER", "QUOTE", "ESCAPE", "FILLRECORD", "IGNOREBLANKLINES", "NULL",
                       "REMOVEQUOTES"});
  log.exclude("AVRO",
              {"DELIMITER", "QUOTE", "ESCAPE", "FILLRECORD", "IGNOREBLANKLINES", "IGNOREHEADER",
               "NULL", "REMOVEQUOTES", "ENCODING", "GZIP", "BZIP2", "LZOP", "ZSTD"});
  for (const auto* format : {"PARQUET", "ORC"}) check_columnar(read, format);
  log.exclude("IGNOREALLERRORS", {"MAXERROR"});
  const bool on_s3 = read.copy.source.starts_with("s3://");
  if (log.has("READRATIO") && !read.copy.source.starts_with("dynamodb://")) {
    read.cursor.fail_at(log.place_of("READRATIO"), "READRATIO is for tables of DynamoDB only");
  }
  if (log.has("SSH") && !on_s3) {
    read.cursor.fail_at(log.place_of("SSH"), "SSH needs a manifest of hosts: 's3://bucket/key'");
  }
  if (log.has("QUOTE") && !log.has("CSV")) {
    read.cursor.fail_at(log.place_of("QUOTE"), "QUOTE needs the format CSV");
  }
  const bool other_encoding = read.copy.encoding != Encoding::kUtf8;
  if (log.has("FIXEDWIDTH") && other_encoding) {
    read.cursor.fail_at(log.place_of("ENCODING"), "FIXEDWIDTH reads UTF8 only");
  }
}

std::optional<RefusedStatement> refused_part(const CopyReading& read, std::size_t offset) {
  const auto& copy = read.copy;
  const auto refused = [&](std::string name, std::string instead) {
    return RefusedStatement{std::move(name), std::move(instead), offset};
  };
  if (!read.job.empty()) return refused("COPY JOB", "give the COPY to a pipeline with a schedule");
  if (copy.source.starts_with("dynamodb://"))
    return refused("COPY from DynamoDB", "export the table to S3 and load it from there");
  if (copy.source.starts_with("emr://"))
    return refused("COPY from EMR", "write the files to S3 and load them from there");
  if (read.log.has("SSH"))
    return refused("COPY over SSH", "write the output to S3 and load it from there");
  if (const auto* other = std::get_if<OtherFormat>(&copy.format))
    return refused("COPY with the format " + other->name,
                   "write Parquet, Avro, CSV or JSON and load that");
  if (copy.encrypted || copy.authorization.client_side_key)
    return refused("COPY with client-side encryption",
                   "decrypt the files first; what S3 encrypts itself needs no parameter");
  return std::nullopt;
}

}  // namespace darties::sql
