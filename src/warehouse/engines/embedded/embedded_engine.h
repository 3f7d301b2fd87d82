#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include "base/clock.h"
#include "lake/lake.h"
#include "warehouse/engine.h"

namespace darties {

/// How to open the warehouse inside this process.
struct EmbeddedOptions {
  std::filesystem::path
      warehouse;  ///< the database file; made, with its folder, when it is not there
  /// How long to wait for another process that has the warehouse open.
  std::chrono::milliseconds lock_timeout{10'000};
  std::string
      memory_limit;  ///< "512MB", "2GB"; empty: a quarter of the machine's memory, 256 MB at most
  int threads = 0;   ///< 0: one for each core
  std::filesystem::path
      spool;            ///< large temporary files; empty: the folder `spool` beside the warehouse
  std::string command;  ///< what others read when they wait for us: "darties run sparkify"
  std::stop_token stop = {};  ///< ends waiting for another process
};

/// Opens a warehouse that DuckDB keeps in one file, and speaks Redshift SQL to it.
///
///     auto engine = open_embedded_engine({.warehouse = "w.duckdb"}, lake, system_clock());
///     auto session = engine->connect();
///     session->execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (1)");
///
/// One process at a time: a lock file beside the warehouse (`warehouse.lock`) is held as long as
/// the engine lives. The lake and the clock must outlive the engine, the engine its sessions.
/// Errors:  kUnavailable when another process keeps the lock, naming it; kInvalid for a file that
///          is no warehouse, or one that a newer darties wrote; kDenied when the file cannot be
///          read or written.
std::unique_ptr<Engine> open_embedded_engine(EmbeddedOptions options, Lake& lake, Clock& clock);

}  // namespace darties
