#pragma once

#include <filesystem>
#include <string>

namespace darties::cloud {

/// What dwh.cfg says about a cluster that is up; empty when none is.
struct Connection {
  std::string endpoint;
  std::string role_arn;
};

/// Writes DWH_ENDPOINT and DWH_ROLE_ARN into dwh.cfg of the project, in place: all else stays as it was. The file is replaced
/// whole and readable by its owner alone; nothing empty is written where there was none.
void write_connection(const std::filesystem::path& project_folder, const Connection& connection);

}  // namespace darties::cloud
