#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/aws/credentials.h"
#include "base/http/http_client.h"

namespace darties::aws {

/// What a signature is good for.
struct Scope {
  std::string region;   ///< "eu-west-1"
  std::string service;  ///< "s3", "redshift", "iam"
};

/// Signs by AWS Signature Version 4, in headers: sets host, x-amz-date, x-amz-security-token where there is one, and
/// Authorization; for "s3" also x-amz-content-sha256. `payload_sha256` is lower-case hex, or "UNSIGNED-PAYLOAD".
/// All headers already in the request are signed, except those that proxies change (user-agent, expect, …).
/// The path of the URL is encoded once for "s3" and twice for all others, as the services want it.
/// Signing again replaces the signature.
void sign(HttpRequest& request, const Credentials& credentials, const Scope& scope,
          std::chrono::system_clock::time_point now, std::string_view payload_sha256);

/// Everything but unreserved characters (A-Z a-z 0-9 - _ . ~) as %XX; '/' stays where `keep_slash`.
std::string uri_encode(std::string_view text, bool keep_slash = false);
/// The bytes that %XX stand for; what is no such triple stays, '+' too.
std::string uri_decode(std::string_view text);

}  // namespace darties::aws
