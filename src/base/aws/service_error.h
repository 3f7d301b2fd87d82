#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/http/http_client.h"

namespace darties::aws {

/// What an AWS service says when it refuses, whatever dialect it speaks (XML of Query, EC2 and S3; JSON; HTML of a proxy).
struct ServiceError {
  int status = 0;
  std::string
      code;  ///< "SlowDown"; made from the status when the body names none: "NotFound", "InternalError"
  std::string message;  ///< theirs; a first line when the body was no document of theirs
  std::string request_id;
  std::string region;  ///< where to ask instead, when the answer says so
  bool foreign =
      false;  ///< the body was no document of theirs: a page of a proxy, or of something else
};

/// The refusal in this answer: any status but 2xx, and the 200 of S3 that carries an <Error>. Nothing for a success.
std::optional<ServiceError> find_error(const HttpResponse& response);

/// What can be done about it (reference 8.8).
enum class Remedy {
  kNone,      ///< the same call fails again
  kRetry,     ///< may succeed later
  kSlowDown,  ///< the same, with fewer requests in flight
  kClock,     ///< signed with a wrong clock: correct it from the Date header, once
  kRegion,    ///< sign again for `region`, once
  kRefresh,   ///< new credentials, once
};
Remedy remedy_of(const ServiceError& error);

/// As the scheduler sees it: kDenied for credentials and rights, kNotFound, kInvalid, kUnavailable for what may pass.
/// `doing` reads well after "while": "creating role dwhRole". The text holds code, message and request id.
Error to_error(const ServiceError& error, std::string_view doing);

}  // namespace darties::aws
