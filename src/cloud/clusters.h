#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cloud/desired.h"

namespace darties::cloud {

/// A cluster of either kind, as it stands.
struct Cluster {
  Thing thing;
  std::string status;  ///< the service's word, lower case: "creating", "available", "paused"
  std::string host;    ///< empty until it has one
  int port = 0;
  std::map<std::string, std::string> role_states;  ///< by ARN: "adding", "in-sync"
  bool publicly_accessible = false;
  bool whole = true;  ///< Serverless: both namespace and workgroup are there

  bool is_ready() const { return whole && status == "available"; }
  bool is_going() const { return status == "deleting" || status == "final-snapshot"; }
  bool is_paused() const { return status == "paused"; }
  /// It will not become available by itself.
  bool is_broken() const;
};

/// What a new cluster stands on.
struct ClusterGround {
  std::string role_arn;
  std::string security_group_id;
  Tags tags;
  Secret password;  ///< empty: the service makes and keeps one in AWS Secrets Manager
};

/// Clusters of one kind: provisioned, or Serverless (a namespace and a workgroup of one name).
///
/// Errors: each refusal of AWS that a person can do something about says what (see cluster_refusals.h).
class ClusterService {
 public:
  virtual ~ClusterService() = default;

  /// The cluster of this name, anybody's.
  virtual std::optional<Cluster> find(const std::string& name) = 0;
  /// Every cluster with a project's tag.
  virtual std::vector<Cluster> list() = 0;
  /// Begins to make one; what is there of it stays. False: the role can not be assumed yet.
  virtual bool create(const Desired& desired, const ClusterGround& ground) = 0;
  /// Begins to delete it. False: not now, since another operation is going on or a part must go first.
  virtual bool remove(const Cluster& cluster, const std::string& final_snapshot) = 0;
  virtual void pause(const Cluster& cluster) = 0;
  virtual void resume(const Cluster& cluster) = 0;
  virtual void add_role(const Cluster& cluster, const std::string& role_arn) = 0;
  virtual void tag(const Cluster& cluster, const Tags& tags) = 0;
};

std::unique_ptr<ClusterService> make_cluster_service(ClusterKind kind, Account& account);
std::unique_ptr<ClusterService> make_provisioned_clusters(Account& account);
std::unique_ptr<ClusterService> make_serverless_clusters(Account& account);

}  // namespace darties::cloud
