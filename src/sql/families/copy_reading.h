#pragma once

#include <optional>
#include <string>

#include "sql/copy_statement.h"
#include "sql/families/parameter_list.h"
#include "sql/statements.h"

namespace darties::sql {

/// A COPY while it is being read: what is read so far.
struct CopyReading {
  Cursor& cursor;
  CopyStatement& copy;
  ParameterLog log;
  std::string delimiter;  ///< DELIMITER, for text and for CSV
  std::optional<char> quote;
  std::string job;  ///< JOB CREATE
};

/// Reads authorization, format and parameters, in any order, to the end of the statement.
void read_copy_parameters(CopyReading& read);

/// What holds between parameters: which exclude one another, what each format takes.
/// Errors: the parameter and what it does not go with.
void check_copy(const CopyReading& read);

/// What Redshift has and the embedded engine can not do, by its name, with what to do instead.
std::optional<RefusedStatement> refused_part(const CopyReading& read, std::size_t offset);

}  // namespace darties::sql
