#include "warehouse/engines/registry.h"

#include "base/error.h"
#include "warehouse/engines/embedded/embedded_engine.h"

namespace darties {

std::unique_ptr<Engine> open_warehouse(const Target& target, Lake& lake, Clock& clock) {
  if (target.engine == "embedded") {
    return open_embedded_engine({.warehouse = target.warehouse,
                                 .lock_timeout = target.lock_timeout,
                                 .memory_limit = target.memory_limit,
                                 .threads = target.threads,
                                 .command = target.command,
                                 .stop = target.stop},
                                lake, clock);
  }
  throw Error(ErrorKind::kInvalid, "no engine is called '{}'; this darties has: embedded",
              target.engine);
}

}  // namespace darties
