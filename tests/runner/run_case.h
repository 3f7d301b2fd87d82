#pragma once

#include <string>
#include <vector>

#include "lake/lake.h"
#include "runner/case_file.h"
#include "runner/stage.h"

namespace darties::tests {

/// What went wrong in one step.
struct Failure {
  std::string path;
  int line = 0;
  std::string text;
};

/// Runs every step of a case on this stage and stops at the first that fails; none means the case holds.
/// `root` is where the paths of `file` and `rows-of` start.
std::vector<Failure> run_case(const CaseFile& test, Stage& stage, Lake& lake,
                              const std::string& root);

/// True when the engine has everything the case needs. Throws kInvalid for a need nobody knows.
bool has_what_it_needs(const CaseFile& test, const Capabilities& capabilities);

}  // namespace darties::tests
