// A Serverless cluster is a namespace (database, users, roles) and a workgroup (computing, endpoint) of the same name.
// The namespace is made first and goes last.
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cloud/cluster_refusals.h"
#include "cloud/clusters.h"

namespace darties::cloud {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kService = "redshift-serverless";
constexpr std::string_view kGone = "ResourceNotFoundException";
constexpr std::string_view kTaken = "ConflictException";

std::string text_at(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

Json tag_list(const Tags& tags) {
  Json list = Json::array();
  for (const auto& [key, value] : tags) list.push_back({{"key", key}, {"value", value}});
  return list;
}

class ServerlessClusters final : public ClusterService {
 public:
  explicit ServerlessClusters(Account& account) : account_(account) {}

  std::optional<Cluster> find(const std::string& name) override {
    const Json space = get("GetNamespace", "namespaceName", "namespace", name);
    const Json group = get("GetWorkgroup", "workgroupName", "workgroup", name);
    if (space.is_null() && group.is_null()) return std::nullopt;
    return read(name, space, group);
  }

  std::vector<Cluster> list() override {
    std::vector<Cluster> found;
    for (std::string token;;) {
      Json request = Json::object();
      if (!token.empty()) request["nextToken"] = token;
      const Json page =
          Json::parse(account_.ask_serverless("ListNamespaces", request.dump()).document);
      for (const Json& space : page.value("namespaces", Json::array())) {
        const auto cluster = find(text_at(space, "namespaceName"));
        if (cluster && !project_of(cluster->thing.tags).empty()) found.push_back(*cluster);
      }
      token = text_at(page, "nextToken");
      if (token.empty()) return found;
    }
  }

  bool create(const Desired& desired, const ClusterGround& ground) override {
    return create_namespace(desired, ground) && create_workgroup(desired, ground);
  }

  bool remove(const Cluster& cluster, const std::string& final_snapshot) override {
    const std::string& name = cluster.thing.name;
    const Json group = get("GetWorkgroup", "workgroupName", "workgroup", name);
    if (!group.is_null()) {
      if (text_at(group, "status") != "DELETING")
        drop("DeleteWorkgroup", name, {{"workgroupName", name}});
      return false;
    }
    Json request = {{"namespaceName", name}};
    if (!final_snapshot.empty()) request["finalSnapshotName"] = final_snapshot;
    return drop("DeleteNamespace", name, request);
  }

  void pause(const Cluster& cluster) override { refuse_state(cluster); }
  void resume(const Cluster& cluster) override { refuse_state(cluster); }

  void add_role(const Cluster& cluster, const std::string& role_arn) override {
    const Json request = {{"namespaceName", cluster.thing.name},
                          {"iamRoles", {role_arn}},
                          {"defaultIamRoleArn", role_arn}};
    account_.change_serverless({kService, "UpdateNamespace", cluster.thing.name}, request.dump());
  }

  void tag(const Cluster& cluster, const Tags& tags) override {
    const std::string& name = cluster.thing.name;
    for (const auto& [action, key, part] : kParts) {
      const Json found = get(action, key, part, name);
      if (found.is_null()) continue;
      const Json request = {{"resourceArn", text_at(found, fmt::format("{}Arn", part).c_str())},
                            {"tags", tag_list(tags)}};
      account_.change_serverless({kService, "TagResource", name}, request.dump());
    }
  }

 private:
  struct Part {
    std::string_view action;
    const char* key;
    const char* part;
  };
  static constexpr Part kParts[] = {{"GetNamespace", "namespaceName", "namespace"},
                                    {"GetWorkgroup", "workgroupName", "workgroup"}};

  Json get(std::string_view action, const char* key, const char* part, const std::string& name) {
    const auto answer = account_.ask_serverless(action, Json{{key, name}}.dump(), {kGone});
    return answer.refusal ? Json() : Json::parse(answer.document).value(part, Json());
  }

  Tags tags_of(const std::string& arn) {
    const auto answer =
        account_.ask_serverless("ListTagsForResource", Json{{"resourceArn", arn}}.dump(), {kGone});
    Tags tags;
    if (answer.refusal) return tags;
    for (const Json& tag : Json::parse(answer.document).value("tags", Json::array()))
      tags.emplace(text_at(tag, "key"), text_at(tag, "value"));
    return tags;
  }

  Cluster read(const std::string& name, const Json& space, const Json& group) {
    Cluster cluster;
    const std::string arn =
        space.is_null() ? text_at(group, "workgroupArn") : text_at(space, "namespaceArn");
    cluster.thing = {
        .kind = "serverless", .name = name, .identity = arn, .arn = arn, .tags = tags_of(arn)};
    if (!space.is_null() && !group.is_null()) {  // both must be ours
      const Tags others = tags_of(text_at(group, "workgroupArn"));
      if (project_of(others) != project_of(cluster.thing.tags)) cluster.thing.tags = others;
    }
    cluster.whole = !space.is_null() && !group.is_null();
    cluster.status = status_of(space, group);
    if (group.is_null()) return cluster;
    const Json endpoint = group.value("endpoint", Json::object());
    cluster.host = text_at(endpoint, "address");
    cluster.port = endpoint.value("port", 0);
    cluster.publicly_accessible = group.value("publiclyAccessible", false);
    for (const Json& role : space.value("iamRoles", Json::array()))
      if (role.is_string()) cluster.role_states[arn_in(role.get<std::string>())] = "in-sync";
    return cluster;
  }

  /// The service writes "IamRole(applyStatus=in-sync, iamRoleArn=arn:…)" as well as the plain ARN.
  static std::string arn_in(const std::string& text) {
    const std::size_t start = text.find("arn:");
    return start == std::string::npos
               ? text
               : text.substr(start, text.find_first_of(",) ", start) - start);
  }

  static std::string status_of(const Json& space, const Json& group) {
    const std::string of_group = group.is_null() ? "" : text_at(group, "status");
    const std::string of_space = space.is_null() ? "" : text_at(space, "status");
    if (of_group.empty()) return of_space == "DELETING" ? "deleting" : "incomplete";
    return lower_ascii(of_space == "AVAILABLE" || of_space.empty() ? of_group : of_space);
  }

  bool create_namespace(const Desired& desired, const ClusterGround& ground) {
    if (!get("GetNamespace", "namespaceName", "namespace", desired.cluster).is_null()) return true;
    Json request = {{"namespaceName", desired.cluster},     {"adminUsername", desired.user},
                    {"dbName", desired.database},           {"iamRoles", {ground.role_arn}},
                    {"defaultIamRoleArn", ground.role_arn}, {"tags", tag_list(ground.tags)}};
    if (ground.password.empty()) {
      request["manageAdminPassword"] = true;
    } else {
      request["adminUserPassword"] = ground.password.reveal();
    }
    return accepted("CreateNamespace", desired, request);
  }

  bool create_workgroup(const Desired& desired, const ClusterGround& ground) {
    if (!get("GetWorkgroup", "workgroupName", "workgroup", desired.cluster).is_null()) return true;
    return accepted("CreateWorkgroup", desired,
                    {{"workgroupName", desired.cluster},
                     {"namespaceName", desired.cluster},
                     {"baseCapacity", desired.base_capacity},
                     {"port", desired.port},
                     {"publiclyAccessible", desired.publicly_accessible},
                     {"securityGroupIds", {ground.security_group_id}},
                     {"tags", tag_list(ground.tags)}});
  }

  /// A conflict means that it is there already (a lost answer), or that its other half is still on its way.
  bool accepted(std::string_view action, const Desired& desired, const Json& request) {
    const auto answer =
        account_.change_serverless({kService, action, desired.cluster}, request.dump(),
                                   {kTaken, "InsufficientCapacityException",
                                    "ServiceQuotaExceededException", "ValidationException"});
    if (!answer.refusal) return true;
    if (answer.refusal->code == kTaken || is_role_unknown_yet(*answer.refusal)) return false;
    refuse_cluster(*answer.refusal, desired.cluster, size_text(desired), account_.region());
  }

  bool drop(std::string_view action, const std::string& name, const Json& request) {
    const auto answer =
        account_.change_serverless({kService, action, name}, request.dump(), {kGone, kTaken});
    return !answer.refusal || answer.refusal->code == kGone;
  }

  [[noreturn]] static void refuse_state(const Cluster& cluster) {
    throw Error(ErrorKind::kInvalid,
                "{} is Serverless, which is not billed while idle: there is nothing to pause",
                cluster.thing.name);
  }

  Account& account_;
};

}  // namespace

std::unique_ptr<ClusterService> make_serverless_clusters(Account& account) {
  return std::make_unique<ServerlessClusters>(account);
}

}  // namespace darties::cloud
