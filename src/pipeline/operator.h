#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "warehouse/engine.h"

namespace darties {

class Lake;
class Project;
class TaskContext;
class Params;

/// One key an operator understands, the source of its YAML check, its --help and its page in docs/.
struct Param {
  std::string_view name;
  std::string_view help;
  std::string_view type = "text";  ///< text, number, flag, list, map, file, duration
  bool required = false;
  std::string_view default_value = "";
  std::string_view choices = "";   ///< "replace|append|merge"; empty: anything
};

/// What a task can be. One constant record for each operator, listed in operators/registry.cpp.
struct Operator {
  std::string_view name;
  std::string_view summary;
  std::span<const Param> params;
  /// The short form: `sql: file.sql` means this parameter.
  std::string_view shorthand = "";
  /// Does the work. Throws an Error; being run again after a kill at any point gives the same tables.
  void (*run)(const Params& params, TaskContext& context);
  /// Checks what can be checked before anything runs (files, tables), and returns the SQL it would execute.
  std::string (*plan)(const Params& params, TaskContext& context) = nullptr;
};

}  // namespace darties
