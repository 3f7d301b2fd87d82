#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties {

/// Remembers which text columns ever stored a value that ends in a blank: only those have to be compared without their
/// trailing blanks. Once remembered, a column stays so. Every method runs in the transaction that is open on the
/// connection.
class StoredBlanks {
 public:
  explicit StoredBlanks(duckdb_connection connection) : connection_(connection) {}

  /// A value that ends in a blank is about to be stored, somewhere. Any thread.
  static void note() noexcept;
  /// How many were noted in this process: more than before a statement means that the statement may have been one.
  static std::uint64_t noted() noexcept;

  std::set<std::string> of(std::int64_t table_id) const;
  bool any() const;
  void remember(std::int64_t table_id, const std::vector<std::string>& columns) const;
  void rename(std::int64_t table_id, const std::string& from, const std::string& to) const;

  /// Those of `columns` whose rows hold such a value now. `table` is DuckDB's name.
  std::vector<std::string> find(const std::string& table,
                                const std::vector<std::string>& columns) const;

 private:
  duckdb_connection connection_;
};

}  // namespace darties
