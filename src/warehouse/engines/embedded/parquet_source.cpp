#include "warehouse/engines/embedded/parquet_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <numeric>

#include "base/files.h"
#include "base/text.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/load/open_ahead.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

constexpr int kBadSchema = 15007;
constexpr int kBadValue = 15001;

// Redshift reads columnar files as Spectrum does, which passes over hidden ones; folder markers are empty.
bool is_read(const load::LoadObject& object) {
  const std::string& key = object.info.key;
  const char first = key[key.rfind('/') + 1];
  return object.info.size_bytes > 0 && first != '_' && first != '.';
}

void copy_to(const fs::path& file, ObjectReader& reader) {
  constexpr std::size_t kPiece = 1024 * 1024;
  std::ofstream out(file, std::ios::binary);
  std::string piece(kPiece, '\0');
  for (std::uint64_t at = 0;;) {
    const std::size_t got = reader.read_at(at, piece);
    if (got == 0) break;
    out.write(piece.data(), static_cast<std::streamsize>(got));
    at += got;
  }
  out.close();
  if (!out)
    throw Error(ErrorKind::kUnavailable, "cannot write {}: is the disk full?", shown_path(file));
}

// A store of files shares them: nothing is copied, and one that is replaced meanwhile stays as it was.
bool link_stored(const load::LoadObject& object, const fs::path& file) {
  if (const auto stored = object.store->file_of(object.info.key)) {
    std::error_code failed;
    fs::create_hard_link(*stored, file, failed);
    return !failed;
  }
  return false;
}

// DuckDB calls both an IO error: what the disk does not do, and what a file does not hold.
bool is_fault_of_machine(std::string_view message) {
  constexpr std::array kWords = {
      "No space left",          "Permission denied",   "Too many open files", "Input/output error",
      "Cannot allocate memory", "Disk quota exceeded", "memory limit",        "allocate"};
  return std::ranges::any_of(
      kWords, [&](std::string_view word) { return message.find(word) != std::string_view::npos; });
}

std::string shown_column(const Row& row) {
  const std::string type = row[2].value_or("group");
  return fmt::format("{} {} {}", lower_ascii(row[3].value_or("required")), lower_ascii(type),
                     row[1].value_or(""));
}

// The tree of a file's schema comes in depth first; only what hangs at the root is a column.
std::vector<ParquetColumn> columns_of(const std::vector<Row>& schema) {
  std::vector<ParquetColumn> columns;
  const auto count = std::stoul(*schema.at(0)[4]);
  std::size_t at = 1;
  for (std::size_t i = 0; i < count; ++i) {
    const bool nested = *schema.at(at)[4] != "0";
    columns.push_back({.name = schema[at][1].value_or(""),
                       .duckdb_type = nested ? "NESTED" : schema[at][5].value_or("UNKNOWN"),
                       .shown = shown_column(schema[at])});
    for (std::size_t open = 1; open > 0; --open) open += std::stoul(*schema.at(at++)[4]);
  }
  return columns;
}

}  // namespace

ParquetSource::ParquetSource(const sql::CopyStatement& copy, const CopyContext& context,
                             const std::vector<load::LoadColumn>& columns,
                             const std::vector<load::LoadObject>& objects)
    : copy_(copy),
      context_(context),
      columns_(columns),
      objects_(objects),
      folder_(context.spool),
      rows_(objects.size()),
      rows_in_groups_(objects.size()) {
  if (copy.replace_invalid_chars) {
    throw Error(ErrorKind::kInvalid,
                "not supported on the embedded engine yet: ACCEPTINVCHARS with PARQUET");
  }
  link_into_spool();
  if (read_.empty()) return;
  try {
    read_schemas();
    count_rows();
  } catch (const Error& error) {
    const bool unreadable =
        error.kind() == ErrorKind::kUnavailable && !is_fault_of_machine(error.message());
    throw Error(unreadable ? ErrorKind::kInvalid : error.kind(),
                "Spectrum Scan Error: {} (code {})", with_urls(error.message()), kBadValue);
  }
}

void ParquetSource::link_into_spool() {
  load::OpenAhead ahead(objects_);
  for (std::size_t i = 0; i < objects_.size(); ++i) {
    if (!is_read(objects_[i])) continue;
    if (!link_stored(objects_[i], file(i))) copy_to(file(i), *ahead.open(i));
    read_.push_back(i);
  }
}

std::string ParquetSource::file(std::size_t object) const {
  return (folder_.path() / fmt::format("{}.parquet", object)).string();
}

std::size_t ParquetSource::object_of(const std::string& file) const {
  return std::stoul(fs::path(file).stem().string());
}

std::string ParquetSource::file_list(const std::vector<std::size_t>& objects) const {
  std::vector<std::string> files;
  for (const std::size_t object : objects) files.push_back(duck::literal(file(object)));
  return "[" + join(files, ", ") + "]";
}

std::string ParquetSource::with_urls(std::string message) const {
  for (const std::size_t object : read_) {
    if (message.find(folder_.path().string()) == std::string::npos) break;
    message = replace_all(message, file(object), objects_[object].url);
  }
  return message;
}

// DuckDB reads the files side by side and tells their schemas in any order; of one file the rows come in theirs.
void ParquetSource::read_schemas() {
  std::map<std::size_t, std::vector<Row>> by_object;
  for (Row& row :
       duck::rows(context_.connection, fmt::format("SELECT file_name, name, type, repetition_type, "
                                                   "coalesce(num_children, 0), duckdb_type "
                                                   "FROM parquet_schema({})",
                                                   file_list(read_)))) {
    by_object[object_of(*row[0])].push_back(std::move(row));
  }
  for (const auto& [object, rows] : by_object) {
    std::vector<ParquetColumn> columns = columns_of(rows);
    auto group = std::ranges::find(groups_, columns, &Group::columns);
    if (group == groups_.end())
      group = groups_.insert(group, Group{.columns = std::move(columns), .objects = {}});
    group->objects.push_back(object);
  }
}

// A footer says its rows twice: of the file, and of each row group (listed once for each of its columns).
void ParquetSource::count_rows() {
  const auto counts = duck::rows(
      context_.connection,
      fmt::format(
          "SELECT f.file_name, f.num_rows, coalesce(g.num_rows, 0) "
          "FROM parquet_file_metadata({0}) AS f LEFT JOIN ("
          "SELECT file_name, sum(row_group_num_rows) AS num_rows FROM ("
          "SELECT DISTINCT file_name, row_group_id, row_group_num_rows FROM parquet_metadata({0})) "
          "GROUP BY file_name) AS g ON g.file_name = f.file_name",
          file_list(read_)));
  for (const Row& row : counts) {
    rows_[object_of(*row[0])] = std::stoll(*row[1]);
    rows_in_groups_[object_of(*row[0])] = std::stoll(*row[2]);
  }
}

LoadReject ParquetSource::reject_count(std::size_t object, std::string_view where,
                                       std::int64_t count) const {
  return reject(object, columns_.size(), kBadValue,
                fmt::format("File '{}' is corrupt: its footer says {} rows, {} {}",
                            objects_[object].url, rows_[object], where, count));
}

std::optional<LoadReject> ParquetSource::miscount(std::int64_t arrived) const {
  if (arrived == std::accumulate(rows_.begin(), rows_.end(), std::int64_t{0})) return std::nullopt;
  for (const Group& group : groups_) {
    // The values of a column have to be read: DuckDB answers count(*) from the footer.
    const auto counts = duck::rows(
        context_.connection,
        fmt::format("SELECT darties_file, count(f0) + count(*) FILTER (WHERE f0 IS NULL) FROM {} "
                    "GROUP BY darties_file",
                    scan(group)));
    for (const std::size_t object : group.objects) {
      const auto found = std::ranges::find_if(
          counts, [&](const Row& row) { return object_of(*row[0]) == object; });
      const std::int64_t count = found == counts.end() ? 0 : std::stoll(*(*found)[1]);
      if (count != rows_[object]) return reject_count(object, "and it holds", count);
    }
  }
  return reject_count(read_.front(), "and all files together gave", arrived);
}

Error ParquetSource::explain(const duck::Failure& failure) const {
  const Error error = duck::from_duckdb(failure);
  if (error.kind() == ErrorKind::kCancelled) return error;
  // Which of several broken objects DuckDB met first depends on its threads.
  if (const auto first = first_unreadable()) return *first;
  return Error(error.kind(), "{}", with_urls(error.message()));
}

LoadReject ParquetSource::reject(std::size_t object, std::size_t column, int code,
                                 std::string reason) const {
  LoadReject reject;
  reject.url = objects_[object].url;
  reject.line_number = -1;
  reject.code = code;
  reject.reason = std::move(reason);
  if (column >= columns_.size()) return reject;
  reject.column = static_cast<int>(column);
  reject.column_name = columns_[column].name;
  reject.type = columns_[column].type;
  return reject;
}

std::optional<LoadReject> ParquetSource::misfit() const {
  for (const std::size_t object : read_) {
    if (rows_[object] != rows_in_groups_[object])
      return reject_count(object, "its row groups", rows_in_groups_[object]);
  }
  const bool serialize = std::get<sql::ParquetFormat>(copy_.format).serialize_to_json;
  for (const Group& group : groups_) {
    const std::size_t object = group.objects.front();
    const std::string& url = objects_[object].url;
    const std::size_t count = group.columns.size();
    const bool fits = count == columns_.size() || (copy_.fill_record && count < columns_.size());
    if (!fits) {
      return reject(
          object, columns_.size(), kBadSchema,
          fmt::format("Unmatched number of columns between table and file. Table columns: {}, "
                      "Data columns: {}, File name: {}",
                      columns_.size(), count, url));
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (parquet_value(group.columns[i], columns_[i], "c", serialize)) continue;
      return reject(
          object, i, kBadSchema,
          fmt::format("File '{0}' has an incompatible Parquet schema for column '{0}.{1}'. "
                      "Column type: {2}, Parquet schema: {3}",
                      url, group.columns[i].name, type_in_messages(columns_[i].type),
                      group.columns[i].shown));
    }
  }
  return std::nullopt;
}

// Columns by position: f(f0, f1, …).
std::string ParquetSource::scan(const Group& group, const std::string& more) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < group.columns.size(); ++i) names.push_back(fmt::format("f{}", i));
  return fmt::format(
      "read_parquet({}, hive_partitioning = false, filename = 'darties_file'{}) AS "
      "darties_rows({})",
      file_list(group.objects), more, join(names, ", "));
}

std::string ParquetSource::select(const Group& group, bool numbered) const {
  const bool serialize = std::get<sql::ParquetFormat>(copy_.format).serialize_to_json;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i >= group.columns.size()) {
      values.push_back(fmt::format("CAST(NULL AS {})", sql::duckdb_type(columns_[i].type)));
      continue;
    }
    const auto value =
        parquet_value(group.columns[i], columns_[i], fmt::format("f{}", i), serialize);
    values.push_back(
        value->is_bad.empty()
            ? value->value
            : fmt::format("CASE WHEN {} THEN error('a value does not fit') ELSE {} END",
                          value->is_bad, value->value));
  }
  if (numbered) values.emplace_back("CAST(parse_filename(darties_file, true) AS BIGINT)");
  return fmt::format("SELECT {} FROM {}", join(values, ", "), scan(group));
}

std::string ParquetSource::relation(bool numbered) const {
  std::vector<std::string> selects;
  for (const Group& group : groups_) selects.push_back(select(group, numbered));
  if (selects.empty()) {  // objects without rows: the right columns, and nothing in them
    std::vector<std::string> nulls;
    for (const auto& column : columns_)
      nulls.push_back(fmt::format("CAST(NULL AS {})", sql::duckdb_type(column.type)));
    if (numbered) nulls.emplace_back("CAST(NULL AS BIGINT)");
    selects.push_back(fmt::format("SELECT {} WHERE false", join(nulls, ", ")));
  }
  return "(" + join(selects, " UNION ALL ") + ")";
}

// What makes the value of a column bad, for each column that can have a bad one.
std::vector<ParquetSource::BadWhen> ParquetSource::bad_whens(const Group& group) const {
  const bool serialize = std::get<sql::ParquetFormat>(copy_.format).serialize_to_json;
  std::vector<BadWhen> found;
  for (std::size_t i = 0; i < group.columns.size(); ++i) {
    const std::string name = fmt::format("f{}", i);
    std::string is_bad = parquet_value(group.columns[i], columns_[i], name, serialize)->is_bad;
    if (columns_[i].not_null)
      is_bad = is_bad.empty() ? name + " IS NULL" : fmt::format("({}) OR {} IS NULL", is_bad, name);
    if (!is_bad.empty()) found.push_back({i, std::move(is_bad)});
  }
  return found;
}

// The first in the order of objects, rows and columns: which one DuckDB met first depends on its threads.
std::optional<LoadReject> ParquetSource::bad_value() const {
  std::optional<LoadReject> first;
  std::size_t first_object = 0;
  for (const Group& group : groups_) {
    const std::vector<BadWhen> whens = bad_whens(group);
    if (whens.empty()) continue;
    std::string column, value, any;
    for (const BadWhen& when : whens) {
      column += fmt::format(" WHEN {} THEN {}", when.is_bad, when.column);
      value += fmt::format(" WHEN {} THEN CAST(f{} AS VARCHAR)", when.is_bad, when.column);
      any += fmt::format("{}({})", any.empty() ? "" : " OR ", when.is_bad);
    }
    const std::string order =
        fmt::format("list_position({}, darties_file), file_row_number", file_list(group.objects));
    const auto found = context_.ask_aside(fmt::format(
        "SELECT darties_file, value, strlen(value), place FROM (SELECT darties_file, "
        "file_row_number, CASE{} END AS value, CASE{} END AS place FROM {} WHERE {}) ORDER BY {} "
        "LIMIT 1",
        value, column, scan(group, ", file_row_number = true"), any, order));
    if (found.empty()) continue;
    const std::size_t object = object_of(*found.front()[0]);
    if (first && first_object < object) continue;
    first = reject_value(group, std::stoul(*found.front()[3]), found.front());
    first_object = object;
  }
  return first;
}

std::optional<Error> ParquetSource::first_unreadable() const {
  for (const std::size_t object : read_) {
    try {
      context_.ask_aside(fmt::format("SELECT bit_xor(hash(COLUMNS(*))) FROM read_parquet({})",
                                     duck::literal(file(object))));
    } catch (const Error& error) {
      const bool is_broken =
          error.kind() == ErrorKind::kUnavailable && !is_fault_of_machine(error.message());
      return Error(is_broken ? ErrorKind::kInvalid : error.kind(), "{}", with_urls(error.message()))
          .while_doing("reading " + objects_[object].url);
    }
  }
  return std::nullopt;
}

LoadReject ParquetSource::reject_value(const Group& group, std::size_t column,
                                       const Row& found) const {
  using sql::TypeId;
  const std::size_t object = object_of(*found[0]);
  const std::string& url = objects_[object].url;
  const sql::Type& type = columns_[column].type;
  std::string reason;
  int code = kBadValue;
  if (!found[1]) {
    code = 1213;
    reason = "Missing data for not-null field";
  } else if (type.id == TypeId::kDecimal) {
    reason = fmt::format(
        "Numeric data overflow in column {}. Column type: {}, Parquet schema: {}, File name: {}",
        group.columns[column].name, type_in_messages(type), group.columns[column].duckdb_type, url);
  } else if (type.id == TypeId::kChar && std::stoi(*found[2]) <= type.length) {
    reason = fmt::format(
        "Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Column: {}, File "
        "name: {}",
        group.columns[column].name, url);
  } else {
    reason = fmt::format(
        "The length of the data column {} is longer than the length defined in the table. Table: "
        "{}, "
        "Data: {}, File name: {}",
        group.columns[column].name, type.length, *found[2], url);
  }
  LoadReject bad = reject(object, column, code, std::move(reason));
  bad.raw_field_value = found[1].value_or("").substr(0, 1024);
  return bad;
}

}  // namespace darties
