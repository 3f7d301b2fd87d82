#pragma once

#include <map>
#include <string>
#include <vector>

#include "sql/statement.h"
#include "sql/statements.h"

namespace darties {

/// The prepared statements of one session. They outlive its transactions.
class PreparedStatements {
 public:
  /// Errors: kInvalid for a name that is taken.
  void prepare(const sql::PrepareStatement& prepare, const sql::Statement& inner);

  /// The statement to run. Errors: kNotFound for an unknown name, kInvalid for another number of arguments.
  sql::Statement bind(const sql::ExecuteStatement& execute) const;

  /// Errors: kNotFound for an unknown name; without a name all of them go.
  void deallocate(const sql::DeallocateStatement& deallocate);

 private:
  struct Prepared {
    std::vector<std::string> types;
    sql::Statement statement;
    std::size_t parameters = 0;
  };
  const Prepared& find(const std::string& name) const;

  std::map<std::string, Prepared, std::less<>> prepared_;
};

}  // namespace darties
