#pragma once

#include <filesystem>
#include <memory>

#include "base/clock.h"
#include "lake/lake.h"
#include "sql/lint/lint.h"
#include "warehouse/engine.h"

namespace darties::cli {

/// A warehouse in a folder of its own among the temporary ones, removed with it.
class ScratchWarehouse {
 public:
  explicit ScratchWarehouse(Clock& clock);
  ~ScratchWarehouse();
  ScratchWarehouse(const ScratchWarehouse&) = delete;
  ScratchWarehouse& operator=(const ScratchWarehouse&) = delete;

  /// Runs the statement of a finding that lint lets through. Where it fails, the finding is refused with the engine's own
  /// words. COPY and UNLOAD are left out: they need objects.
  void confirm(sql::Finding& finding);

 private:
  std::filesystem::path folder_;
  Lake lake_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Session> session_;
};

}  // namespace darties::cli
