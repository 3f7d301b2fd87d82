#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace darties {

using SqliteValue = std::variant<std::nullptr_t, std::int64_t, std::string>;

/// One row while it is being read.
class SqliteRow {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  std::int64_t number(int column) const;
  std::string text(int column) const;
  bool is_null(int column) const;

 private:
  sqlite3_stmt* statement_;  // of the Database, valid while the row is read
};

/// A SQLite file in WAL mode, readable by its owner alone. Statements are prepared once and kept.
///
/// Threads: one at a time.
/// Errors: kUnavailable when the file is busy for longer than 5 s or the disk is full, kDenied for missing rights,
///         kInvalid for a file that is no database, and for a link; each names the file.
class SqliteDatabase {
 public:
  enum class Access { kRead, kWrite };
  /// kWrite makes the file when there is none.
  SqliteDatabase(const std::filesystem::path& file, Access access);
  ~SqliteDatabase();
  SqliteDatabase(SqliteDatabase&&) noexcept;

  /// Runs one statement without rows.
  void execute(std::string_view sql, const std::vector<SqliteValue>& values = {});
  /// Runs several statements, separated by ';'.
  void execute_script(const std::string& sql);
  /// Ends an open transaction, if there is one: on a full disk SQLite has ended it already.
  void roll_back() noexcept;
  /// Calls `each` with every row.
  template <class Each>
  void query(std::string_view sql, const std::vector<SqliteValue>& values, Each each) {
    sqlite3_stmt* statement = bind(sql, values);
    const StatementReset reset{statement};
    while (step(statement)) each(SqliteRow(statement));
  }
  std::int64_t query_number(std::string_view sql, const std::vector<SqliteValue>& values = {});

  const std::filesystem::path& file() const { return file_; }

 private:
  struct StatementReset {
    sqlite3_stmt* statement;
    ~StatementReset();
  };
  struct Close {
    void operator()(sqlite3* database) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };

  sqlite3_stmt* bind(std::string_view sql, const std::vector<SqliteValue>& values);
  bool step(sqlite3_stmt* statement);
  void check(int result) const;
  void use_write_ahead_log();

  std::filesystem::path file_;
  std::unique_ptr<sqlite3, Close> database_;
  std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, std::less<>> statements_;
};

}  // namespace darties
