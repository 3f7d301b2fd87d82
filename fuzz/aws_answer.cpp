// What an AWS service, or what stands in its place, answers to a call: the first byte chooses the status.
#include "base/aws/credential_document.h"
#include "base/aws/service_error.h"
#include "fuzz/answer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return darties::fuzz::answer(data, size, [](std::string_view text) {
    using namespace darties::aws;
    constexpr int kStatuses[] = {200, 301, 400, 403, 500, 503};
    if (text.empty()) return;
    darties::HttpResponse response;
    response.status = kStatuses[std::uint8_t(text[0]) % std::size(kStatuses)];
    response.body = text.substr(1);
    if (const auto error = find_error(response))
      static_cast<void>(to_error(*error, "fuzzing").what());
    static_cast<void>(read_credentials(response.body, CredentialDialect::kMetadata));
  });
}
