#include "warehouse/engines/embedded/warehouse_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "base/files.h"
#include "fakes/temporary_folder.h"
#include "warehouse/engines/embedded/duckdb_library.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/internal_schema.h"

namespace darties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A DuckDB of its own, for a test that opens a warehouse's file.
struct Duck {
  Duck() {
    load_duckdb();
    duckdb_database opened = nullptr;
    if (duckdb_open(nullptr, &opened) != DuckDBSuccess) throw std::runtime_error("duckdb_open");
    database.reset(opened);
    duckdb_connection connected = nullptr;
    duckdb_connect(opened, &connected);
    connection.reset(connected);
    duck::run_or_throw(connected, "SET errors_as_json = true");
  }
  std::vector<Row> rows(const std::string& sql) { return duck::rows(connection.get(), sql); }

  duck::Database database;
  duck::Connection connection;
};

/// Opens the file and returns the Error that must come.
Error error_of(const std::filesystem::path& file,
               const WarehouseFormat& format = current_format()) {
  try {
    Duck duck;
    attach_warehouse(duck.connection.get(), file, format);
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorKind::kBug, "no error came");
}

TEST(WarehouseFile, IsMadeWhenItIsNotThere) {
  const TemporaryFolder folder;
  Duck duck;
  attach_warehouse(duck.connection.get(), folder / "warehouse.duckdb");
  EXPECT_THAT(duck.rows("SELECT format_version FROM dev.darties_internal.format"),
              ElementsAre(Row{std::to_string(kFormatVersion)}));
}

TEST(WarehouseFile, RefusesAFileThatIsNoDatabase) {
  const TemporaryFolder folder;
  folder.put("warehouse.duckdb", "this is a shopping list, not a database");
  const Error error = error_of(folder / "warehouse.duckdb");
  EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
  EXPECT_THAT(error.message(), HasSubstr("is not a warehouse"));
  EXPECT_EQ(read_file(folder / "warehouse.duckdb"), "this is a shopping list, not a database");
}

TEST(WarehouseFile, RefusesAnEmptyFile) {
  const TemporaryFolder folder;
  folder.put("warehouse.duckdb", "");
  EXPECT_THAT(error_of(folder / "warehouse.duckdb").message(), HasSubstr("is not a warehouse"));
}

TEST(WarehouseFile, RefusesADatabaseThatIsNotOurs) {
  const TemporaryFolder folder;
  Duck().rows("ATTACH '" + (folder / "warehouse.duckdb").string() + "' AS other; ");
  const Error error = error_of(folder / "warehouse.duckdb");
  EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
  EXPECT_THAT(error.message(), HasSubstr("no warehouse of darties"));
}

TEST(WarehouseFile, RefusesAFormatOfTheFuture) {
  const TemporaryFolder folder;
  {
    Duck duck;
    attach_warehouse(duck.connection.get(), folder / "warehouse.duckdb",
                     {.version = 99, .migrations = {}});
  }
  const Error error = error_of(folder / "warehouse.duckdb");
  EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
  EXPECT_THAT(error.message(), HasSubstr("has format 99"));
  EXPECT_THAT(error.message(), HasSubstr("update darties"));
}

TEST(WarehouseFile, MigratesAnOlderFormatAndKeepsACopy) {
  const TemporaryFolder folder;
  const auto file = folder / "warehouse.duckdb";
  {
    Duck duck;
    attach_warehouse(duck.connection.get(), file, {.version = 1, .migrations = {}});
    duck.rows("CREATE TABLE dev.public.t AS SELECT 7 AS a");
  }
  const WarehouseFormat newer{
      .version = 3,
      .migrations = {{.from = 1, .statements = {"ALTER TABLE public.t ADD COLUMN b INTEGER"}},
                     {.from = 2, .statements = {"UPDATE public.t SET b = 8"}}}};
  {
    Duck duck;
    attach_warehouse(duck.connection.get(), file, newer);
    EXPECT_THAT(duck.rows("SELECT * FROM dev.public.t"), ElementsAre(Row{"7", "8"}));
    EXPECT_THAT(duck.rows("SELECT format_version FROM dev.darties_internal.format"),
                ElementsAre(Row{"3"}));
  }
  Duck duck;
  attach_warehouse(duck.connection.get(), folder / "warehouse.duckdb.format-1",
                   {.version = 1, .migrations = {}});
  EXPECT_THAT(duck.rows("SELECT * FROM dev.public.t"), ElementsAre(Row{"7"}));
}

// What format 1 had of the tables that format 2 changes.
constexpr const char* kFormat1[] = {
    "DROP TABLE dev.darties_internal.blank_columns",
    "DROP TABLE dev.darties_internal.loaded_rows",
    "DROP TABLE dev.darties_internal.schemas",
    "DROP TABLE dev.darties_internal.principals",
    "DROP TABLE dev.darties_internal.memberships",
    "DROP TABLE dev.darties_internal.privileges",
    "ALTER TABLE dev.darties_internal.tables DROP COLUMN owner",
    "ALTER TABLE dev.darties_internal.tables DROP COLUMN encode_auto",
    "ALTER TABLE dev.darties_internal.views DROP COLUMN owner",
    "ALTER TABLE dev.darties_internal.views DROP COLUMN auto_refresh",
    "ALTER TABLE dev.darties_internal.views DROP COLUMN qualified_query"};

TEST(WarehouseFile, MigratesFormat1ToWhatANewWarehouseHas) {
  constexpr const char* kColumns =
      "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = "
      "'darties_internal' ORDER BY ALL";
  const TemporaryFolder folder;
  std::vector<Row> made;
  {
    Duck duck;
    attach_warehouse(duck.connection.get(), folder / "warehouse.duckdb",
                     {.version = 1, .migrations = {}});
    made = duck.rows(kColumns);
    for (const char* statement : kFormat1) duck.rows(statement);
  }
  Duck duck;
  attach_warehouse(duck.connection.get(), folder / "warehouse.duckdb");
  EXPECT_EQ(duck.rows(kColumns), made);
  EXPECT_TRUE(std::filesystem::exists(folder / "warehouse.duckdb.format-1"));
}

// Format 2 made the table when it was first needed.
TEST(WarehouseFile, MigratesFormat2WithAndWithoutItsBlankColumns) {
  for (const bool had_it : {false, true}) {
    const TemporaryFolder folder;
    {
      Duck duck;
      attach_warehouse(duck.connection.get(), folder / "warehouse.duckdb",
                       {.version = 2, .migrations = {}});
      duck.rows("DROP TABLE dev.darties_internal.loaded_rows");
      if (had_it) {
        duck.rows("INSERT INTO dev.darties_internal.blank_columns VALUES (7, 'name')");
      } else {
        duck.rows("DROP TABLE dev.darties_internal.blank_columns");
      }
    }
    Duck duck;
    attach_warehouse(duck.connection.get(), folder / "warehouse.duckdb");
    EXPECT_EQ(duck.rows("SELECT * FROM dev.darties_internal.blank_columns").size(), had_it ? 1 : 0);
  }
}

TEST(WarehouseFile, IsReadByItsOwnerOnly) {
  const TemporaryFolder folder;
  Duck duck;
  attach_warehouse(duck.connection.get(), folder / "warehouse.duckdb");
  EXPECT_EQ(std::filesystem::status(folder / "warehouse.duckdb").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(WarehouseFile, StaysAsItWasWhenAMigrationFails) {
  const TemporaryFolder folder;
  const auto file = folder / "warehouse.duckdb";
  {
    Duck duck;
    attach_warehouse(duck.connection.get(), file, {.version = 1, .migrations = {}});
  }
  const WarehouseFormat broken{.version = 2,
                               .migrations = {{.from = 1, .statements = {"SELECT nope"}}}};
  EXPECT_EQ(error_of(file, broken).kind(), ErrorKind::kNotFound);
  Duck duck;
  attach_warehouse(duck.connection.get(), file, {.version = 1, .migrations = {}});
}

// Kills the creation after ever longer times: whatever is left, the next opening works.
TEST(WarehouseFile, SurvivesAKillAtAnyMomentOfItsCreation) {
  for (int delay_ms = 0; delay_ms < 60; delay_ms += 4) {
    const TemporaryFolder folder;
    const pid_t child = fork();
    if (child == 0) {
      Duck duck;
      attach_warehouse(duck.connection.get(), folder / "warehouse.duckdb");
      pause();
    }
    usleep(static_cast<useconds_t>(20'000 + delay_ms * 1000));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    Duck duck;
    ASSERT_NO_THROW(attach_warehouse(duck.connection.get(), folder / "warehouse.duckdb"))
        << "killed after " << delay_ms << " ms";
    EXPECT_FALSE(std::filesystem::exists(folder / "warehouse.duckdb.creating"));
  }
}

}  // namespace
}  // namespace darties
