#include "cli/aws_findings.h"

#include <algorithm>

#include "base/aws/iso_time.h"
#include "base/aws/query_client.h"
#include "base/text.h"

namespace darties::cli {
namespace {

std::string ending_of(const aws::Credentials& credentials, Clock& clock) {
  if (!credentials.expires)
    return credentials.session_token.empty() ? "without an end" : "end not told";
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(*credentials.expires - clock.now());
  return fmt::format("until {}, {} from now", aws::to_iso_time(*credentials.expires),
                     human_duration(left.count()));
}

bool says_something(const ConfigEntry& entry) {
  return !entry.value.empty() || !entry.secret.empty();
}

}  // namespace

bool mentions_aws(const Config& config) {
  const auto settings = config.below("aws");
  const auto keys = config.below("variables.aws");
  const auto says = [](const auto& entry) { return says_something(entry.second); };
  return std::any_of(settings.begin(), settings.end(), says) ||
         std::any_of(keys.begin(), keys.end(), says);
}

aws::AccessOptions impatient_options(const Config& config) {
  using std::chrono::milliseconds;
  aws::AccessOptions options = aws::access_options(config, aws::aws_environment());
  options.limits.connect = std::min(options.limits.connect, milliseconds(2000));
  options.limits.silence = std::min(options.limits.silence, milliseconds(5000));
  options.retries.most_tries = 2;
  return options;
}

Finding look_at_credentials(aws::Access& access, std::string_view if_none) {
  try {
    const aws::Credentials credentials = access.credentials()->get();
    return {"ok",
            fmt::format("{}, {}", credentials.source, ending_of(credentials, access.clock()))};
  } catch (const Error& error) {
    return {if_none, error.what()};
  }
}

Finding look_at_identity(aws::Access& access) {
  const auto answer = aws::QueryClient(access, "sts").call("GetCallerIdentity", {});
  return {"ok", fmt::format("{} of account {}", answer.result.text("Arn"),
                            answer.result.text("Account"))};
}

}  // namespace darties::cli
