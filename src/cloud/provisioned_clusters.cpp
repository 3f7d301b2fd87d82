#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "cloud/cluster_refusals.h"
#include "cloud/clusters.h"

namespace darties::cloud {
namespace {

constexpr std::string_view kService = "redshift";

int number_of(const std::string& text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Cluster read_cluster(const XmlNode& node) {
  Cluster cluster;
  const std::string name = node.text("ClusterIdentifier");
  cluster.thing = {.kind = "cluster",
                   .name = name,
                   .identity = fmt::format("{} {}", name, node.text("ClusterCreateTime")),
                   .arn = node.text("ClusterNamespaceArn"),
                   .tags = read_tags(node.at("Tags"))};
  cluster.status = lower_ascii(node.text("ClusterStatus"));
  const std::string availability = node.text("ClusterAvailabilityStatus");
  const bool held_up = !availability.empty() && availability != "Available";
  if (cluster.status == "available" && held_up) cluster.status = lower_ascii(availability);
  cluster.host = node.text("Endpoint/Address");
  cluster.port = number_of(node.text("Endpoint/Port"));
  for (const XmlNode& role : node.at("IamRoles").children())
    cluster.role_states[role.text("IamRoleArn")] = role.text("ApplyStatus");
  cluster.publicly_accessible = node.text("PubliclyAccessible") == "true";
  return cluster;
}

class ProvisionedClusters final : public ClusterService {
 public:
  explicit ProvisionedClusters(Account& account) : account_(account) {}

  std::optional<Cluster> find(const std::string& name) override {
    const auto answer = account_.ask(kService, "DescribeClusters", {{"ClusterIdentifier", name}},
                                     {"ClusterNotFound", "ClusterNotFoundFault"});
    if (answer.refusal) return std::nullopt;
    const auto clusters = answer.result.at("Clusters").children();
    if (clusters.empty()) return std::nullopt;
    return read_cluster(clusters.front());
  }

  std::vector<Cluster> list() override {
    std::vector<Cluster> found;
    for (std::string marker;;) {
      aws::QueryParameters page = {{"TagKeys.TagKey.1", std::string(kProjectTag)}};
      if (!marker.empty()) page.emplace_back("Marker", marker);
      const auto answer = account_.ask(kService, "DescribeClusters", page);
      for (const XmlNode& node : answer.result.at("Clusters").children()) {
        Cluster cluster = read_cluster(node);
        if (!project_of(cluster.thing.tags).empty()) found.push_back(std::move(cluster));
      }
      marker = answer.result.text("Marker");
      if (marker.empty()) return found;
    }
  }

  bool create(const Desired& desired, const ClusterGround& ground) override {
    const auto answer = account_.change(
        {kService, "CreateCluster", desired.cluster}, request(desired, ground),
        {"ClusterAlreadyExists", "ClusterAlreadyExistsFault", "InsufficientClusterCapacity",
         "ClusterQuotaExceeded", "NumberOfNodesQuotaExceeded",
         "NumberOfNodesPerClusterLimitExceeded", "LimitExceededFault",
         "InvalidVPCNetworkStateFault", "InvalidSubnet", "ClusterSubnetGroupNotFoundFault",
         "InvalidParameterValue", "InvalidParameterCombination", "InvalidClusterState"});
    if (!answer.refusal) return true;
    if (is_role_unknown_yet(*answer.refusal)) return false;
    const bool there = answer.refusal->code.starts_with("ClusterAlreadyExists");
    if (there && is_ours(desired)) return true;
    refuse_cluster(*answer.refusal, desired.cluster, size_text(desired), account_.region());
  }

  bool remove(const Cluster& cluster, const std::string& final_snapshot) override {
    aws::QueryParameters parameters = {{"ClusterIdentifier", cluster.thing.name}};
    if (final_snapshot.empty()) {
      parameters.emplace_back("SkipFinalClusterSnapshot", "true");
    } else {
      parameters.emplace_back("FinalClusterSnapshotIdentifier", final_snapshot);
    }
    const auto answer = account_.change({kService, "DeleteCluster", cluster.thing.name}, parameters,
                                        {"ClusterNotFound", "ClusterNotFoundFault",
                                         "InvalidClusterState", "InvalidClusterStateFault"});
    return !answer.refusal || answer.refusal->code.starts_with("ClusterNotFound");
  }

  void pause(const Cluster& cluster) override { change_state("PauseCluster", cluster); }
  void resume(const Cluster& cluster) override { change_state("ResumeCluster", cluster); }

  void add_role(const Cluster& cluster, const std::string& role_arn) override {
    account_.change(
        {kService, "ModifyClusterIamRoles", cluster.thing.name},
        {{"ClusterIdentifier", cluster.thing.name}, {"AddIamRoles.IamRoleArn.1", role_arn}});
  }

  void tag(const Cluster& cluster, const Tags& tags) override {
    aws::QueryParameters parameters = {{"ResourceName", arn_of(cluster)}};
    append_tags(parameters, "Tags.Tag", tags);
    account_.change({kService, "CreateTags", cluster.thing.name}, parameters);
  }

 private:
  static aws::QueryParameters request(const Desired& desired, const ClusterGround& ground) {
    aws::QueryParameters parameters = {
        {"ClusterIdentifier", desired.cluster},
        {"NodeType", desired.node_type},
        {"ClusterType", desired.nodes > 1 ? "multi-node" : "single-node"},
        {"DBName", desired.database},
        {"MasterUsername", desired.user},
        {"Port", fmt::format("{}", desired.port)},
        {"PubliclyAccessible", desired.publicly_accessible ? "true" : "false"},
        {"Encrypted", "true"},
        {"VpcSecurityGroupIds.VpcSecurityGroupId.1", ground.security_group_id},
        {"IamRoles.IamRoleArn.1", ground.role_arn}};
    if (desired.nodes > 1)
      parameters.emplace_back("NumberOfNodes", fmt::format("{}", desired.nodes));
    if (!desired.subnet_group.empty())
      parameters.emplace_back("ClusterSubnetGroupName", desired.subnet_group);
    if (ground.password.empty()) {
      parameters.emplace_back("ManageMasterPassword", "true");
    } else {
      parameters.emplace_back("MasterUserPassword", ground.password.reveal());
    }
    append_tags(parameters, "Tags.Tag", ground.tags);
    return parameters;
  }

  /// A call whose answer was lost is sent again: the cluster it finds is the one it made.
  bool is_ours(const Desired& desired) {
    const auto cluster = find(desired.cluster);
    return cluster && project_of(cluster->thing.tags) == desired.project;
  }

  std::string arn_of(const Cluster& cluster) {
    const auto caller = account_.ask("sts", "GetCallerIdentity", {});
    const std::string arn = caller.result.text("Arn");  // "arn:aws-cn:…": the partition
    const std::string partition =
        arn.starts_with("arn:") ? arn.substr(4, arn.find(':', 4) - 4) : "aws";
    return fmt::format("arn:{}:redshift:{}:{}:cluster:{}", partition, account_.region(),
                       caller.result.text("Account"), cluster.thing.name);
  }

  void change_state(std::string_view action, const Cluster& cluster) {
    const auto answer = account_.change({kService, action, cluster.thing.name},
                                        {{"ClusterIdentifier", cluster.thing.name}},
                                        {"InvalidClusterState", "InvalidClusterStateFault",
                                         "UnsupportedOperation", "InsufficientClusterCapacity"});
    if (!answer.refusal) return;
    if (answer.refusal->code == "InsufficientClusterCapacity")
      refuse_cluster(*answer.refusal, cluster.thing.name, "this cluster", account_.region());
    throw Error(ErrorKind::kUnavailable, "{} can not be paused or resumed while it is {}: {}",
                cluster.thing.name, cluster.status, answer.refusal->message);
  }

  Account& account_;
};

}  // namespace

bool Cluster::is_broken() const {
  return status == "hardware-failure" || status.starts_with("incompatible-") ||
         status == "storage-full" || status == "failed";
}

std::unique_ptr<ClusterService> make_provisioned_clusters(Account& account) {
  return std::make_unique<ProvisionedClusters>(account);
}

std::unique_ptr<ClusterService> make_cluster_service(ClusterKind kind, Account& account) {
  return kind == ClusterKind::kProvisioned ? make_provisioned_clusters(account)
                                           : make_serverless_clusters(account);
}

}  // namespace darties::cloud
