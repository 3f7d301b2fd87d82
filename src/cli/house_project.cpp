#include "cli/house.h"
#include "pipeline/project.h"

namespace darties::cli {

Project& House::project() {
  if (!project_) {
    project_ = Project::open(
        {.start = project_folder(), .flags = options_.settings, .command = options_.command_text});
  }
  return *project_;
}

}  // namespace darties::cli
