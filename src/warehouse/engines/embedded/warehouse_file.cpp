#include "warehouse/engines/embedded/warehouse_file.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fstream>

#include "base/error.h"
#include "base/files.h"
#include "base/own_files.h"
#include "warehouse/engines/embedded/copy_runner.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/internal_schema.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCreatingSuffix = ".creating";
/// Of the files that DuckDB writes beside its own.
constexpr std::array<std::string_view, 3> kLogSuffixes = {".wal", ".wal.checkpoint",
                                                          ".wal.recovery"};

fs::path with_suffix(const fs::path& file, std::string_view suffix) {
  return fs::path(file).concat(suffix);
}

// DuckDB would follow a link, and replay, cut or delete what it leads to.
void refuse_links(const fs::path& file) {
  check_own_file(file, "the warehouse");
  for (const std::string_view suffix : kLogSuffixes)
    check_own_file(with_suffix(file, suffix), "the log of the warehouse");
}

// DuckDB's files have "DUCK" behind an eight-byte checksum. DuckDB says the same less plainly.
void refuse_foreign_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    throw error_from_errno(errno, fmt::format("cannot read the warehouse {}", file.string()));
  std::array<char, 12> head{};
  stream.read(head.data(), head.size());
  if (stream.gcount() == 12 && std::string_view(head.data() + 8, 4) == "DUCK") return;
  throw Error(ErrorKind::kInvalid,
              "{} is not a warehouse: it does not begin like one. Move the file away and run the "
              "command again; darties "
              "then makes a new warehouse.",
              file.string());
}

void attach(duckdb_connection connection, const fs::path& file, std::string_view options = "") {
  const auto sql =
      fmt::format("ATTACH {} AS {} {}", duck::literal(file.string()), kDatabaseName, options);
  const duck::Outcome failed = duck::run(connection, sql);
  if (!failed) return;
  Error error = duck::from_duckdb(*failed);
  if (error.message().find("version number") != std::string::npos) {
    throw Error(ErrorKind::kInvalid,
                "{} was written by a newer DuckDB than this darties has. Update darties. ({})",
                file.string(), error.message());
  }
  error.while_doing(fmt::format("opening the warehouse {}", file.string()));
  throw error;
}

void detach(duckdb_connection connection) {
  duck::run_or_throw(connection, fmt::format("DETACH {}", kDatabaseName));
}

void run_script(duckdb_connection connection, const std::string& script) {
  duck::QueryResult result;
  if (duckdb_query(connection, script.c_str(), result.get()) == DuckDBSuccess) return;
  throw duck::from_duckdb(duck::read_failure(duckdb_result_error(result.get())));
}

void fill_new_warehouse(duckdb_connection connection, int version) {
  duck::run_or_throw(connection, fmt::format("USE {}", kDatabaseName));
  duck::run_or_throw(connection, "BEGIN");
  duck::run_or_throw(connection, fmt::format("CREATE SCHEMA {}", kUserSchema));
  duck::run_or_throw(connection, fmt::format("CREATE SCHEMA {}", kInternalSchema));
  for (const std::string_view statement : internal_tables()) {
    duck::run_or_throw(connection, std::string(statement));
  }
  run_script(connection, load_diagnostics_schema());
  duck::run_or_throw(connection,
                     "INSERT INTO darties_internal.format VALUES ($1, now()::TIMESTAMP)",
                     {fmt::to_string(version)});
  duck::run_or_throw(connection, "COMMIT");
  duck::run_or_throw(connection, "CHECKPOINT");
  duck::run_or_throw(connection, "USE memory");
}

void create_warehouse(duckdb_connection connection, const fs::path& file, int version) {
  const fs::path creating = with_suffix(file, kCreatingSuffix);
  // What a killed creation left; nobody else works here, we hold the lock.
  fs::remove(creating);
  for (const std::string_view suffix : kLogSuffixes) fs::remove(with_suffix(creating, suffix));
  attach(connection, creating, "(STORAGE_VERSION 'latest')");
  fill_new_warehouse(connection, version);
  detach(connection);
  check_own_file(creating, "the warehouse");  // rows of people: nobody else reads them
  fs::rename(creating, file);
  sync_folder(file.parent_path());
}

// The format of the attached warehouse.
int read_version(duckdb_connection connection, const fs::path& file) {
  std::vector<Row> found;
  try {
    found = duck::rows(connection, fmt::format("SELECT format_version FROM {}.{}.format",
                                               kDatabaseName, kInternalSchema));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kNotFound) throw;
  }
  if (found.size() == 1 && found[0][0]) return std::stoi(*found[0][0]);
  throw Error(ErrorKind::kInvalid,
              "{} is a DuckDB database, but no warehouse of darties. Move the file away, or point "
              "`warehouse` in "
              "darties.yml at another one.",
              file.string());
}

void apply(duckdb_connection connection, const Migration& migration) {
  duck::run_or_throw(connection, "BEGIN");
  for (const std::string& statement : migration.statements)
    duck::run_or_throw(connection, statement);
  duck::run_or_throw(connection, "UPDATE darties_internal.format SET format_version = $1",
                     {fmt::to_string(migration.from + 1)});
  duck::run_or_throw(connection, "COMMIT");
}

// Closes the file, keeps a copy of it, and opens it again: nobody else has it open, we hold the lock.
void keep_copy(duckdb_connection connection, const fs::path& file, int version) {
  duck::run_or_throw(connection, fmt::format("CHECKPOINT {}", kDatabaseName));
  detach(connection);
  const fs::path copy = with_suffix(file, fmt::format(".format-{}", version));
  fs::remove(with_suffix(copy, kCreatingSuffix));
  fs::copy_file(file, with_suffix(copy, kCreatingSuffix));
  fs::rename(with_suffix(copy, kCreatingSuffix), copy);
  sync_folder(file.parent_path());
  attach(connection, file);
}

void migrate(duckdb_connection connection, const fs::path& file, int version,
             const WarehouseFormat& format) {
  keep_copy(connection, file, version);
  duck::run_or_throw(connection, fmt::format("USE {}", kDatabaseName));
  for (const Migration& migration : format.migrations) {
    if (migration.from >= version) apply(connection, migration);
  }
  duck::run_or_throw(connection, "USE memory");
}

}  // namespace

void attach_warehouse(duckdb_connection connection, const fs::path& file,
                      const WarehouseFormat& format) {
  try {
    refuse_links(file);
    if (!fs::exists(file)) create_warehouse(connection, file, format.version);
    refuse_foreign_file(file);
    attach(connection, file);
    const int version = read_version(connection, file);
    if (version > format.version) {
      throw Error(ErrorKind::kInvalid,
                  "{} has format {}, and this darties knows formats up to {}. A newer darties "
                  "wrote it: update darties.",
                  file.string(), version, format.version);
    }
    if (version < format.version) migrate(connection, file, version, format);
  } catch (const fs::filesystem_error& error) {
    throw error_from_errno(error.code().value(),
                           fmt::format("cannot open the warehouse {}", file.string()));
  }
}

}  // namespace darties
