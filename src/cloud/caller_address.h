#pragma once

#include <stop_token>
#include <string>

#include "base/http/http_client.h"

namespace darties::cloud {

/// The address this machine is seen with from outside, as a range of one: "203.0.113.7/32". `url` answers with it as text.
/// Throws kUnavailable, saying to give --cidr, when it does not.
std::string ask_caller_cidr(HttpClient& http, const std::string& url, const std::stop_token& stop);

/// "10.0.0.0/8" as it is; "203.0.113.7" becomes a range of one. Throws kInvalid for what is no range, and for more than a
/// 256th of the internet unless `whole_internet`.
std::string check_cidr(const std::string& text, bool whole_internet);

}  // namespace darties::cloud
