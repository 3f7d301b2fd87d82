#include "warehouse/engines/embedded/process_lock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <thread>

#include "base/error.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// Another process that holds the lock until it is killed.
class OtherOwner {
 public:
  explicit OtherOwner(const std::filesystem::path& file) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("pipe");
    child_ = fork();
    if (child_ == 0) {
      const ProcessLock lock(file, 0ms, "darties run sparkify", system_clock());
      if (write(ends[1], "x", 1) != 1) _exit(1);
      pause();
      _exit(0);
    }
    close(ends[1]);
    char byte = 0;
    const bool holds = read(ends[0], &byte, 1) == 1;
    close(ends[0]);
    if (!holds) throw std::runtime_error("the other process did not get the lock");
  }
  ~OtherOwner() { kill_now(); }

  void kill_now() {
    if (child_ <= 0) return;
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
    child_ = -1;
  }

 private:
  pid_t child_ = -1;
};

TEST(ProcessLock, NamesTheCommandThatHoldsTheLockWhenTimeIsOver) {
  const TemporaryFolder folder;
  const OtherOwner other(folder / "warehouse.lock");
  try {
    const ProcessLock lock(folder / "warehouse.lock", 30ms, "darties sql", system_clock());
    FAIL() << "two processes have the lock";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUnavailable);
    EXPECT_THAT(error.message(), HasSubstr("darties run sparkify"));
    EXPECT_THAT(error.message(), HasSubstr("--lock-timeout"));
  }
}

TEST(ProcessLock, IsFreeAgainWhenItsOwnerIsKilled) {
  const TemporaryFolder folder;
  OtherOwner other(folder / "warehouse.lock");
  other.kill_now();
  EXPECT_NO_THROW(ProcessLock(folder / "warehouse.lock", 0ms, "darties sql", system_clock()));
}

TEST(ProcessLock, WaitsForAnOwnerThatEnds) {
  const TemporaryFolder folder;
  OtherOwner other(folder / "warehouse.lock");
  const std::jthread ending([&other] {
    std::this_thread::sleep_for(50ms);
    other.kill_now();
  });
  EXPECT_NO_THROW(ProcessLock(folder / "warehouse.lock", 10s, "darties sql", system_clock()));
}

TEST(ProcessLock, IgnoresWhatAnEarlierOwnerWrote) {
  const TemporaryFolder folder;
  folder.put("warehouse.lock",
             "process 1: something long gone, of more bytes than the line that replaces it\n");
  const ProcessLock lock(folder / "warehouse.lock", 0ms, "darties sql", system_clock());
  std::ifstream stream(folder / "warehouse.lock");
  std::string line;
  std::getline(stream, line);
  EXPECT_EQ(line, "process " + std::to_string(getpid()) + ": darties sql");
}

}  // namespace
}  // namespace darties
