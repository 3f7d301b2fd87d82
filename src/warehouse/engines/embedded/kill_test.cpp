#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fakes/temporary_folder.h"
#include "warehouse/engines/embedded/embedded_engine.h"

namespace darties {
namespace {

using testing::ElementsAre;

std::unique_ptr<Engine> open(const TemporaryFolder& folder, Lake& lake) {
  return open_embedded_engine({.warehouse = folder / "warehouse.duckdb"}, lake, system_clock());
}

// Replaces all rows by those of the next generation, for ever.
[[noreturn]] void replace_rows_for_ever(const TemporaryFolder& folder) {
  Lake lake({});
  const auto engine = open(folder, lake);
  const auto session = engine->connect();
  for (;;) {
    session->execute("BEGIN; DELETE FROM t");
    session->execute_internal(
        "INSERT INTO dev.public.t SELECT (SELECT max(generation) + 1 FROM dev.public.last), "
        "md5(i::VARCHAR) "
        "FROM range(20000) AS r(i)");
    session->execute("UPDATE last SET generation = generation + 1; COMMIT");
  }
}

// Whenever the writer is killed, readers find all rows of one generation, and the one that was counted with them.
TEST(Kill, LeavesTheOldRowsOrTheNewOnes) {
  const TemporaryFolder folder;
  Lake lake({});
  open(folder, lake)
      ->connect()
      ->execute(
          "CREATE TABLE t (generation INT, text VARCHAR(32)); CREATE TABLE last (generation INT); "
          "INSERT INTO last VALUES (0)");
  for (int round = 0; round < 5; ++round) {
    const pid_t child = fork();
    if (child == 0) replace_rows_for_ever(folder);
    usleep(static_cast<useconds_t>(120'000 + round * 23'000));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    const auto engine = open(folder, lake);
    const Result found = engine->connect()->execute(
        "SELECT COUNT(*) IN (0, 20000), COUNT(DISTINCT generation) IN (0, 1), "
        "COALESCE(MAX(generation), 0) = (SELECT MAX(generation) FROM last) FROM t");
    ASSERT_THAT(found.rows, ElementsAre(Row{"t", "t", "t"})) << "in round " << round;
  }
}

}  // namespace
}  // namespace darties
