// AWS Signature Version 4: a canonical text of the request is hashed, and the hash signed by a key that is derived
// from the secret, day, region and service. Way in: sign().
#include "base/aws/signer.h"

#include <fmt/chrono.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/hash.h"
#include "base/hex.h"
#include "base/text.h"

namespace darties::aws {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

/// What curl or a proxy sets or changes on the way, and the signature itself.
constexpr std::array<std::string_view, 9> kUnsignedHeaders = {
    "accept-encoding",   "authorization", "connection",     "content-length", "expect", "te",
    "transfer-encoding", "user-agent",    "x-amzn-trace-id"};

std::string hmac_sha256(std::string_view key, std::string_view text) {
  std::array<unsigned char, 32> digest{};
  unsigned length = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  if (HMAC(EVP_sha256(), key.data(), int(key.size()), bytes, text.size(), digest.data(), &length) ==
      nullptr) {
    throw Error(ErrorKind::kBug, "libcrypto refuses to compute an HMAC");
  }
  return {reinterpret_cast<const char*>(digest.data()), length};
}

/// The parts of a URL as they are written in it.
struct UrlParts {
  std::string_view authority;
  std::string_view path;
  std::string_view query;
};

UrlParts parts_of(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos)
    throw Error(ErrorKind::kBug, "a request to sign needs a whole URL");
  const bool tls = url.starts_with("https:");
  url = url.substr(0, url.find('#'));
  url.remove_prefix(scheme_end + 3);
  UrlParts parts;
  parts.authority = url.substr(0, url.find_first_of("/?"));
  url.remove_prefix(parts.authority.size());
  parts.path = url.substr(0, url.find('?'));
  if (parts.path.size() < url.size()) parts.query = url.substr(parts.path.size() + 1);
  if (parts.path.empty()) parts.path = "/";
  const std::string_view default_port = tls ? ":443" : ":80";
  if (parts.authority.ends_with(default_port)) parts.authority.remove_suffix(default_port.size());
  return parts;
}

std::string canonical_path(std::string_view path, bool encoded_once) {
  return uri_encode(encoded_once ? uri_decode(path) : std::string(path), true);
}

std::string canonical_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  if (query.empty()) return "";
  for (const std::string_view parameter : split(query, '&')) {
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    const std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
    parameters.emplace_back(uri_encode(uri_decode(parameter.substr(0, equals))),
                            uri_encode(uri_decode(value)));
  }
  std::sort(parameters.begin(), parameters.end());
  std::string text;
  for (const auto& [name, value] : parameters)
    text += fmt::format("{}{}={}", text.empty() ? "" : "&", name, value);
  return text;
}

/// Trimmed, and every run of blanks inside as one.
std::string canonical_value(std::string_view value) {
  std::string text;
  for (const char c : trim(value)) {
    const bool blank = c == ' ' || c == '\t';
    if (!blank || text.back() != ' ') text += blank ? ' ' : c;
  }
  return text;
}

/// By lower-case name, lines of one name joined by commas.
std::map<std::string, std::string> headers_to_sign(const HttpHeaders& headers) {
  std::map<std::string, std::string> signed_headers;
  for (const auto& [name, value] : headers) {
    const std::string lower = lower_ascii(name);
    if (std::find(kUnsignedHeaders.begin(), kUnsignedHeaders.end(), lower) !=
        kUnsignedHeaders.end())
      continue;
    const auto [line, is_new] = signed_headers.emplace(lower, canonical_value(value));
    if (!is_new) line->second += "," + canonical_value(value);
  }
  return signed_headers;
}

std::string signature_of(std::string_view text, const Secret& secret, std::string_view day,
                         const Scope& scope) {
  const std::string day_key = hmac_sha256("AWS4" + secret.reveal(), day);
  const std::string service_key = hmac_sha256(hmac_sha256(day_key, scope.region), scope.service);
  return to_hex(hmac_sha256(hmac_sha256(service_key, "aws4_request"), text));
}

/// Everything that is signed but the signature: the headers that belong to it replace those of an earlier one.
void set_headers(HttpRequest& request, const Credentials& credentials, const Scope& scope,
                 const std::string& time, std::string_view payload_sha256) {
  request.headers.set("host", std::string(parts_of(request.url).authority));
  request.headers.set("x-amz-date", time);
  if (credentials.session_token.empty()) {
    request.headers.remove("x-amz-security-token");
  } else {
    request.headers.set("x-amz-security-token", credentials.session_token.reveal());
  }
  if (scope.service == "s3")
    request.headers.set("x-amz-content-sha256", std::string(payload_sha256));
}

}  // namespace

void sign(HttpRequest& request, const Credentials& credentials, const Scope& scope,
          std::chrono::system_clock::time_point now, std::string_view payload_sha256) {
  const std::string time =
      fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
  const std::string day = time.substr(0, 8);
  set_headers(request, credentials, scope, time, payload_sha256);

  std::string lines;
  std::string names;
  for (const auto& [name, value] : headers_to_sign(request.headers)) {
    lines += fmt::format("{}:{}\n", name, value);
    names += (names.empty() ? "" : ";") + name;
  }
  const UrlParts url = parts_of(request.url);
  const std::string canonical = fmt::format(
      "{}\n{}\n{}\n{}\n{}\n{}", request.method, canonical_path(url.path, scope.service == "s3"),
      canonical_query(url.query), lines, names, payload_sha256);
  const std::string reach = fmt::format("{}/{}/{}/aws4_request", day, scope.region, scope.service);
  const std::string to_sign =
      fmt::format("{}\n{}\n{}\n{}", kAlgorithm, time, reach, sha256_hex(canonical));
  request.headers.set(
      "Authorization",
      fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", kAlgorithm,
                  credentials.access_key_id.reveal(), reach, names,
                  signature_of(to_sign, credentials.secret_access_key, day, scope)));
}

std::string uri_encode(std::string_view text, bool keep_slash) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    const bool mark = c == '-' || c == '_' || c == '.' || c == '~' || (c == '/' && keep_slash);
    if (letter || mark || (c >= '0' && c <= '9')) {
      encoded += c;
      continue;
    }
    encoded += '%';
    encoded += kDigits[std::uint8_t(c) >> 4];
    encoded += kDigits[std::uint8_t(c) & 15];
  }
  return encoded;
}

std::string uri_decode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    decoded += low < 0 ? text[i] : char(high * 16 + low);
    if (low >= 0) i += 2;
  }
  return decoded;
}

}  // namespace darties::aws
