// What an AWS service's refusal means for the caller, by its code and status.
#include <algorithm>
#include <span>
#include <utility>

#include "base/aws/service_error.h"

namespace darties::aws {
namespace {

using Codes = std::span<const std::string_view>;

bool is_one_of(const std::string& code, Codes codes) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

constexpr std::string_view kClockCodes[] = {"RequestTimeTooSkewed", "RequestExpired",
                                            "RequestInTheFuture"};
constexpr std::string_view kRegionCodes[] = {
    "PermanentRedirect", "TemporaryRedirect",
    "Redirect",          "AuthorizationHeaderMalformed",
    "BadRequest",        "IllegalLocationConstraintException"};
constexpr std::string_view kRefreshCodes[] = {"ExpiredToken", "ExpiredTokenException",
                                              "TokenRefreshRequired"};
constexpr std::string_view kSlowDownCodes[] = {"Throttling",
                                               "ThrottlingException",
                                               "ThrottledException",
                                               "RequestThrottled",
                                               "RequestThrottledException",
                                               "RequestLimitExceeded",
                                               "TooManyRequests",
                                               "TooManyRequestsException",
                                               "BandwidthLimitExceeded",
                                               "LimitExceededException",
                                               "ProvisionedThroughputExceededException",
                                               "PriorRequestNotComplete",
                                               "SlowDown",
                                               "EC2ThrottledException",
                                               "DependentServiceRequestThrottlingFault"};
constexpr std::string_view kRetryCodes[] = {"TransactionInProgressException",
                                            "RequestTimeout",
                                            "RequestTimeoutException",
                                            "BadDigest",
                                            "InternalError",
                                            "InternalFailure",
                                            "InternalServerException",
                                            "IDPCommunicationError",
                                            "ServiceUnavailable",
                                            "OperationAborted",
                                            "DependentServiceUnavailableFault",
                                            "ConcurrentModification",
                                            "ServiceFailure"};
constexpr std::string_view kSignatureCodes[] = {"SignatureDoesNotMatch",
                                                "InvalidSignatureException"};
constexpr std::string_view kDeniedCodes[] = {"Unauthorized",
                                             "UnauthorizedOperation",
                                             "AuthFailure",
                                             "UnrecognizedClientException",
                                             "MissingAuthenticationToken",
                                             "MissingAuthenticationTokenException",
                                             "IncompleteSignature",
                                             "InvalidSignatureException",
                                             "InvalidAccessKeyId",
                                             "InvalidClientTokenId",
                                             "InvalidToken",
                                             "SignatureDoesNotMatch",
                                             "OptInRequired",
                                             "NotAuthorized",
                                             "InvalidIdentityToken",
                                             "DependentServiceAccessDenied"};

/// IAM, STS and the JSON services call a wrong clock a wrong signature.
bool is_clock(const ServiceError& error) {
  if (is_one_of(error.code, kClockCodes)) return true;
  return is_one_of(error.code, kSignatureCodes) &&
         (error.message.starts_with("Signature expired") ||
          error.message.starts_with("Signature not yet current"));
}

bool is_denied(const ServiceError& error) {
  return error.status == 401 || error.status == 403 || error.code.starts_with("AccessDenied") ||
         is_one_of(error.code, kDeniedCodes) || is_one_of(error.code, kRefreshCodes) ||
         is_clock(error);
}

bool is_missing(const ServiceError& error) {
  return error.status == 404 || error.code.starts_with("NoSuch") ||
         error.code.ends_with("NotFound") || error.code.ends_with("NotFoundFault") ||
         error.code == "ResourceNotFoundException";
}

ErrorKind kind_of(const ServiceError& error) {
  const Remedy remedy = remedy_of(error);
  if (remedy == Remedy::kRetry || remedy == Remedy::kSlowDown) return ErrorKind::kUnavailable;
  if (is_denied(error)) return ErrorKind::kDenied;
  if (is_missing(error)) return ErrorKind::kNotFound;
  return error.status >= 500 && error.status != 501 ? ErrorKind::kUnavailable : ErrorKind::kInvalid;
}

/// What the user can do; empty where the service's own words say it.
std::string_view advice_for(const ServiceError& error) {
  if (is_clock(error)) return "set this machine's clock";
  if (is_one_of(error.code, kRefreshCodes)) return "these credentials have expired: get new ones";
  if (is_one_of(error.code, kSignatureCodes))
    return "the secret key does not belong to the key id, or something in between changes requests";
  if (error.code == "InvalidAccessKeyId" || error.code == "InvalidClientTokenId" ||
      error.code == "UnrecognizedClientException")
    return "this key is not known there: `darties doctor` says where it comes from";
  if (remedy_of(error) == Remedy::kRegion) return "set aws.region";
  return error.foreign ? "the answer is no document of AWS: does endpoint_url point to the service?"
                       : "";
}

}  // namespace

Remedy remedy_of(const ServiceError& error) {
  if (is_clock(error)) return Remedy::kClock;
  if (!error.region.empty() && is_one_of(error.code, kRegionCodes)) return Remedy::kRegion;
  if (is_one_of(error.code, kRefreshCodes)) return Remedy::kRefresh;
  if (is_one_of(error.code, kSlowDownCodes)) return Remedy::kSlowDown;
  if (error.foreign && error.status == 500) return Remedy::kNone;  // "no such action" of a stand-in
  if (is_one_of(error.code, kRetryCodes))
    return error.status == 503 ? Remedy::kSlowDown : Remedy::kRetry;
  switch (error.status) {
    case 429:
    case 503:
    case 509:
      return Remedy::kSlowDown;
    case 500:
    case 502:
    case 504:
      return Remedy::kRetry;
    default:
      return Remedy::kNone;
  }
}

Error to_error(const ServiceError& error, std::string_view doing) {
  std::string text = error.code;
  if (!error.message.empty()) text += ": " + error.message;
  text += fmt::format(" (HTTP {}{}{})", error.status, error.request_id.empty() ? "" : ", request ",
                      error.request_id);
  if (const auto advice = advice_for(error); !advice.empty()) text += fmt::format("; {}", advice);
  return std::move(Error(kind_of(error), "{}", text).while_doing(std::string(doing)));
}

}  // namespace darties::aws
