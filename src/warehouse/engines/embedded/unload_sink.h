#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <string>

#include "base/mutex.h"
#include "warehouse/engines/embedded/copy_runner.h"
#include "warehouse/engines/embedded/duckdb_handles.h"
#include "warehouse/load/unload_format.h"
#include "warehouse/load/unload_slice.h"

namespace darties {

/// Where the rows of an UNLOAD become lines and go into objects.
///
/// DuckDB's threads bring rows side by side: each call takes a free desk, formats into the desk's buffer, and writes the
/// buffer to the desk's slice when it is full. Few rows need one desk only, so that small results are one object.
/// Memory: one buffer of 256 KB a desk, whatever the result.
class UnloadSink {
 public:
  /// `slices`: writers of objects, which the desks share.
  UnloadSink(const sql::UnloadStatement& unload, const UnloadContext& context,
             const load::UnloadShape& shape, load::UnloadTarget& target, std::size_t slices);

  /// Takes the rows of a chunk, whose columns from `first_column` on are the query's. Any thread.
  void take(duckdb_data_chunk chunk, std::size_t first_column);
  /// Writes what waits and hands all objects to the target.
  void finish();

  std::int64_t rows() const { return rows_; }

 private:
  struct Slice {
    explicit Slice(load::UnloadSlice&& to) : writer(std::move(to)) {}
    Mutex mutex;
    load::UnloadSlice writer GUARDED_BY(mutex);
  };
  struct Desk {
    Slice* slice = nullptr;
    bool is_taken = false;
    std::string lines;
    std::int64_t waiting_rows = 0;
    std::string partition;  // of the waiting rows
    std::string row_partition;
    std::string scratch;
  };
  class Seat;

  Desk& add_desk() REQUIRES(mutex_);
  void format(duckdb_data_chunk chunk, std::size_t first_column, Desk& desk);
  void flush(Desk& desk);
  void report(std::int64_t bytes);

  const sql::UnloadStatement& unload_;
  const UnloadContext& context_;
  const load::UnloadShape& shape_;
  load::UnloadFormat format_;
  std::deque<Slice> slices_;
  Mutex mutex_;                                // also for Desk::is_taken
  std::deque<Desk> desks_ GUARDED_BY(mutex_);  // as many as there were threads at the same time
  std::atomic<std::int64_t> rows_{0};
  std::atomic<std::int64_t> bytes_{0};
};

/// Lets DuckDB's threads bring rows to a sink while it lives.
///
///     const RunningUnload running(sink);
///     duck::run(connection, "SELECT " + running.call("c0, c1") + " FROM …");
///     running.rethrow();
class RunningUnload {
 public:
  explicit RunningUnload(UnloadSink& sink);
  ~RunningUnload();
  RunningUnload(const RunningUnload&) = delete;
  RunningUnload& operator=(const RunningUnload&) = delete;

  /// "sum(darties_unload(7, c0, c1))"
  std::string call(const std::string& columns) const;
  /// Throws what the sink threw on one of DuckDB's threads.
  void rethrow() const;

 private:
  std::int64_t id_;
};

/// Makes the function that brings rows. Once for each DuckDB instance.
void register_unloader(_duckdb_connection* connection);

}  // namespace darties
