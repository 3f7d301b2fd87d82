#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "fakes/temporary_folder.h"
#include "warehouse/engines/embedded/embedded_engine.h"

namespace darties {
namespace {

/// Runs `work` in a process whose files may not grow beyond `bytes`; a write beyond fails, as on a full disk.
template <class Work>
int exit_code_with_small_files(rlim_t bytes, Work work) {
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{.rlim_cur = bytes, .rlim_max = bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    _exit(work());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

constexpr int kWentWell = 100;

std::unique_ptr<Engine> open(const TemporaryFolder& folder, Lake& lake) {
  return open_embedded_engine({.warehouse = folder / "warehouse.duckdb"}, lake, system_clock());
}

TEST(DiskFull, FailsTheStatementAndKeepsWhatWasCommitted) {
  const TemporaryFolder folder;
  Lake lake({});
  open(folder, lake)
      ->connect()
      ->execute("CREATE TABLE t (a VARCHAR(32)); INSERT INTO t VALUES (1)");
  const int code = exit_code_with_small_files(6'000'000, [&] {
    try {
      open(folder, lake)
          ->connect()
          ->execute_internal(
              "INSERT INTO dev.public.t SELECT md5(i::VARCHAR) FROM range(1000000) AS r(i)");
      return kWentWell;
    } catch (const Error& error) {
      return exit_code(error.kind());
    }
  });
  EXPECT_EQ(code, exit_code(ErrorKind::kUnavailable));
  EXPECT_EQ(open(folder, lake)->connect()->execute("SELECT COUNT(*) FROM t").rows,
            (std::vector<Row>{{"1"}}));
}

TEST(DiskFull, LeavesNoHalfWarehouse) {
  const TemporaryFolder folder;
  Lake lake({});
  const int code = exit_code_with_small_files(20'000, [&] {
    try {
      open(folder, lake);
      return kWentWell;
    } catch (const Error& error) {
      return exit_code(error.kind());
    }
  });
  EXPECT_EQ(code, exit_code(ErrorKind::kUnavailable));
  EXPECT_NO_THROW(open(folder, lake)->connect()->execute("SELECT 1"));
}

}  // namespace
}  // namespace darties
