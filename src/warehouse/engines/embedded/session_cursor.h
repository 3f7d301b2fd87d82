#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sql/statements.h"

namespace darties {

/// The cursor of one session. Redshift allows one at a time, within a transaction; its rows stand in a temporary table
/// that is made when it is declared, so that later changes do not show.
class SessionCursor {
 public:
  /// Whether a cursor is open.
  bool is_open() const { return !name_.empty(); }

  /// Remembers an open cursor. Errors: kInvalid when there is one.
  void open(const std::string& name);
  /// Throws what open() would throw.
  void check_can_open(const std::string& name) const;
  void forget() { name_.clear(); }

  /// The statement that answers a FETCH, in DuckDB's SQL; the cursor moves on. Errors: kNotFound for an unknown name.
  std::string fetch(const sql::FetchStatement& fetch);
  /// The statement that ends the cursor. Errors: kNotFound for an unknown name.
  std::string close(const std::string& name);
  /// The same at the end of the transaction.
  static std::string drop();

 private:
  void check_name(const std::string& name) const;

  std::string name_;
  std::int64_t position_ = 0;  ///< rows that were fetched
};

}  // namespace darties
