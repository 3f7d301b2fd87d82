#include "warehouse/engines/embedded/session_cursor.h"

#include <fmt/format.h>

#include "base/error.h"
#include "sql/translate.h"

namespace darties {

void SessionCursor::check_can_open(const std::string& name) const {
  if (!is_open()) return;
  throw Error(ErrorKind::kInvalid,
              "cursor \"{}\" is open and a session has one: CLOSE it before {}", name_, name);
}

void SessionCursor::open(const std::string& name) {
  check_can_open(name);
  name_ = name;
  position_ = 0;
}

void SessionCursor::check_name(const std::string& name) const {
  if (name != name_) throw Error(ErrorKind::kNotFound, "cursor \"{}\" does not exist", name);
}

std::string SessionCursor::fetch(const sql::FetchStatement& fetch) {
  check_name(fetch.name);
  std::string query =
      fmt::format("SELECT * FROM {} ORDER BY rowid OFFSET {}", sql::kCursorTable, position_);
  if (fetch.count) {
    position_ += *fetch.count;
    query += fmt::format(" LIMIT {}", *fetch.count);
  } else {
    position_ = INT64_MAX / 2;
  }
  return query;
}

std::string SessionCursor::close(const std::string& name) {
  check_name(name);
  forget();
  return drop();
}

std::string SessionCursor::drop() {
  return fmt::format("DROP TABLE IF EXISTS {}", sql::kCursorTable);
}

}  // namespace darties
