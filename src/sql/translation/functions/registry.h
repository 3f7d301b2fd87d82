#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/translation/context.h"

namespace darties::sql {

/// One function of Redshift and what becomes of it. Functions that are not in the registry are refused by name, so
/// that none of DuckDB's own passes with another meaning.
struct FunctionRule {
  std::string_view name;
  int min_arguments = 0;
  int max_arguments = 0;              ///< -1: any number
  std::string_view duckdb_name = "";  ///< empty: the same name
  /// Adds the edits for a call that needs more than a name; its arguments have been rewritten already.
  void (*rewrite)(Context& context, const ExpressionPtr& call) = nullptr;
  std::string_view column_name = "";  ///< of a column without alias; empty: the function's name
  bool aggregate = false;             ///< takes DISTINCT
  bool window_only = false;           ///< needs OVER
};

/// Null when Redshift has no such function, or the embedded engine does not have it yet.
const FunctionRule* find_function(std::string_view name);

/// Every name, for suggestions.
std::vector<std::string> function_names();

// ---- for the rewriters in this folder

/// Replaces the call by pieces: text stays, $1 to $9 are the arguments.
void rewrite_to(Context& context, const Expression& call, std::string_view pattern);

/// The text of an argument that must be a literal, or a bare word; lower case.
std::string word_argument(const Context& context, const Expression& call, std::size_t index,
                          std::string_view what);

// The groups of functions, each in its file.
std::span<const FunctionRule> text_functions();
std::span<const FunctionRule> number_functions();
std::span<const FunctionRule> date_functions();
std::span<const FunctionRule> aggregate_functions();
std::span<const FunctionRule> conditional_functions();
std::span<const FunctionRule> system_functions();

}  // namespace darties::sql
