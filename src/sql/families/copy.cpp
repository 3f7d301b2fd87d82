#include <algorithm>
#include <array>

#include "sql/families/authorization.h"
#include "sql/families/copy_reading.h"
#include "sql/families/family.h"

// COPY table [(columns)] FROM 'source' and then the authorization, the format and the parameters in
// any order (copy_parameters.cpp). What excludes what is checked at the end (copy_checks.cpp).

namespace darties::sql {
namespace {

void apply_delimiter(CopyReading& read) {
  if (auto* csv = std::get_if<CsvFormat>(&read.copy.format)) {
    if (!read.delimiter.empty()) csv->delimiter = read.delimiter;
    if (read.quote) csv->quote = *read.quote;
    if (csv->delimiter.size() == 1 && csv->delimiter[0] == csv->quote) {
      read.cursor.fail_at(read.log.place_of("DELIMITER"), "DELIMITER and QUOTE must differ");
    }
  } else if (auto* text = std::get_if<DelimitedFormat>(&read.copy.format)) {
    if (!read.delimiter.empty()) text->delimiter = read.delimiter;
  }
}

void read_source(Cursor& cursor, CopyStatement& copy) {
  cursor.expect_word("FROM");
  if (!cursor.at_string())
    cursor.fail_expected("the source as a literal: 's3://bucket/key-prefix'");
  const std::size_t offset = cursor.peek().begin;
  copy.source = raw_string_value(cursor.next());
  constexpr std::array<std::string_view, 3> kSchemes = {"s3://", "emr://", "dynamodb://"};
  const bool known = std::any_of(kSchemes.begin(), kSchemes.end(), [&](auto scheme) {
    return copy.source.starts_with(scheme) && copy.source.size() > scheme.size();
  });
  if (!known) {
    cursor.fail_at(
        offset,
        "COPY reads from 's3://bucket/key-prefix'; a folder can be mapped to a bucket under "
        "lake.buckets in darties.yml");
  }
}

}  // namespace

Parsed parse_copy(Cursor& cursor) {
  const std::size_t begin = cursor.peek().begin;
  cursor.expect_word("COPY");
  CopyStatement copy;
  copy.table = parse_table_name(cursor).name;
  if (cursor.at_operator("(")) copy.columns = parse_name_list(cursor, "a column name");
  read_source(cursor, copy);
  CopyReading read{cursor, copy, ParameterLog(cursor), {}, {}, {}};
  read_copy_parameters(read);
  check_authorization(cursor, copy.authorization, begin);
  check_copy(read);
  apply_delimiter(read);
  if (auto refused = refused_part(read, begin)) return *refused;
  return copy;
}

}  // namespace darties::sql
