#include "warehouse/engines/embedded/session_prepared.h"

#include <algorithm>

#include "base/error.h"
#include "sql/prepared.h"

// EXECUTE puts its arguments into the text, cast to the types of PREPARE, and runs that: so a parameter has its type
// wherever a rule of Redshift depends on one.

namespace darties {

void PreparedStatements::prepare(const sql::PrepareStatement& prepare,
                                 const sql::Statement& inner) {
  if (prepared_.contains(prepare.name)) {
    throw Error(ErrorKind::kInvalid,
                "prepared statement \"{}\" already exists; DEALLOCATE it first", prepare.name);
  }
  const std::size_t parameters = std::max(sql::parameter_count(inner), prepare.types.size());
  prepared_[prepare.name] = {.types = prepare.types, .statement = inner, .parameters = parameters};
}

const PreparedStatements::Prepared& PreparedStatements::find(const std::string& name) const {
  const auto found = prepared_.find(name);
  if (found == prepared_.end())
    throw Error(ErrorKind::kNotFound, "prepared statement \"{}\" does not exist", name);
  return found->second;
}

sql::Statement PreparedStatements::bind(const sql::ExecuteStatement& execute) const {
  const Prepared& prepared = find(execute.name);
  if (execute.arguments.size() != prepared.parameters) {
    throw Error(ErrorKind::kInvalid,
                "wrong number of parameters for prepared statement \"{}\": expected {}, not {}",
                execute.name, prepared.parameters, execute.arguments.size());
  }
  return sql::with_arguments(prepared.statement, execute.arguments, prepared.types);
}

void PreparedStatements::deallocate(const sql::DeallocateStatement& deallocate) {
  if (deallocate.name.empty()) return prepared_.clear();
  find(deallocate.name);
  prepared_.erase(deallocate.name);
}

}  // namespace darties
