#include "base/error.h"
#include "cli/house.h"
#include "pipeline/project.h"

namespace darties::cli {

Project& House::project() {
  if (!project_) {
    std::map<std::string, std::string> settings;
    for (const std::string& setting : options_.settings) {
      const std::size_t equals = setting.find('=');
      if (equals == std::string::npos) {
        throw Error(ErrorKind::kInvalid, "--set needs key=value, found: {}", setting);
      }
      settings[setting.substr(0, equals)] = setting.substr(equals + 1);
    }
    project_ = Project::open(project_folder(), settings);
  }
  return *project_;
}

}  // namespace darties::cli
