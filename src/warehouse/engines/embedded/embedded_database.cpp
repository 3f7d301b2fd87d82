#include "warehouse/engines/embedded/embedded_database.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "base/error.h"
#include "warehouse/engines/embedded/duckdb_library.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/log_function.h"
#include "warehouse/engines/embedded/spool_folder.h"
#include "warehouse/engines/embedded/warehouse_file.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMegabyte = 1'000'000;
constexpr std::uint64_t kDefaultMemory = 256 * kMegabyte;

// A quarter of the machine, but no more than a whole sparkify job needs; the rest spills.
std::string default_memory_limit() {
  const auto pages = static_cast<std::uint64_t>(std::max(sysconf(_SC_PHYS_PAGES), 1L));
  const auto page_bytes = static_cast<std::uint64_t>(std::max(sysconf(_SC_PAGESIZE), 1L));
  return fmt::format("{}MB", std::min(pages * page_bytes / 4, kDefaultMemory) / kMegabyte);
}

int thread_count(const EmbeddedOptions& options) {
  if (options.threads > 0) return options.threads;
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

void set(duckdb_config config, const char* name, const std::string& value) {
  if (duckdb_set_config(config, name, value.c_str()) == DuckDBSuccess) return;
  throw Error(ErrorKind::kInvalid, "DuckDB does not take {} = '{}'; see the target in darties.yml",
              name, value);
}

duck::Config configuration(const EmbeddedOptions& options, const fs::path& spill_folder) {
  duckdb_config raw = nullptr;
  duckdb_create_config(&raw);
  duck::Config config(raw);
  set(raw, "threads", fmt::to_string(thread_count(options)));
  set(raw, "memory_limit",
      options.memory_limit.empty() ? default_memory_limit() : options.memory_limit);
  set(raw, "temp_directory", spill_folder.string());
  set(raw, "preserve_insertion_order", "false");
  set(raw, "default_null_order", "nulls_last_on_asc_first_on_desc");
  set(raw, "autoinstall_known_extensions", "false");
  set(raw, "autoload_known_extensions", "false");
  return config;
}

duck::Database open(const EmbeddedOptions& options, const fs::path& spill_folder) {
  const duck::Config config = configuration(options, spill_folder);
  duckdb_database database = nullptr;
  char* message = nullptr;
  const auto state = duckdb_open_ext(nullptr, &database, config.get(), &message);
  const duck::Text text(message);
  if (state == DuckDBSuccess) return duck::Database(database);
  throw Error(ErrorKind::kInvalid, "DuckDB does not start: {}",
              text ? text.get() : "it gave no reason");
}

duck::Connection plain_connection(duckdb_database database) {
  duckdb_connection connection = nullptr;
  if (duckdb_connect(database, &connection) == DuckDBSuccess) return duck::Connection(connection);
  throw Error(ErrorKind::kUnavailable, "DuckDB does not open another connection");
}

// Nothing that a statement says may reach the file system, apart from the spool.
void close_file_system(duckdb_connection connection, const fs::path& spool) {
  duck::run_or_throw(connection,
                     fmt::format("SET allowed_directories = [{}]", duck::literal(spool.string())));
  duck::run_or_throw(connection, "SET enable_external_access = false");
}

}  // namespace

EmbeddedDatabase::EmbeddedDatabase(const EmbeddedOptions& options) : spool_(options.spool) {
  load_duckdb();
  database_ = open(options, spool_.spill_folder());
  const duck::Connection connection = plain_connection(database_.get());
  duck::run_or_throw(connection.get(), "SET errors_as_json = true");
  duck::run_or_throw(connection.get(), "SET GLOBAL TimeZone = 'UTC'");
  register_functions(connection.get());
  sessions_.register_functions(connection.get());
  register_log(connection.get(), database_.get());
  attach_warehouse(connection.get(), options.warehouse);
  close_file_system(connection.get(), spool_.path());
}

duck::Connection EmbeddedDatabase::connect() const {
  duck::Connection connection = plain_connection(database_.get());
  duck::run_or_throw(connection.get(), "SET errors_as_json = true");
  // What the parser lets pass (sql/syntax/limits.h), with the levels that the translation adds.
  duck::run_or_throw(connection.get(), "SET max_expression_depth = 2000");
  duck::run_or_throw(connection.get(), fmt::format("USE {}.{}", kDatabaseName, kUserSchema));
  return connection;
}

}  // namespace darties
