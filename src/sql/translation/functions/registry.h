#pragma once

#include <cstdint>
#include <optional>
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
  int max_arguments = 0;  ///< -1: any number
  /// DuckDB's name for it, or what DuckDB says instead of the call: "strpos($2, $1)". Empty: the same name.
  std::string_view duckdb = "";
  /// Adds the edits for a call that needs more than a name; its arguments have been rewritten already.
  void (*rewrite)(Context& context, const ExpressionPtr& call) = nullptr;
  std::string_view column_name = "";  ///< of a column without alias; empty: the function's name
  bool aggregate = false;             ///< takes DISTINCT
  bool window_only = false;           ///< needs OVER
  std::uint8_t texts = 0;  ///< bit n: argument n is a text, and numbers and dates become one
};

/// Null when Redshift has no such function, or the embedded engine does not have it yet.
const FunctionRule* find_function(std::string_view name);

/// What happens to a call of a function: it runs, it is Redshift's but refused, Redshift has none of this name.
enum class FunctionStanding { kRuns, kRefused, kUnknown };
FunctionStanding standing_of(std::string_view name);

/// Why a function of Redshift does not run here: "HLLSKETCH values". None for functions that run or are not Redshift's.
std::optional<std::string_view> refusal_of(std::string_view name);
/// What to write in Redshift instead of another database's function: "LISTAGG". Empty: nothing known.
std::string_view redshift_word_for(std::string_view foreign_name);

/// Every name, for suggestions.
std::vector<std::string> function_names();

// ---- for the rewriters in this folder

/// Replaces the call by pieces: text stays, $1, $2, … are the arguments.
void rewrite_to(Context& context, const Expression& call, std::string_view pattern);

/// The text of an argument that must be a literal, or a bare word; lower case.
std::string word_argument(const Context& context, const Expression& call, std::size_t index,
                          std::string_view what);

// The groups of functions, each in its file.
std::span<const FunctionRule> text_functions();
std::span<const FunctionRule> pattern_functions();
std::span<const FunctionRule> json_functions();
std::span<const FunctionRule> super_functions();
std::span<const FunctionRule> binary_functions();
std::span<const FunctionRule> number_functions();
std::span<const FunctionRule> date_functions();
std::span<const FunctionRule> format_functions();
std::span<const FunctionRule> aggregate_functions();
std::span<const FunctionRule> window_functions();
std::span<const FunctionRule> conditional_functions();
std::span<const FunctionRule> system_functions();

}  // namespace darties::sql
