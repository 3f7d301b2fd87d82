#include "warehouse/engines/embedded/embedded_engine.h"

#include <fmt/format.h>

#include "base/own_files.h"
#include "warehouse/engines/embedded/embedded_database.h"
#include "warehouse/engines/embedded/embedded_session.h"
#include "warehouse/engines/embedded/process_lock.h"
#include "warehouse/engines/embedded/warehouse_place.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

// Makes the options whole: absolute paths, folders that exist, links to the warehouse followed. The spool stays where the
// project has it.
EmbeddedOptions prepared(EmbeddedOptions options) {
  const fs::path said = fs::absolute(options.warehouse).lexically_normal();
  make_own_folder(said.parent_path());
  if (options.spool.empty()) options.spool = said.parent_path() / "spool";
  options.spool = fs::absolute(options.spool).lexically_normal();
  options.warehouse = find_warehouse(said).file;
  return options;
}

ProcessLock take_lock(const EmbeddedOptions& options, Clock& clock) {
  return ProcessLock(find_warehouse(options.warehouse).lock, options.lock_timeout, options.command,
                     clock, options.stop);
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
                .spool = database_.spool()} {}

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
