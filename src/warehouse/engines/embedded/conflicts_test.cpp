// What darties keeps beside the user's tables never makes two transactions conflict that touch different tables.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <barrier>
#include <fstream>
#include <mutex>
#include <thread>

#include "fakes/temporary_folder.h"
#include "warehouse/engines/embedded/embedded_engine.h"

namespace darties {
namespace {

using testing::IsEmpty;

constexpr int kSessions = 16;

/// A new warehouse, and one object of two rows in a bucket.
class ConflictsTest : public testing::Test {
 protected:
  ConflictsTest() {
    std::filesystem::create_directories(folder_.path() / "bucket");
    std::ofstream(folder_.path() / "bucket" / "names.csv") << "1,one \n2,two\n";
  }

  /// Runs `work` in as many sessions at the same moment; returns what failed.
  std::vector<std::string> failures(const std::function<void(Session&, int)>& work) {
    std::barrier start(kSessions);
    std::mutex mutex;  // guards found
    std::vector<std::string> found;
    std::vector<std::jthread> threads;
    for (int number = 0; number < kSessions; ++number) {
      threads.emplace_back([&, number] {
        const auto session = engine_->connect();
        start.arrive_and_wait();
        try {
          work(*session, number);
        } catch (const Error& error) {
          const std::lock_guard lock(mutex);
          found.push_back(fmt::format("{}: {}", number, error.what()));
        }
      });
    }
    threads.clear();
    return found;
  }

  TemporaryFolder folder_;
  Lake lake_{{{"test", folder_.path() / "bucket"}}};
  std::unique_ptr<Engine> engine_ = open_embedded_engine(
      {.warehouse = folder_.path() / "warehouse.duckdb"}, lake_, system_clock());
};

// A transaction is never tried again, so each of these statements succeeds at its first try. {0} is the session's number.
constexpr const char* kTransactions[] = {
    "CREATE TABLE t{0} (id INT IDENTITY(1, 1) PRIMARY KEY, name VARCHAR(32) DEFAULT ' ') "
    "DISTKEY(id);"
    "INSERT INTO t{0} (name) VALUES ('blank '), ('none'), (DEFAULT)",

    "CREATE TABLE loaded{0} (id INT, name VARCHAR(32));"
    "COPY loaded{0} FROM 's3://test/names.csv' CSV;"
    "CREATE TABLE made{0} AS SELECT id, name || ' ' AS name FROM loaded{0};"
    "SELECT COUNT(*) FROM svv_tables; SELECT COUNT(*) FROM stl_load_commits;"
    "SELECT COUNT(*) FROM svv_table_info; SELECT COUNT(*) FROM pg_table_def",

    "CREATE VIEW v{0} AS SELECT id, name FROM t{0};"
    "CREATE OR REPLACE VIEW v{0} AS SELECT id FROM t{0};"
    "CREATE MATERIALIZED VIEW m{0} AS SELECT COUNT(*) AS n FROM t{0};"
    "CREATE TEMP TABLE own (name VARCHAR(8)); INSERT INTO own VALUES ('x ')",

    "CREATE USER u{0} PASSWORD DISABLE; CREATE GROUP g{0} WITH USER u{0};"
    "GRANT SELECT, INSERT ON t{0} TO GROUP g{0}; GRANT USAGE ON SCHEMA public TO GROUP everyone;"
    "GRANT SELECT ON t{0} TO PUBLIC; COMMENT ON TABLE t{0} IS 'of session {0}';"
    "COMMENT ON COLUMN t{0}.name IS 'a name'; REVOKE INSERT ON t{0} FROM GROUP g{0}",

    "ALTER TABLE t{0} ADD COLUMN extra VARCHAR(16) DEFAULT 'y ';"
    "ALTER TABLE loaded{0} RENAME COLUMN name TO title; ALTER TABLE made{0} RENAME TO kept{0};"
    "ALTER TABLE kept{0} OWNER TO u{0}; ALTER TABLE kept{0} ALTER DISTKEY id",

    "UPDATE t{0} SET name = 'changed ' WHERE id = 1; DELETE FROM t{0} WHERE name = 'none';"
    "DELETE FROM loaded{0}; INSERT INTO loaded{0} SELECT id, name || '  ' FROM t{0}",

    "DROP VIEW v{0}; DROP MATERIALIZED VIEW m{0}; DROP TABLE t{0}; DROP TABLE loaded{0} CASCADE;"
    "DROP TABLE kept{0}; DROP USER u{0}; DROP GROUP g{0}",
};

TEST_F(ConflictsTest, DoNotComeFromWhatIsKeptBesideTheTables) {
  const auto failed = failures([](Session& session, int number) {
    for (const char* statements : kTransactions) {
      session.execute("BEGIN");
      session.execute(fmt::format(fmt::runtime(statements), number));
      session.execute_internal(
          "INSERT INTO darties_internal.task_commits (run_id, task, committed_at) "
          "VALUES ('r', $1, now()::TIMESTAMP)",
          {std::to_string(number)});
      session.execute_internal("DELETE FROM darties_internal.load_ledger WHERE table_name = $1",
                               {std::to_string(number)});
      session.execute_internal(
          "INSERT INTO darties_internal.load_ledger (table_name, file, loaded_at) "
          "VALUES ($1, 'f', now()::TIMESTAMP)",
          {std::to_string(number)});
      session.execute("COMMIT");
    }
  });
  EXPECT_THAT(failed, IsEmpty());
}

TEST_F(ConflictsTest, DoNotComeFromStatementsThatCommitAlone) {
  const auto failed = failures([](Session& session, int number) {
    session.execute("CREATE SCHEMA IF NOT EXISTS staging AUTHORIZATION dev");
    session.execute(fmt::format("CREATE TABLE staging.t{0} (name VARCHAR(8))", number));
    for (int round = 0; round < 2; ++round) {
      session.execute(fmt::format(
          "INSERT INTO staging.t{0} VALUES ('a '); TRUNCATE staging.t{0}; ANALYZE staging.t{0};"
          "GRANT SELECT ON ALL TABLES IN SCHEMA staging TO PUBLIC",
          number));
    }
  });
  EXPECT_THAT(failed, IsEmpty());
}

}  // namespace
}  // namespace darties
