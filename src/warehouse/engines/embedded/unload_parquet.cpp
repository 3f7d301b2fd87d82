#include "warehouse/engines/embedded/unload_parquet.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/spool_folder.h"
#include "warehouse/engines/embedded/value_text.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kStep =
    32 * 1024 * 1024;  // MAXFILESIZE is rounded down to a multiple of it
const std::uint64_t kNoMaximum = sql::UnloadStatement{}.max_file_size_bytes;

/// A file as DuckDB reports it.
struct Written {
  fs::path file;
  std::int64_t rows = 0;
  std::uint64_t size_bytes = 0;
};

/// One UNLOAD as Parquet.
class ParquetUnload {
 public:
  ParquetUnload(const sql::UnloadStatement& unload, const UnloadContext& context,
                const UnloadQuery& query, const load::UnloadShape& shape)
      : unload_(unload), context_(context), query_(query), shape_(shape), folder_(context.spool) {}

  std::vector<Written> run() const;
  load::PartName name_of(const Written& written);

 private:
  // Rows keep their order only in one file, written in one piece.
  bool keeps_order() const {
    const bool splits = unload_.parallel && unload_.max_file_size_bytes != kNoMaximum;
    return query_.is_ordered() && shape_.partition.empty() && !splits;
  }
  fs::path output() const { return folder_.path() / "out"; }
  std::string column(std::size_t index) const;
  std::string columns() const;
  std::string options() const;

  const sql::UnloadStatement& unload_;
  const UnloadContext& context_;
  const UnloadQuery& query_;
  const load::UnloadShape& shape_;
  SpoolFolder folder_;
  std::map<std::string, std::size_t> files_of_;  // how many files a partition has until now
};

// The column in a type that both Redshift and Parquet have.
std::string ParquetUnload::column(std::size_t index) const {
  using sql::TypeId;
  const ColumnInfo& column = shape_.columns[index];
  const std::string name = fmt::format("c{}", index);
  switch (column.type.id) {
    case TypeId::kTimeTz:
    case TypeId::kIntervalDayToSecond:
    case TypeId::kIntervalYearToMonth:
      throw Error(ErrorKind::kInvalid,
                  "UNLOAD as PARQUET does not write columns of type {}: \"{}\". Cast it, for "
                  "instance to VARCHAR",
                  sql::to_string(column.type), column.name);
    case TypeId::kTimestampTz:  // Redshift's files know no zone
      return fmt::format("timezone('UTC', {})", name);
    case TypeId::kSuper:
      return name;
    case TypeId::kVarbyte:
      return name;
    default:
      return fmt::format("CAST({} AS {})", name, sql::duckdb_type(column.type));
  }
}

std::string ParquetUnload::columns() const {
  std::vector<std::string> list;
  for (const std::size_t index : shape_.written)
    list.push_back(column(index) + " AS " + duck::identifier(shape_.columns[index].name));
  for (std::size_t i = 0; i < shape_.partition.size(); ++i)
    list.push_back(
        fmt::format("darties_partition(c{}) AS darties_partition_{}", shape_.partition[i], i));
  return join(list, ", ");
}

std::string ParquetUnload::options() const {
  std::string options = "FORMAT parquet, COMPRESSION snappy, PARQUET_VERSION v1, RETURN_STATS";
  if (keeps_order()) return options + ", PRESERVE_ORDER true";
  options += fmt::format(", ROW_GROUP_SIZE_BYTES '{}B'", unload_.row_group_size_bytes);
  if (!shape_.partition.empty()) {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < shape_.partition.size(); ++i)
      keys.push_back(fmt::format("darties_partition_{}", i));
    return options + ", PARTITION_BY (" + join(keys, ", ") + ")";
  }
  if (unload_.parallel) options += ", PER_THREAD_OUTPUT true";
  // DuckDB looks at the size after each row group, so that it must stop one before.
  const std::uint64_t most = std::max(unload_.max_file_size_bytes / kStep * kStep, kStep);
  const std::uint64_t stop =
      most > unload_.row_group_size_bytes ? most - unload_.row_group_size_bytes : 1;
  return options + fmt::format(", FILE_SIZE_BYTES '{}B'", stop);
}

std::vector<Written> ParquetUnload::run() const {
  if (!shape_.partition.empty() && unload_.max_file_size_bytes != kNoMaximum) {
    throw Error(
        ErrorKind::kInvalid,
        "not supported on the embedded engine yet: MAXFILESIZE with PARQUET and PARTITION BY");
  }
  const std::string sql =
      fmt::format("COPY (SELECT {} FROM {}) TO {} ({})", columns(), query_.as_relation(),
                  duck::literal(output().string()), options());
  std::vector<Written> files;
  const duck::RowConsumer consumer{
      .is_cancelled = [this] { return context_.stop.stop_requested(); },
      .columns = {},
      .chunk =
          [&files](duckdb_data_chunk chunk) {
            const duck::ChunkText rows(chunk);
            for (std::size_t i = 0; i < rows.size(); ++i)
              files.push_back({*rows.value(0, i), std::stoll(*rows.value(1, i)),
                               std::stoull(*rows.value(2, i))});
          }};
  if (const auto failed = duck::run(context_.connection, sql, {}, consumer))
    throw duck::from_duckdb(*failed);
  std::ranges::sort(files, [](const Written& a, const Written& b) {
    // data_2 before data_10
    const auto [left, right] = std::pair(a.file.string(), b.file.string());
    return left.size() != right.size() ? left.size() < right.size() : left < right;
  });
  return files;
}

// "%2F" back to "/".
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size()) {
      plain += static_cast<char>(std::stoi(std::string(text.substr(at + 1, 2)), nullptr, 16));
      at += 2;
    } else {
      plain += text[at];
    }
  }
  return plain;
}

load::PartName ParquetUnload::name_of(const Written& written) {
  load::PartName name;
  std::size_t key = 0;
  const fs::path relative = written.file.lexically_relative(output());
  for (const fs::path& folder : relative.parent_path()) {
    const std::string text = folder.string();
    load::append_partition(shape_.columns[shape_.partition[key++]].name,
                           unescaped(text.substr(text.find('=') + 1)), name.partition);
  }
  const std::size_t number = files_of_[name.partition]++;
  // Without partitions and splitting each thread wrote one file: its slice.
  const bool by_slice =
      shape_.partition.empty() && unload_.parallel && unload_.max_file_size_bytes == kNoMaximum;
  name.slice = by_slice ? number : 0;
  name.number = by_slice ? 0 : number;
  return name;
}

}  // namespace

std::int64_t unload_parquet(const sql::UnloadStatement& unload, const UnloadContext& context,
                            const UnloadQuery& query, const load::UnloadShape& shape,
                            load::UnloadTarget& target) {
  ParquetUnload run(unload, context, query, shape);
  std::int64_t rows = 0;
  const auto files = run.run();
  for (const Written& written : files) {
    if (!unload.parallel && written.size_bytes > unload.max_file_size_bytes) {
      throw Error(ErrorKind::kInvalid,
                  "not supported on the embedded engine yet: PARQUET in the order of the query in "
                  "several files. The file would have {}; leave out MAXFILESIZE or ORDER BY",
                  human_bytes(written.size_bytes));
    }
    auto part = target.take(run.name_of(written), written.file);
    part.rows = written.rows;
    part.size_bytes = written.size_bytes;
    target.add(std::move(part));
    rows += written.rows;
  }
  return rows;
}

}  // namespace darties
