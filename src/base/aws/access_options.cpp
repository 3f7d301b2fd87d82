// Where AWS is and who asks: collected from darties.yml, dwh.cfg, the environment and the profile.
#include <algorithm>

#include "base/aws/access.h"
#include "base/aws/profiles.h"
#include "base/config.h"
#include "base/text.h"

extern char** environ;

namespace darties::aws {
namespace {

/// A setting under one of two names: `aws.key`, or `variables.aws.key` as dwh.cfg says it. The stronger layer counts.
const ConfigEntry* find_either(const Config& config, std::string_view key, std::string_view other) {
  const ConfigEntry* found[] = {config.find(key), config.find(other)};
  for (const ConfigEntry*& entry : found) {
    if (entry != nullptr && entry->value.empty() && entry->secret.empty()) entry = nullptr;
  }
  if (found[0] == nullptr || found[1] == nullptr) return found[0] != nullptr ? found[0] : found[1];
  return found[1]->layer > found[0]->layer ? found[1] : found[0];
}

Secret credential(const ConfigEntry* entry) {
  if (entry == nullptr) return {};
  if (entry->layer == ConfigLayer::kProject) {
    throw Error(
        ErrorKind::kInvalid,
        "credentials do not belong into a file that is shared: put {} into [AWS] of dwh.cfg",
        entry->key)
        .at(entry->place);
  }
  return entry->is_secret ? entry->secret : Secret(entry->value);
}

void read_keys(const Config& config, AccessOptions& options) {
  const ConfigEntry* id = find_either(config, "aws.key", "variables.aws.key");
  const ConfigEntry* secret = find_either(config, "aws.secret", "variables.aws.secret");
  if (id == nullptr && secret == nullptr) return;
  if (id == nullptr || secret == nullptr) {
    throw Error(ErrorKind::kInvalid, "[AWS] needs both KEY and SECRET, or neither of them")
        .at((id == nullptr ? secret : id)->place);
  }
  options.access_key_id = credential(id);
  options.secret_access_key = credential(secret);
  options.session_token =
      credential(find_either(config, "aws.session_token", "variables.aws.session_token"));
  options.keys_place = to_string(id->place);
}

std::string checked_url(std::string url, const Place& place) {
  if (!url.starts_with("https://") && !url.starts_with("http://")) {
    throw Error(ErrorKind::kInvalid, "expected an endpoint such as https://HOST:PORT, found: {}",
                url)
        .at(place);
  }
  while (url.ends_with('/')) url.pop_back();
  return url;
}

/// AWS writes "secrets_manager" where hosts and signatures have "secretsmanager".
std::string service_of(std::string_view name) {
  const std::string service = replace_all(lower_ascii(name), "_", "-");
  return service == "secrets-manager" ? "secretsmanager" : service;
}

bool ignores_configured_endpoints(const Profile* profile, const AccessOptions& options) {
  std::string said = options.variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
  if (said.empty() && profile != nullptr) said = profile->text("ignore_configured_endpoint_urls");
  return lower_ascii(trim(said)) == "true";
}

using Urls = std::map<std::string, std::string>;

Urls endpoints_of_profile(const Profiles& profiles, const Profile& profile) {
  Urls urls;
  if (profile.has("endpoint_url"))
    urls[""] = checked_url(profile.text("endpoint_url"), profile.place_of("endpoint_url"));
  if (!profile.has("services")) return urls;
  const Profile* services = profiles.find_services(profile.text("services"));
  if (services == nullptr) {
    throw Error(ErrorKind::kInvalid, "no section [services {}] in {}", profile.text("services"),
                profiles.files())
        .at(profile.place_of("services"));
  }
  for (const auto& [name, value] : services->values) {
    const auto nested = services->nested(name);
    const auto url = nested.find("endpoint_url");
    if (url != nested.end())
      urls[service_of(name)] = checked_url(url->second.text, url->second.place);
  }
  return urls;
}

Urls endpoints_of_environment(const AccessOptions& options) {
  Urls urls;
  const std::string variable = "AWS_ENDPOINT_URL";
  for (const auto& [name, value] : options.environment) {
    if (value.empty() || !name.starts_with(variable)) continue;
    if (name == variable) urls[""] = checked_url(value, {name});
    if (name.starts_with(variable + "_"))
      urls[service_of(name.substr(variable.size() + 1))] = checked_url(value, {name});
  }
  return urls;
}

/// Those of the project alone where it says any. Else, as botocore has it, service by service the first of: the service's
/// variable, AWS_ENDPOINT_URL, the service's setting of the profile, the profile's endpoint_url.
void read_endpoints(const Config& config, const Profiles& profiles, AccessOptions& options) {
  Urls& urls = options.endpoint_urls;
  for (const auto& [service, entry] : config.below("aws.endpoints"))
    urls[service_of(service)] = checked_url(entry.value, entry.place);
  if (const auto* entry = config.find("aws.endpoint_url"))
    urls[""] = checked_url(entry->value, entry->place);
  const Profile* profile = profiles.find(options.profile);
  if (!urls.empty() || ignores_configured_endpoints(profile, options)) return;
  const Urls environment = endpoints_of_environment(options);
  if (profile != nullptr && !environment.contains(""))
    urls = endpoints_of_profile(profiles, *profile);
  for (const auto& [service, url] : environment) urls.insert_or_assign(service, url);
}

void read_profile_name(const Config& config, AccessOptions& options) {
  const std::string said = config.text("aws.profile", "");
  options.profile_is_said = !said.empty();
  for (const std::string& name :
       {said, options.variable("AWS_PROFILE"), options.variable("AWS_DEFAULT_PROFILE")}) {
    if (name.empty()) continue;
    options.profile = name;
    return;
  }
}

void read_region(const Config& config, const Profile* profile, AccessOptions& options) {
  const ConfigEntry* entry = find_either(config, "aws.region", "variables.dwh.dwh_region");
  for (const std::string& region :
       {entry == nullptr ? "" : entry->value, options.variable("AWS_REGION"),
        options.variable("AWS_DEFAULT_REGION"),
        profile == nullptr ? "" : profile->text("region")}) {
    if (!options.region.empty()) return;
    options.region = region;
  }
}

void read_connection(const Config& config, AccessOptions& options) {
  options.http.connect_to = config.list("aws.connect_to");
  options.http.ca_bundle = config.text("aws.ca_bundle", options.variable("AWS_CA_BUNDLE"));
  options.http.allow_http = config.flag("aws.allow_http", false);
  const ConfigEntry* timeout = config.find("aws.timeout");
  if (timeout == nullptr) return;
  const auto silence = parse_duration_ms(timeout->value);
  if (!silence || *silence == 0) {
    throw Error(ErrorKind::kInvalid, "aws.timeout must be a time such as 20s, found: {}",
                timeout->value)
        .at(timeout->place);
  }
  options.limits.silence = std::chrono::milliseconds(*silence);
  options.limits.connect = std::min(options.limits.connect, options.limits.silence);
}

}  // namespace

std::string AccessOptions::variable(const std::string& name) const {
  const auto found = environment.find(name);
  return found == environment.end() ? "" : found->second;
}

AccessOptions access_options(const Config& config, std::map<std::string, std::string> environment) {
  AccessOptions options;
  options.environment = std::move(environment);
  read_keys(config, options);
  read_profile_name(config, options);
  const Profiles profiles = Profiles::load(options.environment);
  const Profile* profile = profiles.find(options.profile);
  read_region(config, profile, options);
  read_endpoints(config, profiles, options);
  read_connection(config, options);
  const bool custom = options.endpoint_urls.contains("s3") || options.endpoint_urls.contains("");
  options.path_style = config.flag("aws.path_style", custom);
  options.requester_pays = config.flag("aws.requester_pays", false);
  options.role_arn = config.text("aws.role_arn", "");
  return options;
}

std::map<std::string, std::string> aws_environment() {
  std::map<std::string, std::string> found;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const std::size_t equals = std::min(text.find('='), text.size() - 1);
    const std::string_view name = text.substr(0, equals);
    if (name == "HOME" || name.starts_with("AWS_")) found.emplace(name, text.substr(equals + 1));
  }
  return found;
}

}  // namespace darties::aws
