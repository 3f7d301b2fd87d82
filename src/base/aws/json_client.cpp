#include "base/aws/json_client.h"

#include <algorithm>

namespace darties::aws {

JsonClient::JsonClient(Access& access, JsonService service, std::string region)
    : access_(access), service_(service), region_(std::move(region)) {}

JsonAnswer JsonClient::call(std::string_view action, std::string_view document,
                            std::initializer_list<std::string_view> expected,
                            const std::stop_token& stop) {
  const Endpoint endpoint = access_.endpoint(service_.name, region_);
  Call call{.scope = {.region = endpoint.region, .service = std::string(service_.name)},
            .credentials = access_.credentials()};
  call.request.method = "POST";
  call.request.limits = access_.options().limits;
  call.request.url = endpoint.url + "/";
  call.request.headers.add("Content-Type",
                           fmt::format("application/x-amz-json-{}", service_.version));
  call.request.headers.add("X-Amz-Target", fmt::format("{}.{}", service_.target, action));
  call.request.body = std::make_shared<const std::string>(document);
  Reply reply = access_.sender().send(std::move(call), stop);
  if (reply.failure) std::rethrow_exception(reply.failure);
  if (!reply.refusal) {
    return {.document = reply.response.body.empty() ? "{}" : std::move(reply.response.body)};
  }
  const auto& code = reply.refusal->code;
  if (std::find(expected.begin(), expected.end(), code) != expected.end()) {
    return {.document = "{}", .refusal = reply.refusal};
  }
  throw to_error(*reply.refusal, fmt::format("calling {}:{}", service_.name, action));
}

}  // namespace darties::aws
