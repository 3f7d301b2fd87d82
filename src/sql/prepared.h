#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sql/statement.h"

namespace darties::sql {

/// The statement behind PREPARE: everything from byte `offset` on, with its place in the user's file.
Statement inner_statement(const Statement& statement, std::size_t offset);

/// `statement` with each $n replaced by the n-th of `arguments`, as an expression of its type when there is one.
/// Errors: kInvalid for a $n beyond the arguments, with its place.
Statement with_arguments(const Statement& statement, const std::vector<std::string>& arguments,
                         const std::vector<std::string>& types);

/// The highest n of the $n in a statement; 0: there is none.
std::size_t parameter_count(const Statement& statement);

}  // namespace darties::sql
