#include "base/aws/query_client.h"

#include <algorithm>

namespace darties::aws {
namespace {

constexpr std::string_view kForm = "application/x-www-form-urlencoded; charset=utf-8";

std::string_view version_of(std::string_view service) {
  if (service == "redshift") return "2012-12-01";
  if (service == "iam") return "2010-05-08";
  if (service == "sts") return "2011-06-15";
  if (service == "ec2") return "2016-11-15";
  throw Error(ErrorKind::kBug, "not a service of the Query protocol: {}", service);
}

std::string form_of(std::string_view action, std::string_view version,
                    const QueryParameters& parameters) {
  std::string form = fmt::format("Action={}&Version={}", action, version);
  for (const auto& [name, value] : parameters) {
    form += fmt::format("&{}={}", uri_encode(name), uri_encode(value));
  }
  return form;
}

/// Below <OpResult> where the service has it.
XmlNode result_of(const HttpResponse& response, std::string_view action) {
  if (response.body.empty()) return {};
  const XmlNode root = parse_xml(response.body);
  const XmlNode result = root.at(fmt::format("{}Result", action));
  return result ? result : root;
}

bool is_expected(const ServiceError& refusal, std::initializer_list<std::string_view> expected) {
  return std::find(expected.begin(), expected.end(), refusal.code) != expected.end();
}

}  // namespace

QueryClient::QueryClient(Access& access, std::string service, std::string region)
    : access_(access), service_(std::move(service)), region_(std::move(region)) {}

QueryClient::QueryClient(Access& access, std::string service, std::string region,
                         std::shared_ptr<CredentialProvider> credentials)
    : QueryClient(access, std::move(service), std::move(region)) {
  credentials_ = std::move(credentials);
}

QueryAnswer QueryClient::call(std::string_view action, const QueryParameters& parameters,
                              std::initializer_list<std::string_view> expected,
                              const std::stop_token& stop) {
  const Endpoint endpoint = access_.endpoint(service_, region_);
  Call call{.scope = {.region = endpoint.region, .service = service_},
            .credentials = credentials_ ? *credentials_ : access_.credentials()};
  call.request.method = "POST";
  call.request.limits = access_.options().limits;
  call.request.url = endpoint.url + "/";
  call.request.headers.add("Content-Type", std::string(kForm));
  call.request.body =
      std::make_shared<const std::string>(form_of(action, version_of(service_), parameters));
  const Reply reply = access_.sender().send(std::move(call), stop);
  if (reply.failure) std::rethrow_exception(reply.failure);
  if (!reply.refusal) return {.result = result_of(reply.response, action)};
  if (is_expected(*reply.refusal, expected)) return {.refusal = reply.refusal};
  throw to_error(*reply.refusal, fmt::format("calling {}:{}", service_, action));
}

}  // namespace darties::aws
