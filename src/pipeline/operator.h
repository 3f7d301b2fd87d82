#pragma once

#include <span>
#include <string>
#include <string_view>

namespace darties {

class Project;
class TaskContext;
class Params;

/// One key an operator understands, the source of its YAML check, its --help and its page in docs/.
struct Param {
  std::string_view name;
  std::string_view help;
  /// text, number, flag, list (one text counts as a list of one), map (of texts), file (must exist
  /// below the project folder), duration ("30s"), any (nested as the operator likes)
  std::string_view type = "text";
  bool required = false;
  std::string_view default_value = "";
  std::string_view choices = "";  ///< "replace|append|merge"; empty: anything
};

/// What a task can be. One constant record for each operator, listed in operators/registry.cpp.
struct Operator {
  std::string_view name;
  std::string_view summary;
  std::span<const Param> params;
  /// The short form: `sql: file.sql`, or a list, means this parameter.
  std::string_view shorthand = "";
  /// Does the work. Throws an Error; being run again after a kill at any point gives the same
  /// tables.
  void (*run)(const Params& params, TaskContext& context);
  /// Checks what can be checked before anything runs (files, shapes), and returns the SQL or the
  /// steps it would execute, for --dry-run. Must not open the warehouse: it need not exist yet.
  std::string (*plan)(const Params& params, Project& project) = nullptr;
  /// Whether run() may call TaskContext::session(); a pipeline without such tasks never loads the
  /// warehouse.
  bool needs_warehouse = true;
  /// Tasks with this operator, as they stand below `tasks:`.
  std::string_view example = "";
};

}  // namespace darties
