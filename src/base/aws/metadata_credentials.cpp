// Credentials from a service beside us. Its addresses are link-local or loopback, so plain HTTP is right there.
#include "base/aws/metadata_credentials.h"

#include <algorithm>

#include "base/aws/credential_document.h"
#include "base/aws/service_error.h"
#include "base/error.h"
#include "base/files.h"
#include "base/text.h"

namespace darties::aws {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kContainerAgent = "http://169.254.170.2";
constexpr std::string_view kInstanceService = "http://169.254.169.254";
constexpr std::string_view kInstanceServiceV6 = "http://[fd00:ec2::254]";
constexpr std::string_view kRoles = "/latest/meta-data/iam/security-credentials/";
constexpr HttpLimits kPatient{.connect = milliseconds(2000),
                              .silence = milliseconds(5000),
                              .total = milliseconds(10000),
                              .largest_body = 64 * 1024};
constexpr HttpLimits kImpatient{.connect = milliseconds(1000),
                                .silence = milliseconds(1000),
                                .total = milliseconds(1000),
                                .largest_body = 64 * 1024};

HttpRequest request_to(std::string url, const HttpLimits& limits) {
  return {.url = std::move(url), .limits = limits, .allow_http = true};
}

/// The body of an answer to an unsigned request, tried again as any call.
std::string ask(Access& access, HttpRequest request, std::string_view doing) {
  const Reply reply = access.sender().send({.request = std::move(request)});
  if (reply.failure) std::rethrow_exception(reply.failure);
  if (reply.refusal) throw to_error(*reply.refusal, doing);
  return reply.response.body;
}

bool is_agent(std::string_view url) {
  constexpr std::string_view kAgents[] = {"localhost", "[::1]", "169.254.170.2", "169.254.170.23",
                                          "[fd00:ec2::23]"};
  std::string_view host = url.substr(std::string_view("http://").size());
  host = host.substr(0, host.find_first_of("/?#"));
  if (host.find('@') != std::string_view::npos) return false;
  if (const std::size_t colon = host.rfind(':');
      colon != std::string_view::npos && !host.ends_with(']'))
    host = host.substr(0, colon);
  const bool loopback =
      host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
  return loopback || std::find(std::begin(kAgents), std::end(kAgents), host) != std::end(kAgents);
}

std::string container_url(const AccessOptions& options) {
  const std::string relative = options.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  if (!relative.empty()) return fmt::format("{}{}", kContainerAgent, relative);
  std::string full = options.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
  const bool safe = full.starts_with("https://") || (full.starts_with("http://") && is_agent(full));
  if (full.empty() || safe) return full;
  throw Error(
      ErrorKind::kInvalid,
      "AWS_CONTAINER_CREDENTIALS_FULL_URI must be https, or http to this machine or an agent "
      "of AWS: anybody on the way could read the keys");
}

std::string container_token(const AccessOptions& options) {
  const std::string file = options.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
  std::string token = options.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
  if (!file.empty()) token = trim(read_file(file));
  if (token.find_first_of("\r\n") != std::string::npos)
    throw Error(ErrorKind::kInvalid, "the container's authorization token has several lines");
  return token;
}

Credentials read_named(const std::string& document, std::string source) {
  try {
    Credentials credentials = read_credentials(document, CredentialDialect::kMetadata);
    credentials.source = std::move(source);
    return credentials;
  } catch (Error& error) {
    error.while_doing(fmt::format("reading credentials of {}", source));
    throw;
  }
}

std::string instance_service(const AccessOptions& options) {
  std::string url = options.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT");
  if (url.empty()) {
    const auto mode = lower_ascii(options.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"));
    url = mode == "ipv6" ? kInstanceServiceV6 : kInstanceService;
  }
  while (url.ends_with('/')) url.pop_back();
  return url;
}

/// The session token of version 2; empty when nobody answers or answers otherwise. Asked once and without patience: a
/// laptop has no such service.
std::string session_token(Access& access, const std::string& service) {
  HttpRequest request = request_to(service + "/latest/api/token", kImpatient);
  request.method = "PUT";
  request.headers.add("x-aws-ec2-metadata-token-ttl-seconds", "300");
  try {
    const HttpResponse response = access.http().send(std::move(request));
    const bool one_line = response.body.find_first_of("\r\n") == std::string::npos;
    return response.ok() && one_line ? response.body : "";
  } catch (const Error&) {
    return "";
  }
}

}  // namespace

std::optional<Credentials> container_credentials(Access& access) {
  const std::string url = container_url(access.options());
  if (url.empty()) return std::nullopt;
  HttpRequest request = request_to(url, kPatient);
  const std::string token = container_token(access.options());
  if (!token.empty()) request.headers.add("Authorization", token);
  return read_named(ask(access, std::move(request), "asking the container for credentials"),
                    "the container");
}

std::optional<Credentials> instance_credentials(Access& access) {
  if (lower_ascii(access.options().variable("AWS_EC2_METADATA_DISABLED")) == "true")
    return std::nullopt;
  const std::string service = instance_service(access.options());
  const std::string token = session_token(access, service);
  if (token.empty()) return std::nullopt;
  const auto read = [&](const std::string& path) {
    HttpRequest request = request_to(service + path, kPatient);
    request.headers.add("x-aws-ec2-metadata-token", token);
    return ask(access, std::move(request), "asking the instance for its role's credentials");
  };
  std::string role;
  try {
    const std::string roles = read(std::string(kRoles));
    role = trim(roles.substr(0, roles.find('\n')));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kNotFound) throw;
  }
  if (role.empty()) return std::nullopt;
  return read_named(read(fmt::format("{}{}", kRoles, uri_encode(role))),
                    fmt::format("role {} of this instance", role));
}

}  // namespace darties::aws
