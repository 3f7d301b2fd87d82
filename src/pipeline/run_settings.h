#pragma once

#include <string>
#include <vector>

#include "pipeline/pipeline.h"
#include "pipeline/project.h"
#include "pipeline/variables.h"

namespace darties {

// What a run was started with, as the history keeps it: one thing a line, so that --resume can start it again.

struct Selectors {
  std::vector<std::string> select;
  std::vector<std::string> exclude;
};
std::string format_selection(const Selectors& selectors);
Selectors parse_selection(const std::string& text);

/// "name=value" of each variable that the command line or the environment said; "********" stands for a credential's.
std::string format_settings(const Project& project);
Variables parse_settings(const std::string& text);
/// Throws kInvalid when the run had a credential that this command line and environment do not say again.
void refuse_forgotten_secrets(const std::string& text, const Project& project);

/// Throws kInvalid, with the nearest name, when --set says a name that neither the project nor the pipeline knows.
void refuse_unused_flags(const Project& project, const Pipeline& pipeline);

}  // namespace darties
