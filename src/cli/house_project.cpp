#include "base/aws/access.h"
#include "cli/house.h"
#include "lake/lake.h"
#include "pipeline/project.h"

namespace darties::cli {

Project& House::project() {
  if (!project_) {
    project_ = Project::open({.start = project_folder(),
                              .flags = options_.settings,
                              .command = options_.command_text,
                              .stop = stop_});
  }
  return *project_;
}

std::shared_ptr<aws::Access> House::aws() {
  if (has_project()) return project().aws();
  if (!aws_) {
    aws_ = std::make_shared<aws::Access>(aws::access_options(config(), aws::aws_environment()),
                                         clock_);
  }
  return aws_;
}

Lake& House::lake() {
  if (has_project()) return project().lake();
  if (!lake_) {
    lake_ =
        std::make_shared<Lake>(std::map<std::string, std::filesystem::path>(),
                               LakeInTheCloud{.access = [this] { return aws(); }, .stop = stop_});
  }
  return *lake_;
}

}  // namespace darties::cli
