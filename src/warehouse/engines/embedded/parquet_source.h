#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warehouse/engines/embedded/copy_runner.h"
#include "warehouse/engines/embedded/duckdb_error.h"
#include "warehouse/engines/embedded/parquet_types.h"
#include "warehouse/engines/embedded/spool_folder.h"
#include "warehouse/load/load_plan.h"
#include "warehouse/load/object_list.h"

namespace darties {

/// Parquet objects as rows that DuckDB can read: their files stand in the spool, their columns are those of the load.
///
///     ParquetSource source(copy, context, columns, objects);
///     if (auto fault = source.misfit()) …                        // before anything is read
///     if (duck::run(connection, "INSERT … SELECT * FROM " + source.relation())) fault = source.bad_value();
///
/// DuckDB reads files and row groups on all its threads.
/// Errors: kInvalid for an object that is no Parquet file, naming it.
class ParquetSource {
 public:
  /// Everything is borrowed.
  ParquetSource(const sql::CopyStatement& copy, const CopyContext& context,
                const std::vector<load::LoadColumn>& columns,
                const std::vector<load::LoadObject>& objects);

  /// The first object whose footer contradicts itself, or whose columns do not fit, in count or type.
  std::optional<LoadReject> misfit() const;
  /// The rows, one column for each of the load, in its type. A value that a column does not take is an error.
  /// With `numbered`, a last column says the number of the row's object.
  std::string relation(bool numbered = false) const;
  /// The first value that relation() fails on, if it is one.
  std::optional<LoadReject> bad_value() const;
  /// What is wrong with the first object that can not be read to its end.
  std::optional<Error> first_unreadable() const;
  /// The first object that gives more or fewer rows than its footer says, for a load into which `arrived` rows came.
  std::optional<LoadReject> miscount(std::int64_t arrived) const;
  /// What DuckDB said while it read or wrote rows: a file that it can not read must change, and is no use trying again.
  Error explain(const duck::Failure& failure) const;

  /// Rows of each object, as its footer says.
  const std::vector<std::int64_t>& rows() const { return rows_; }
  /// A message of DuckDB's with the objects' addresses in place of the spool's files.
  std::string with_urls(std::string message) const;

 private:
  /// Objects of the same columns: DuckDB reads them as one.
  struct Group {
    std::vector<ParquetColumn> columns;
    std::vector<std::size_t> objects;
  };

  struct BadWhen {
    std::size_t column;
    std::string is_bad;
  };

  void link_into_spool();
  void read_schemas();
  void count_rows();
  std::string file(std::size_t object) const;
  std::string file_list(const std::vector<std::size_t>& objects) const;
  std::size_t object_of(const std::string& file) const;
  std::string scan(const Group& group, const std::string& more = "") const;
  std::vector<BadWhen> bad_whens(const Group& group) const;
  std::string select(const Group& group, bool numbered) const;
  LoadReject reject(std::size_t object, std::size_t column, int code, std::string reason) const;
  LoadReject reject_count(std::size_t object, std::string_view where, std::int64_t count) const;
  LoadReject reject_value(const Group& group, std::size_t column, const Row& found) const;

  const sql::CopyStatement& copy_;
  const CopyContext& context_;
  const std::vector<load::LoadColumn>& columns_;
  const std::vector<load::LoadObject>& objects_;
  SpoolFolder folder_;
  std::vector<std::size_t> read_;  ///< the objects that are read
  std::vector<Group> groups_;
  std::vector<std::int64_t> rows_;
  std::vector<std::int64_t> rows_in_groups_;  ///< the same, as the row groups say
};

}  // namespace darties
