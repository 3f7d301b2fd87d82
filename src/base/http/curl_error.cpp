#include "base/http/curl_error.h"

#include <curl/curl.h>

namespace darties {
namespace {

ErrorKind kind_of(int code) {
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_LOGIN_DENIED:
      return ErrorKind::kDenied;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_FILESIZE_EXCEEDED:
      return ErrorKind::kInvalid;
    case CURLE_FAILED_INIT:
    case CURLE_BAD_FUNCTION_ARGUMENT:
    case CURLE_UNKNOWN_OPTION:
      return ErrorKind::kBug;
    default:
      return ErrorKind::kUnavailable;
  }
}

std::string_view advice_for(int code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "; is the name right, and is there a network?";
    case CURLE_COULDNT_CONNECT:
      return "; nothing listens there, or a firewall is in between";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "; its certificate is not trusted here: aws.ca_bundle names a file of certificates to "
             "trust";
    default:
      return "";
  }
}

}  // namespace

Error from_curl(int code, std::string_view detail, std::string_view where) {
  if (detail.empty()) detail = curl_easy_strerror(static_cast<CURLcode>(code));
  return Error(kind_of(code), "no answer from {}: {}{}", where, detail, advice_for(code));
}

}  // namespace darties
