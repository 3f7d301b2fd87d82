#pragma once

#include <filesystem>
#include <string>

#include "warehouse/engines/embedded/duckdb_handles.h"
#include "warehouse/engines/embedded/embedded_engine.h"
#include "warehouse/engines/embedded/session_values.h"
#include "warehouse/engines/embedded/spool_folder.h"

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
  /// Where this warehouse keeps what is too large for memory, as long as it is open.
  const std::filesystem::path& spool() const { return spool_.path(); }

 private:
  WarehouseSpool spool_;      // before the database, which spills into it
  SessionRegistry sessions_;  // before the database, whose functions ask it
  duck::Database database_;
};

}  // namespace darties
