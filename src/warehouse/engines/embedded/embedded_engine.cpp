#include "warehouse/engines/embedded/embedded_engine.h"

#include <fmt/format.h>

#include "base/files.h"
#include "warehouse/engines/embedded/embedded_database.h"
#include "warehouse/engines/embedded/embedded_session.h"
#include "warehouse/engines/embedded/process_lock.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

// Makes the options whole: absolute paths, folders that exist.
EmbeddedOptions prepared(EmbeddedOptions options) {
  options.warehouse = fs::absolute(options.warehouse).lexically_normal();
  make_folders(options.warehouse.parent_path());
  if (!options.spool.empty()) options.spool = fs::absolute(options.spool).lexically_normal();
  return options;
}

ProcessLock take_lock(const EmbeddedOptions& options, Clock& clock) {
  const fs::path file = fs::path(options.warehouse).replace_extension(".lock");
  return ProcessLock(file, options.lock_timeout, options.command, clock, options.stop);
}

class EmbeddedEngine : public Engine {
 public:
  EmbeddedEngine(const EmbeddedOptions& options, Lake& lake, Clock& clock)
      : lock_(take_lock(options, clock)),
        database_(options),
        shared_{.lake = lake,
                .clock = clock,
                .connect = [this] { return database_.connect(); },
                .sessions = database_.sessions(),
                .spool = spool_of(options)} {}

  const Capabilities& capabilities() const override {
    static constexpr Capabilities kCapabilities{.copy_from_s3 = true};
    return kCapabilities;
  }

  std::unique_ptr<Session> connect() override {
    return std::make_unique<EmbeddedSession>(database_.connect(), shared_);
  }

 private:
  ProcessLock lock_;  // first: nothing touches the file before it, and it goes last
  EmbeddedDatabase database_;
  SharedState shared_;
};

}  // namespace

std::unique_ptr<Engine> open_embedded_engine(EmbeddedOptions options, Lake& lake, Clock& clock) {
  return std::make_unique<EmbeddedEngine>(prepared(std::move(options)), lake, clock);
}

}  // namespace darties
