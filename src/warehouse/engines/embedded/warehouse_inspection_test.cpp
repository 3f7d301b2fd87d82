#include "warehouse/engines/embedded/warehouse_inspection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/files.h"
#include "fakes/temporary_folder.h"
#include "warehouse/engines/embedded/duckdb_library.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/warehouse_file.h"

namespace darties {
namespace {

using testing::HasSubstr;

class WarehouseInspection : public testing::Test {
 protected:
  /// Runs `work` on a DuckDB of its own, which is closed afterwards.
  template <class Work>
  static void with_duckdb(const Work& work) {
    load_duckdb();
    duckdb_database opened = nullptr;
    ASSERT_EQ(duckdb_open(nullptr, &opened), DuckDBSuccess);
    const duck::Database database(opened);
    duckdb_connection connected = nullptr;
    ASSERT_EQ(duckdb_connect(opened, &connected), DuckDBSuccess);
    const duck::Connection connection(connected);
    duck::run_or_throw(connected, "SET errors_as_json = true");
    work(connected);
  }

  std::string fault() const {
    try {
      inspect_warehouse(file_);
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "warehouse.duckdb";
};

TEST_F(WarehouseInspection, FindsNothingInAWholeOneAndLeavesItAsItIs) {
  with_duckdb([&](duckdb_connection connection) {
    attach_warehouse(connection, file_);
    duck::run_or_throw(connection, "CREATE TABLE dev.public.t AS SELECT * FROM range(100000)");
  });
  const std::string before = read_file(file_);
  EXPECT_EQ(fault(), "none");
  EXPECT_EQ(read_file(file_), before);
}

TEST_F(WarehouseInspection, TellsAFormatThatIsNewer) {
  const WarehouseFormat newer{.version = current_format().version + 1, .migrations = {}};
  with_duckdb([&](duckdb_connection connection) { attach_warehouse(connection, file_, newer); });
  EXPECT_THAT(fault(), HasSubstr(std::to_string(newer.version) + ", this darties knows up to"));
}

TEST_F(WarehouseInspection, TellsADatabaseThatIsNoWarehouse) {
  with_duckdb([&](duckdb_connection connection) {
    duck::run_or_throw(connection, "ATTACH " + duck::literal(file_.string()) + " AS other");
    duck::run_or_throw(connection, "CREATE TABLE other.t AS SELECT 1");
    duck::run_or_throw(connection, "DETACH other");
  });
  EXPECT_THAT(fault(), HasSubstr("is a DuckDB database, but no warehouse of darties"));
}

}  // namespace
}  // namespace darties
