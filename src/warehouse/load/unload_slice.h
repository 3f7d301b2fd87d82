#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sql/copy_statement.h"
#include "warehouse/load/compress.h"
#include "warehouse/load/unload_target.h"

namespace darties::load {

/// One writer of an UNLOAD's lines: opens objects, compresses, begins a new object where MAXFILESIZE would be passed or the
/// partition changes.
///
///     UnloadSlice slice(unload, target, header, 0);
///     slice.write("country=fr/", lines, rows);
///     slice.finish();
///
/// Threads: one at a time. Rows of one partition must come together: a partition that comes back would take the same names.
class UnloadSlice {
 public:
  /// `header` begins each object.
  UnloadSlice(const sql::UnloadStatement& unload, UnloadTarget& target, std::string header,
              std::size_t number);

  /// Adds whole lines that hold `rows` rows.
  void write(std::string_view partition, std::string_view lines, std::int64_t rows);
  /// Opens an object even when no row came.
  void open_empty();
  /// Hands what is open to the target. Call once, at the end.
  void finish();

 private:
  void open();
  void close();
  void put(std::string_view bytes, bool last);

  const sql::UnloadStatement& unload_;
  UnloadTarget& target_;
  std::string header_;
  PartName next_;
  std::optional<UnloadTarget::Part> part_;
  std::unique_ptr<Compressor> compressor_;
};

}  // namespace darties::load
