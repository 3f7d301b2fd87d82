#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/secret.h"
#include "pipeline/params.h"
#include "pipeline/variables.h"

namespace darties {

/// When and how often a failed task is tried again, and how long it may take.
struct TryPolicy {
  int retries = 0;
  Clock::Duration retry_delay{30'000};
  Clock::Duration timeout{0};  ///< 0: none
};

/// One task, matrix and variables already worked in.
struct TaskSpec {
  std::string name;    ///< "stage[V,Fours]"
  std::string family;  ///< "stage": the name in the file, shared by all expansions of a matrix
  const Operator* op = nullptr;
  Params params;
  std::vector<std::string> after;  ///< names of tasks of this pipeline, each once
  TryPolicy policy;
  std::string description;
  Place place;
};

/// A value that a run may be given: `darties run mensuel --set workbook=…`.
struct Parameter {
  std::string name;
  std::string description;
  std::optional<std::string> default_value;  ///< absent: the run must name it
  Place place;
};

/// One DAG, as its file says it.
struct Pipeline {
  std::string name;
  std::string description;
  std::string file;      ///< relative to the project folder
  std::string schedule;  ///< cron; empty: by hand
  std::string start_date;
  bool catchup = false;
  int max_active_runs = 1;
  std::vector<Parameter> parameters;
  std::vector<Secret> secrets;              ///< credentials that parameters hold
  std::vector<std::string> variable_names;  ///< of `variables:`
  std::vector<TaskSpec> tasks;              ///< in the order of the file
};

/// A variable whose name says that it is a credential.
struct SecretVariable {
  Secret value;
  bool overrides = false;  ///< the command line or the environment said it
};
/// By folded name.
using SecretVariables = std::map<std::string, SecretVariable, std::less<>>;

/// What a pipeline is read with.
struct PipelineInputs {
  Variables variables;      ///< of the project
  Variables overriding;     ///< of the command line and the environment: win over those of the file
  SecretVariables secrets;  ///< for parameters alone
  /// Whether tasks get credentials as they are, to be run; else "********" stands for them, to be shown.
  bool reveals_secrets = false;
  std::string run_id = "<run_id>";
  std::string ds = "<ds>";  ///< the logical date, YYYY-MM-DD
  /// A parameter without value stands as "<name>" instead of being an error: for lists of tasks.
  bool parameters_may_be_missing = false;
};

/// Reads a pipeline. `file` is how places name it.
/// Throws kInvalid with file:line:column for every mistake that the file alone can show: broken
/// YAML, unknown keys and operators (with the nearest name), wrong shapes, unknown variables,
/// unknown tasks in `after`, and cycles.
Pipeline read_pipeline(std::string_view text, const std::string& file,
                       const PipelineInputs& inputs);

}  // namespace darties
