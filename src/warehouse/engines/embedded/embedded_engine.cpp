#include "warehouse/engines/embedded/embedded_engine.h"

namespace darties {

std::unique_ptr<Engine> open_embedded_engine(EmbeddedOptions, Lake&, Clock&) {
  throw Error(ErrorKind::kBug, "the embedded engine is not there yet");
}

}  // namespace darties
