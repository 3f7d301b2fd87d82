#include "cloud/desired.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/config.h"
#include "base/text.h"
#include "cloud/prices.h"
#include "pipeline/duration.h"
#include "sql/syntax/reserved_words.h"

namespace darties::cloud {
namespace {

constexpr std::string_view kReadOnly = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

std::string dwh_key(std::string_view option) { return fmt::format("variables.dwh.dwh_{}", option); }

[[noreturn]] void refuse(const Config& config, const std::string& key, std::string_view expected,
                         std::string_view found) {
  const ConfigEntry* entry = config.find(key);
  Error error(ErrorKind::kInvalid, "{} is {}, found: {}", key.substr(key.rfind('.') + 1), expected,
              found);
  if (entry != nullptr) error.at(entry->place);
  throw std::move(error);
}

std::int64_t number_in(const Config& config, const std::string& key, std::int64_t fallback,
                       std::int64_t least, std::int64_t most) {
  const std::int64_t number = config.number(key, fallback);
  if (number >= least && number <= most) return number;
  refuse(config, key, fmt::format("from {} to {}", least, most), fmt::format("{}", number));
}

/// Lower-case letters, digits and single '-', a letter first.
bool is_identifier(std::string_view text) {
  const auto good = [](unsigned char c) {
    return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '-';
  };
  return !text.empty() && text.size() <= 63 && std::islower((unsigned char)text.front()) != 0 &&
         text.back() != '-' && text.find("--") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), good);
}

/// A name of a database or user as Redshift takes it: lower case, a letter first, none of its words.
bool is_database_name(std::string_view text, std::size_t longest, std::string_view marks) {
  const auto good = [&](unsigned char c) {
    return std::islower(c) != 0 || std::isdigit(c) != 0 || marks.find(char(c)) != marks.npos;
  };
  return !text.empty() && text.size() <= longest &&
         std::islower((unsigned char)text.front()) != 0 &&
         std::all_of(text.begin(), text.end(), good) && text != "public" &&
         !sql::is_reserved_word(upper_ascii(text));
}

std::string identifier_of(std::string_view project) {
  std::string name = "darties";
  for (const char c : "-" + lower_ascii(project)) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (plain || name.back() != '-') name += plain ? c : '-';
  }
  while (name.back() == '-') name.pop_back();
  return name.substr(0, 60);
}

void read_size(const Config& config, Desired& desired) {
  desired.node_type = config.text(dwh_key("node_type"), "ra3.large");
  const auto types = known_node_types();
  if (std::find(types.begin(), types.end(), desired.node_type) == types.end()) {
    refuse(config, dwh_key("node_type"), fmt::format("one of {}", join(types, ", ")),
           desired.node_type + suggestion(desired.node_type, types));
  }
  desired.nodes = int(number_in(config, dwh_key("num_nodes"), 1, 1, 100));
  const std::string type =
      config.text(dwh_key("cluster_type"), desired.nodes > 1 ? "multi-node" : "single-node");
  if (type != "multi-node" && type != "single-node") {
    refuse(config, dwh_key("cluster_type"), "multi-node or single-node", type);
  }
  if (type == "single-node") desired.nodes = 1;
  if (type == "multi-node" && desired.nodes < 2) {
    refuse(config, dwh_key("num_nodes"), "at least 2 for a multi-node cluster", "1");
  }
  desired.base_capacity = int(number_in(config, "infra.base_capacity", 8, 4, 1024));
}

void read_names(const Config& config, Desired& desired) {
  const std::string usual = identifier_of(desired.project);
  desired.cluster = lower_ascii(config.text(dwh_key("cluster_identifier"), usual));
  if (!is_identifier(desired.cluster)) {
    refuse(config, dwh_key("cluster_identifier"),
           "1 to 63 letters, digits and single '-', a letter first", desired.cluster);
  }
  desired.role = config.text(dwh_key("iam_role_name"), usual);
  desired.security_group = "darties-" + desired.cluster;
  desired.database = config.text(dwh_key("db"), "dev");
  if (!is_database_name(desired.database, 64, "_")) {
    refuse(config, dwh_key("db"),
           "1 to 64 lower-case letters, digits and '_', a letter first, and no word of SQL",
           desired.database);
  }
  desired.user = config.text(dwh_key("db_user"), "awsuser");
  if (!is_database_name(desired.user, 128, "_+.@-")) {
    refuse(config, dwh_key("db_user"),
           "1 to 128 lower-case letters, digits and _ + . @ -, a letter first, and neither public "
           "nor a word of SQL",
           desired.user);
  }
  desired.port = int(number_in(config, dwh_key("port"), 5439, 1150, 65535));
}

bool is_good_password(std::string_view text) {
  const auto has = [&](auto is) { return std::any_of(text.begin(), text.end(), is); };
  const bool classes = has([](unsigned char c) { return std::isupper(c) != 0; }) &&
                       has([](unsigned char c) { return std::islower(c) != 0; }) &&
                       has([](unsigned char c) { return std::isdigit(c) != 0; });
  const bool printable = std::all_of(text.begin(), text.end(), [](char c) {
    return c > 32 && c < 127 && std::string_view("'\"\\/@").find(c) == std::string_view::npos;
  });
  return text.size() >= 8 && text.size() <= 64 && classes && printable;
}

void read_password(const Config& config, Desired& desired) {
  const std::string where = config.text("infra.login_kept_by", "file");
  if (where != "file" && where != "secrets_manager") {
    refuse(config, "infra.login_kept_by", "file or secrets_manager", where);
  }
  desired.managed_password = where == "secrets_manager";
  const std::string key = dwh_key("db_password");
  if (desired.managed_password || !config.has(key)) return;
  desired.password = config.secret(key);
  if (desired.password.empty() || is_good_password(desired.password.reveal())) return;
  refuse(config, key,
         "8 to 64 characters with an upper-case letter, a lower-case letter and a digit, none of "
         "' \" \\ / @ or blank",
         "another text (not shown)");
}

Clock::Duration duration_of(const Config& config, const std::string& key,
                            Clock::Duration fallback) {
  const ConfigEntry* entry = config.find(key);
  return entry == nullptr ? fallback : parse_duration(entry->value, entry->place);
}

}  // namespace

std::string_view to_string(ClusterKind kind) {
  return kind == ClusterKind::kProvisioned ? "provisioned" : "serverless";
}

ClusterKind parse_cluster_kind(std::string_view word) {
  if (word == "provisioned") return ClusterKind::kProvisioned;
  if (word == "serverless") return ClusterKind::kServerless;
  throw Error(ErrorKind::kInvalid, "a cluster is provisioned or serverless, found: {}", word);
}

Desired read_desired(const Config& config) {
  Desired desired;
  desired.project = config.text("name", "darties");
  desired.kind = parse_cluster_kind(config.text("infra.kind", "provisioned"));
  read_names(config, desired);
  read_size(config, desired);
  read_password(config, desired);
  desired.role_policies = config.list("infra.role_policies");
  if (desired.role_policies.empty()) desired.role_policies = {std::string(kReadOnly)};
  desired.publicly_accessible = config.flag("infra.public", false);
  desired.vpc = config.text("infra.vpc", "");
  desired.subnet_group = config.text("infra.subnet_group", "");
  desired.owner = config.text("infra.owner", "");
  desired.address_url = config.text("infra.address_url", "https://checkip.amazonaws.com/");
  if (config.has("infra.ttl")) desired.ttl = duration_of(config, "infra.ttl", {});
  return desired;
}

Patience read_patience(const Config& config) {
  Patience patience;
  patience.poll = duration_of(config, "infra.poll_interval", patience.poll);
  patience.settle = duration_of(config, "infra.settle_time", patience.settle);
  patience.assume = duration_of(config, "infra.assume_time", patience.assume);
  patience.limit = duration_of(config, "infra.wait_limit", patience.limit);
  return patience;
}

}  // namespace darties::cloud
