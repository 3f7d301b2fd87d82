#include "warehouse/engines/embedded/copy_runner.h"

namespace darties {

UnloadOutcome run_unload(const sql::UnloadStatement& unload, const UnloadContext&) {
  throw Error(ErrorKind::kInvalid, "UNLOAD is not there yet: {}", unload.destination);
}

}  // namespace darties
