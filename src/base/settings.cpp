#include "base/settings.h"

#include <algorithm>

#include "base/text.h"

namespace darties {
namespace {

constexpr Setting kSettings[] = {
    {"name", "Name of the project."},
    {"description", "One sentence about it."},
    {"format_version", "Version of this file's own format.", "1"},
    {"target", "Where the warehouse lives: a name below `targets`.", "embedded"},
    {"targets.*.kind", "Engine of the target: `embedded`."},
    {"targets.*.warehouse", "Embedded: the warehouse file, as seen from the project folder."},
    {"targets.*.memory_limit",
     "Embedded: memory the engine may use before it spills, such as `400MB`."},
    {"targets.*.threads", "Embedded: threads the engine may use."},
    {"lock_timeout", "How long to wait for another process that has the warehouse.", "10s"},
    {"lake.buckets.*", "The folder that stands for this bucket, as seen from the project folder."},
    {"aws.region",
     "The region of buckets and cluster, where `AWS_REGION` or the profile shall not say it."},
    {"aws.profile", "The profile of `~/.aws/config` and `~/.aws/credentials`."},
    {"aws.key", "Access key id: for the environment; dwh.cfg has it as KEY in [AWS]."},
    {"aws.secret", "Secret access key: for the environment; dwh.cfg has it as SECRET in [AWS]."},
    {"aws.session_token", "Session token of temporary keys; in [AWS] of dwh.cfg likewise."},
    {"aws.role_arn", "The role to assume with the credentials that the chain finds."},
    {"aws.assume_roles",
     "`true`: COPY and UNLOAD assume the role that their IAM_ROLE names; else the credentials of "
     "this machine stand for it."},
    {"aws.endpoint_url", "What speaks like AWS in its place, for every service."},
    {"aws.endpoints.*", "The same for one service: `s3`, `redshift`, `iam`, `sts`, `ec2`."},
    {"aws.path_style", "S3: the bucket stands in the path; so for every endpoint but AWS's own."},
    {"aws.requester_pays",
     "`true` accepts to be charged for requests to buckets whose owner does not pay for them."},
    {"aws.allow_http", "`true` lets an endpoint be http:// that is not this machine."},
    {"aws.ca_bundle", "File of certificates to trust in place of the system's."},
    {"aws.timeout",
     "How long a call of AWS may be silent before it is tried again; 20s unless said."},
    {"aws.connect_to.**", "Connects elsewhere: a list of `HOST:PORT:TO_HOST:TO_PORT`."},
    {"infra.kind", "The kind of cluster: `provisioned` (the usual) or `serverless`."},
    {"infra.public",
     "`true` gives the cluster a public address; its port opens for the caller alone."},
    {"infra.base_capacity", "Serverless: RPUs to begin with, usually 8."},
    {"infra.ttl", "How long a cluster is taken for, such as `2h`, where `--ttl` does not say it."},
    {"infra.owner",
     "Who answers for it, written on everything; else the caller as AWS knows them."},
    {"infra.login_kept_by",
     "Where a generated database password stays: `file` (the usual, mode 0600) or "
     "`secrets_manager`."},
    {"infra.role_policies.**", "ARNs of the policies of the cluster's role; else reading S3."},
    {"infra.vpc", "The VPC to stand in; else the default one."},
    {"infra.subnet_group", "The cluster subnet group that goes with it."},
    {"infra.address_url", "A page that answers with the address it is asked from."},
    {"infra.poll_interval", "First pause between two looks at what AWS is doing, usually 10s."},
    {"infra.settle_time", "How long what was just made may stay unseen, usually 60s."},
    {"infra.assume_time", "How long a new role may take until a cluster can use it, usually 2m."},
    {"infra.wait_limit", "How long a cluster may take to come or go, usually 30m."},
    {"history.runs_kept", "How many runs of each pipeline are remembered."},
    {"users.table", "The table that keeps people's password hashes."},
    {"users.logins", "The column, as `table.column`, that lists who may have a password."},
    {"variables.**", "What `{{ name }}` stands for in pipelines."},
};

std::vector<std::string> parts_of(std::string_view pattern) {
  std::vector<std::string> parts;
  for (const auto part : split(pattern, '.')) parts.emplace_back(part);
  return parts;
}

bool part_matches(const std::string& pattern, const std::string& part) {
  return pattern == "*" || pattern == "**" || pattern == fold_key(part);
}

bool begins_like(const std::vector<std::string>& pattern, const std::vector<std::string>& path,
                 std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (i >= pattern.size()) return pattern.back() == "**";
    if (!part_matches(pattern[i], path[i])) return false;
  }
  return true;
}

/// What may stand at `depth` of this path.
std::vector<std::string> names_at(const std::vector<std::string>& path, std::size_t depth) {
  std::vector<std::string> names;
  for (const Setting& setting : kSettings) {
    const auto pattern = parts_of(setting.key);
    if (depth >= pattern.size() || !begins_like(pattern, path, depth)) continue;
    if (std::find(names.begin(), names.end(), pattern[depth]) == names.end()) {
      names.push_back(pattern[depth]);
    }
  }
  return names;
}

bool is_setting(const std::vector<std::string>& path) {
  return std::any_of(std::begin(kSettings), std::end(kSettings), [&](const Setting& setting) {
    const auto pattern = parts_of(setting.key);
    const bool long_enough = path.size() >= pattern.size();
    return long_enough && begins_like(pattern, path, path.size());
  });
}

}  // namespace

std::span<const Setting> known_settings() { return kSettings; }

std::string fold_key(std::string_view key) {
  std::string folded = lower_ascii(key);
  std::replace(folded.begin(), folded.end(), '-', '_');
  return folded;
}

bool is_settings_section(std::string_view part) {
  const std::string folded = fold_key(part);
  return std::any_of(std::begin(kSettings), std::end(kSettings), [&](const Setting& setting) {
    return setting.key.substr(0, setting.key.find('.')) == folded;
  });
}

void check_setting(const std::vector<std::string>& path, const std::vector<Place>& places) {
  if (is_setting(path)) return;
  for (std::size_t depth = 0; depth < path.size(); ++depth) {
    const auto names = names_at(path, depth);
    if (names.empty()) {
      const std::vector<std::string> above(path.begin(), path.begin() + std::ptrdiff_t(depth));
      throw Error(ErrorKind::kInvalid, "'{}' is one value and has nothing below it, found: {}",
                  join(above, "."), path[depth])
          .at(places.at(depth));
    }
    const bool known = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return part_matches(name, path[depth]);
    });
    if (known) continue;
    throw Error(ErrorKind::kInvalid, "unknown key '{}'{}; known here: {}", path[depth],
                suggestion(path[depth], names), join(names, ", "))
        .at(places.at(depth));
  }
  throw Error(ErrorKind::kInvalid, "'{}' is not one value but has keys: {}", join(path, "."),
              join(names_at(path, path.size()), ", "))
      .at(places.back());
}

}  // namespace darties
