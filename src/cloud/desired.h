#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"
#include "cloud/account.h"

namespace darties {
class Config;
}

namespace darties::cloud {

enum class ClusterKind { kProvisioned, kServerless };
std::string_view to_string(ClusterKind kind);
/// Throws kInvalid for another word.
ClusterKind parse_cluster_kind(std::string_view word);

/// The cluster a project asks for: section [DWH] of dwh.cfg and `infra.*` of darties.yml.
struct Desired {
  std::string project;
  ClusterKind kind = ClusterKind::kProvisioned;
  std::string cluster;  ///< lower case, as AWS keeps it
  std::string role;
  std::string security_group;
  std::vector<std::string> role_policies;  ///< ARNs
  std::string node_type;
  int nodes = 1;
  int base_capacity = 8;  ///< Serverless: RPU
  std::string database;
  std::string user;
  int port = 5439;
  bool publicly_accessible = false;
  std::string vpc;                ///< empty: the default one
  std::string subnet_group;       ///< empty: that of the default VPC
  std::string owner;              ///< empty: who calls, as AWS knows them
  bool managed_password = false;  ///< AWS Secrets Manager makes and keeps it
  Secret password;                ///< of dwh.cfg; empty: one is generated
  std::string address_url;        ///< who answers with the caller's address
  std::optional<Clock::Duration> ttl;
};

/// Throws kInvalid, naming the place, for what AWS would refuse later.
Desired read_desired(const Config& config);
Patience read_patience(const Config& config);

}  // namespace darties::cloud
