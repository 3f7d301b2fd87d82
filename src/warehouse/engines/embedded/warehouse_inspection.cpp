#include "warehouse/engines/embedded/warehouse_inspection.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "warehouse/engines/embedded/duckdb_handles.h"
#include "warehouse/engines/embedded/duckdb_library.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/internal_schema.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWhatToDo =
    "move it away and the next run makes a new one, or point `warehouse` in darties.yml at another "
    "file";

// DuckDB's file: three headers of 4 kB, then blocks. The first has "DUCK" behind an eight-byte checksum; the others are
// written in turn, the one with the larger count of iterations is valid and tells how many blocks there are.
constexpr std::uint64_t kHeaderBytes = 4096;

struct DatabaseHeader {
  std::uint64_t checksum, iteration, meta_block, free_list, block_count, block_bytes;
};

/// The bytes the file must have at least.
std::uint64_t expected_bytes(std::ifstream& stream) {
  DatabaseHeader newest{};
  for (const std::uint64_t at : {kHeaderBytes, 2 * kHeaderBytes}) {
    DatabaseHeader header{};
    stream.seekg(static_cast<std::streamoff>(at));
    stream.read(reinterpret_cast<char*>(&header), sizeof header);
    if (stream && header.iteration >= newest.iteration) newest = header;
  }
  return 3 * kHeaderBytes + newest.block_count * newest.block_bytes;
}

void inspect_bytes(const fs::path& file) {
  std::error_code fault;
  if (fs::is_directory(file, fault))
    throw Error(ErrorKind::kInvalid, "{} is a folder, not a warehouse: {}", file.string(),
                kWhatToDo);
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw error_from_errno(errno, "cannot read the warehouse " + file.string());
  std::array<char, 12> head{};
  stream.read(head.data(), head.size());
  if (stream.gcount() < 12 || std::string_view(head.data() + 8, 4) != "DUCK") {
    throw Error(ErrorKind::kInvalid, "{} ({}) is not a warehouse, it does not begin like one: {}",
                file.string(), human_bytes(fs::file_size(file, fault)), kWhatToDo);
  }
  const std::uint64_t size = fs::file_size(file, fault);
  const std::uint64_t expected = expected_bytes(stream);
  if (size >= 3 * kHeaderBytes && size >= expected) return;
  throw Error(ErrorKind::kInvalid, "{} was cut: it has {} of {}. Put back a copy of it, or {}",
              file.string(), human_bytes(size), human_bytes(std::max(expected, 3 * kHeaderBytes)),
              kWhatToDo);
}

std::string format_of(const fs::path& file) {
  load_duckdb();
  duckdb_database raw_database = nullptr;
  if (duckdb_open(nullptr, &raw_database) != DuckDBSuccess)
    throw Error(ErrorKind::kInvalid, "DuckDB does not start");
  const duck::Database database(raw_database);
  duckdb_connection raw_connection = nullptr;
  if (duckdb_connect(database.get(), &raw_connection) != DuckDBSuccess)
    throw Error(ErrorKind::kInvalid, "DuckDB does not open a connection");
  const duck::Connection connection(raw_connection);
  duck::run_or_throw(connection.get(), "SET errors_as_json = true");
  duck::run_or_throw(connection.get(), fmt::format("ATTACH {} AS inspected (READ_ONLY)",
                                                   duck::literal(file.string())));
  const auto rows =
      duck::rows(connection.get(),
                 fmt::format("SELECT format_version FROM inspected.{}.format", kInternalSchema));
  return rows.size() == 1 ? rows.front().at(0).value_or("") : "";
}

}  // namespace

void inspect_warehouse(const fs::path& file) {
  inspect_bytes(file);
  std::string format;
  try {
    format = format_of(file);
  } catch (const Error& error) {
    if (error.message().find("version number") != std::string::npos) {
      throw Error(ErrorKind::kInvalid,
                  "{} was written by a newer DuckDB than this darties has: update darties",
                  file.string());
    }
    if (error.kind() != ErrorKind::kNotFound) {
      throw Error(error.kind(), "{} can not be opened: {}", file.string(), error.message());
    }
  }
  if (format.empty()) {
    throw Error(ErrorKind::kInvalid, "{} is a DuckDB database, but no warehouse of darties: {}",
                file.string(), kWhatToDo);
  }
  if (std::stoi(format) <= kFormatVersion) return;
  throw Error(ErrorKind::kInvalid,
              "{} has format_version {}, this darties knows up to {}: use a newer darties",
              file.string(), format, kFormatVersion);
}

}  // namespace darties
