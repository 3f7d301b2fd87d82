#include "pipeline/sqlite_database.h"

#include <sqlite3.h>

#include <chrono>
#include <system_error>
#include <thread>

#include "base/files.h"
#include "base/own_files.h"

namespace darties {
namespace {

constexpr std::chrono::milliseconds kBusyTimeout{5'000};
constexpr std::chrono::milliseconds kBusyPause{10};

ErrorKind kind_of(int result) {
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return ErrorKind::kUnavailable;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return ErrorKind::kDenied;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return ErrorKind::kInvalid;
    default:
      return ErrorKind::kBug;
  }
}

/// SQLite would follow a link and write to what it leads to; the files beside the database take its rights.
void check_files(const std::filesystem::path& file, SqliteDatabase::Access access) {
  if (access == SqliteDatabase::Access::kWrite) make_own_file(file, "a database");
  for (const char* suffix : {"", "-wal", "-shm", "-journal"})
    check_own_file(std::filesystem::path(file).concat(suffix), "a database");
}

/// What SQLite says of a full disk or a broken one names neither.
std::string reason_of(sqlite3* database, int result) {
  if (result == SQLITE_FULL) return "cannot be written: the disk is full";
  std::string reason = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(result);
  const int failure = database != nullptr ? sqlite3_system_errno(database) : 0;
  const bool of_system = (result & 0xff) == SQLITE_IOERR || (result & 0xff) == SQLITE_CANTOPEN;
  if (of_system && failure != 0) reason += ": " + std::generic_category().message(failure);
  return reason;
}

}  // namespace

std::int64_t SqliteRow::number(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string SqliteRow::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool SqliteRow::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

SqliteDatabase::StatementReset::~StatementReset() {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
}
void SqliteDatabase::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }
void SqliteDatabase::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

SqliteDatabase::SqliteDatabase(const std::filesystem::path& file, Access access) : file_(file) {
  check_files(file, access);
  const int flags =
      access == Access::kRead ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(file.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  database_.reset(opened);
  check(result);
  sqlite3_busy_timeout(opened, static_cast<int>(kBusyTimeout.count()));
  // The last one to leave would copy the log into the file and wait for the disk; the next automatic checkpoint does.
  sqlite3_db_config(opened, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  if (access == Access::kWrite) {
    use_write_ahead_log();
    execute_script("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF;");
  }
}

// While two processes change the mode of a new file, SQLite tells one of them at once that it is busy, whatever the timeout.
void SqliteDatabase::use_write_ahead_log() {
  for (auto left = kBusyTimeout / kBusyPause;; --left) {
    try {
      return execute_script("PRAGMA journal_mode = WAL");
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kUnavailable || left == 0) throw;
    }
    std::this_thread::sleep_for(kBusyPause);
  }
}

SqliteDatabase::~SqliteDatabase() = default;
SqliteDatabase::SqliteDatabase(SqliteDatabase&&) noexcept = default;

void SqliteDatabase::check(int result) const {
  if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE) return;
  const int extended = database_ ? sqlite3_extended_errcode(database_.get()) : result;
  throw Error(kind_of(result), "{}: {}", shown_path(file_), reason_of(database_.get(), extended));
}

void SqliteDatabase::roll_back() noexcept {
  if (sqlite3_get_autocommit(database_.get()) != 0) return;
  sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void SqliteDatabase::execute(std::string_view sql, const std::vector<SqliteValue>& values) {
  query(sql, values, [](const SqliteRow&) {});
}

void SqliteDatabase::execute_script(const std::string& sql) {
  check(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t SqliteDatabase::query_number(std::string_view sql,
                                          const std::vector<SqliteValue>& values) {
  std::int64_t number = 0;
  query(sql, values, [&](const SqliteRow& row) { number = row.number(0); });
  return number;
}

sqlite3_stmt* SqliteDatabase::bind(std::string_view sql, const std::vector<SqliteValue>& values) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* prepared = nullptr;
    check(sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                             SQLITE_PREPARE_PERSISTENT, &prepared, nullptr));
    found = statements_.emplace(std::string(sql), std::unique_ptr<sqlite3_stmt, Finalize>(prepared))
                .first;
  }
  sqlite3_stmt* statement = found->second.get();
  int index = 0;
  for (const SqliteValue& value : values) {
    ++index;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      check(sqlite3_bind_int64(statement, index, *number));
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      check(sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_TRANSIENT,
                                SQLITE_UTF8));
    } else {
      check(sqlite3_bind_null(statement, index));
    }
  }
  return statement;
}

bool SqliteDatabase::step(sqlite3_stmt* statement) {
  const int result = sqlite3_step(statement);
  check(result);
  return result == SQLITE_ROW;
}

}  // namespace darties
