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

/// A target of darties.yml: which engine, and what it needs to open.
struct Target {
  std::string engine = "embedded";
  std::filesystem::path warehouse;  ///< embedded: the database file
  std::string memory_limit;         ///< embedded: empty for the default
  int threads = 0;                  ///< embedded: 0 for one each core
  std::chrono::milliseconds lock_timeout{10'000};
  std::string command;        ///< what is running, for those who wait: "darties run sparkify"
  std::stop_token stop = {};  ///< ends waiting for the lock
};

/// Opens the engine of this target. Throws kInvalid for an engine that is not known, naming those
/// that are.
std::unique_ptr<Engine> open_warehouse(const Target& target, Lake& lake, Clock& clock);

}  // namespace darties
