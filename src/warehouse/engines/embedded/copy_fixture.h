#pragma once

#include <duckdb.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/text.h"
#include "lake/lake.h"
#include "sql/parse.h"
#include "sql/statement.h"
#include "warehouse/engines/embedded/copy_runner.h"
#include "warehouse/engines/embedded/duckdb_library.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/unload_parquet.h"
#include "warehouse/engines/embedded/unload_sink.h"

namespace darties {

/// A DuckDB database in memory and a bucket "test" in a temporary folder, for tests of COPY and UNLOAD.
class CopyFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    load_duckdb();
    folder_ =
        std::filesystem::temp_directory_path() /
        ("darties_copy_" + std::to_string(::getpid()) + "_" +
         replace_all(::testing::UnitTest::GetInstance()->current_test_info()->name(), "/", "_"));
    std::filesystem::create_directories(folder_ / "bucket");
    lake_ = std::make_unique<Lake>(
        std::map<std::string, std::filesystem::path>{{"test", folder_ / "bucket"}});
    ASSERT_EQ(duckdb_open(nullptr, &database_), DuckDBSuccess);
    ASSERT_EQ(duckdb_connect(database_, &connection_), DuckDBSuccess);
    sql("SET preserve_insertion_order = false");
    register_loader(connection_);
    register_unloader(connection_);
    register_partition_text(connection_);
    sql("CREATE SCHEMA public");
    sql("CREATE SCHEMA darties_internal");
    ASSERT_EQ(duckdb_query(connection_, load_diagnostics_schema().c_str(), nullptr), DuckDBSuccess);
  }

  void TearDown() override {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
    lake_.reset();
    std::filesystem::remove_all(folder_);
  }

  void sql(const std::string& text) {
    const auto failed = duck::run(connection_, text);
    ASSERT_FALSE(failed) << text << ": " << failed->message;
  }

  /// Makes public.t of "name type [not null]" columns.
  TableShape table(const std::vector<std::string>& columns, const std::string& name = "t") {
    TableShape shape;
    shape.name = {"public", name};
    shape.table_id = 100123;
    std::string definitions;
    for (const auto& text : columns) {
      auto column = column_of(text);
      definitions += (definitions.empty() ? "" : ", ") + duck::identifier(column.name) + " " +
                     sql::duckdb_type(column.type) + (column.not_null ? " NOT NULL" : "");
      shape.columns.push_back(std::move(column));
    }
    sql("CREATE TABLE public." + duck::identifier(name) + " (" + definitions + ")");
    return shape;
  }

  static ColumnShape column_of(std::string text) {
    ColumnShape column;
    if (text.ends_with(" not null")) {
      column.not_null = true;
      text.resize(text.size() - 9);
    }
    const auto blank = text.find(' ');
    column.name = text.substr(0, blank);
    column.type = sql::parse_type(text.substr(blank + 1));
    return column;
  }

  void put(const std::string& key, const std::string& bytes) {
    lake_->bucket("test").write(key, bytes);
  }

  /// Runs a COPY in a transaction of its own.
  LoadOutcome copy(const TableShape& shape, const std::string& statement, int threads = 1) {
    const auto statements = sql::split(statement);
    const auto parsed = sql::parse(statements.at(0));
    CopyContext context{.connection = connection_, .table = shape, .lake = *lake_};
    context.threads = threads;
    context.query_id = 7;
    context.session_id = 3;
    context.spool = folder_ / "spool";
    context.ask_aside = [this](const std::string& text) {
      duckdb_connection other = nullptr;
      duckdb_connect(database_, &other);
      const duck::Connection aside(other);
      return duck::rows(other, text);
    };
    sql("BEGIN");
    auto outcome = run_copy(std::get<sql::CopyStatement>(parsed), context);
    sql(outcome.error ? "ROLLBACK" : "COMMIT");
    return outcome;
  }

  /// The rows of a query, columns joined by '|', NULL as '~'.
  std::vector<std::string> rows(const std::string& query) {
    std::vector<std::string> found;
    for (const auto& row : duck::rows(connection_, query)) {
      std::string line;
      for (const auto& value : row) line += (&value == row.data() ? "" : "|") + value.value_or("~");
      found.push_back(line);
    }
    return found;
  }

  UnloadOutcome unload(const std::string& statement) {
    const auto parsed = sql::parse(sql::split(statement).at(0));
    const auto& unload = std::get<sql::UnloadStatement>(parsed);
    return run_unload(unload, {.connection = connection_,
                               .lake = *lake_,
                               .query = unload.query,
                               .spool = folder_ / "spool"});
  }

  std::filesystem::path folder_;
  std::unique_ptr<Lake> lake_;
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

}  // namespace darties
