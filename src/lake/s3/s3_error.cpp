#include "lake/s3/s3_error.h"

namespace darties {
namespace {

using aws::Remedy;
using aws::ServiceError;

/// HEAD has no body that would say it.
std::string message_of(const ServiceError& refusal) {
  if (!refusal.message.empty()) return refusal.message;
  if (refusal.code == "AccessDenied") return "Access Denied";
  if (refusal.code == "PermanentRedirect")
    return "The bucket you are attempting to access must be addressed using the specified endpoint";
  return refusal.code;
}

std::string in_words_of_redshift(const ServiceError& refusal) {
  const Remedy remedy = remedy_of(refusal);
  const bool may_pass = remedy == Remedy::kRetry || remedy == Remedy::kSlowDown;
  std::string text = fmt::format("S3ServiceException:{},Status {},Error {}", message_of(refusal),
                                 refusal.status, refusal.code);
  if (!refusal.request_id.empty()) text += ",Rid " + refusal.request_id;
  return text + (may_pass ? ",CanRetry 1" : ",CanRetry 0");
}

Error failure_of(const aws::Reply& reply, std::string_view doing) {
  try {
    std::rethrow_exception(reply.failure);
  } catch (Error& error) {
    return error.while_doing(std::string(doing));
  }
}

}  // namespace

Error s3_error(const aws::Reply& reply, std::string_view doing) {
  if (reply.failure) return failure_of(reply, doing);
  const ErrorKind kind = aws::to_error(*reply.refusal, doing).kind();
  return Error(kind, "{}", in_words_of_redshift(*reply.refusal)).while_doing(std::string(doing));
}

Error s3_bucket_error(const aws::Reply& reply, const S3Bucket& bucket, std::string_view doing) {
  Error error = s3_error(reply, doing);
  const bool out_of_reach =
      error.kind() == ErrorKind::kNotFound || error.kind() == ErrorKind::kDenied;
  if (!out_of_reach) return error;
  return error.while_doing(
      fmt::format("reaching {}. {}", bucket.url(""), folder_hint(bucket.name())));
}

Error s3_object_error(const aws::Reply& reply, std::string_view url, std::string_view doing) {
  const bool absent = reply.refusal && reply.refusal->status == 404 &&
                      (reply.refusal->code == "NoSuchKey" || reply.refusal->code == "NotFound");
  if (absent) {
    return Error(ErrorKind::kNotFound, "no object under this key: {} ({})", url,
                 in_words_of_redshift(*reply.refusal));
  }
  if (reply.refusal && reply.refusal->status == 412) {
    return Error(ErrorKind::kUnavailable,
                 "the object changed after it was listed: {} ({}). Run it again", url,
                 in_words_of_redshift(*reply.refusal));
  }
  return s3_error(reply, doing);
}

}  // namespace darties
