#pragma once

#include <filesystem>
#include <string>

#include "warehouse/engines/embedded/duckdb_handles.h"
#include "warehouse/engines/embedded/embedded_engine.h"
#include "warehouse/engines/embedded/session_values.h"

namespace darties {

/// The one DuckDB instance of a warehouse: opened, its file attached as `dev`, darties' functions registered, and then
/// closed to the file system but for the spool.
///
/// Threads: connect() may be called from any thread.
class EmbeddedDatabase {
 public:
  /// The caller holds the warehouse's lock.
  explicit EmbeddedDatabase(const EmbeddedOptions& options);

  /// A connection as every user of DuckDB here needs it: in schema dev.public.
  duck::Connection connect() const;

  SessionRegistry& sessions() { return sessions_; }

 private:
  SessionRegistry sessions_;  // before the database, whose functions ask it
  duck::Database database_;
};

/// Where the warehouse keeps what is too large for memory.
std::filesystem::path spool_of(const EmbeddedOptions& options);

}  // namespace darties
