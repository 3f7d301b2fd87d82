#include "base/http/curl_error.h"

#include <curl/curl.h>

namespace darties {
namespace {

std::string_view authority_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  const auto user = url.rfind('@');
  return user == std::string_view::npos ? url : url.substr(user + 1);
}

std::string_view host_of(std::string_view url) {
  const std::string_view authority = authority_of(url);
  if (authority.starts_with('[')) return authority.substr(0, authority.find(']') + 1);
  return authority.substr(0, authority.find(':'));
}

bool is_digits_and_dots(std::string_view host) {
  return host.find_first_not_of("0123456789.") == std::string_view::npos;
}

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

std::string shown_url(std::string_view url) {
  const auto scheme = url.find("://");
  const std::string_view prefix = scheme == std::string_view::npos ? "" : url.substr(0, scheme + 3);
  const std::string_view rest = url.substr(prefix.size());
  const auto path = rest.find_first_of("/?#");
  std::string shown = fmt::format("{}{}", prefix, authority_of(url));
  if (path != std::string_view::npos) {
    const std::string_view tail = rest.substr(path);
    shown += tail.substr(0, tail.find_first_of("?#"));
  }
  return shown;
}

bool stays_on_this_machine(std::string_view url) {
  const std::string_view host = host_of(url);
  if (host == "localhost" || host == "[::1]") return true;
  return is_digits_and_dots(host) && (host.starts_with("127.") || host.starts_with("169.254."));
}

}  // namespace darties
