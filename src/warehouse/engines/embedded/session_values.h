#pragma once

#include <cstdint>
#include <map>

#include "base/mutex.h"
#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties {

/// What a session answers about itself: pg_last_copy_id() and its kin. -1: nothing of that kind ran yet.
struct SessionValues {
  std::int64_t backend_pid = 0;
  std::int64_t last_query_id = -1;
  std::int64_t last_copy_id = -1;
  std::int64_t last_copy_count = 0;
  std::int64_t last_unload_id = -1;
  std::int64_t last_unload_count = 0;
};

/// Leads DuckDB's functions, which know only a connection, to the values of the session on it.
/// Threads: every method may be called from any thread.
class SessionRegistry {
 public:
  void set(duckdb_connection connection, const SessionValues& values);
  void forget(duckdb_connection connection);
  SessionValues find(std::uint64_t connection_id) const;

  /// Registers pg_backend_pid(), pg_last_copy_id() and so on. The registry must outlive the DuckDB instance.
  void register_functions(duckdb_connection connection);

 private:
  mutable Mutex mutex_;
  std::map<std::uint64_t, SessionValues> values_ GUARDED_BY(mutex_);
};

}  // namespace darties
