#include "cloud/caller_address.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace darties::cloud {
namespace {

constexpr std::uint64_t kLongestAnswer = 1024;
constexpr int kShortestPrefix = 8;  // what reaches further is the whole internet, or as good as

/// 32 or 128; 0 when it is no address.
int bits_of(const std::string& address) {
  std::array<unsigned char, 16> bytes{};
  if (::inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) return 32;
  return ::inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1 ? 128 : 0;
}

std::optional<int> read_prefix(std::string_view text, int most) {
  int prefix = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), prefix);
  const bool whole = fault == std::errc() && end == text.data() + text.size();
  return whole && prefix >= 0 && prefix <= most ? std::optional(prefix) : std::nullopt;
}

}  // namespace

std::string ask_caller_cidr(HttpClient& http, const std::string& url, const std::stop_token& stop) {
  constexpr std::string_view kAdvice =
      "say it with --cidr ADDRESS/32, or set infra.address_url to a page that answers with it";
  HttpRequest request{.url = url};
  request.limits.largest_body = kLongestAnswer;
  HttpResponse answer;
  try {
    answer = http.send(std::move(request), stop);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCancelled) throw;
    throw Error(ErrorKind::kUnavailable, "cannot ask for this machine's address: {}; {}",
                error.message(), kAdvice);
  }
  const std::string address(trim(answer.body));
  const int bits = answer.ok() ? bits_of(address) : 0;
  if (bits > 0) return fmt::format("{}/{}", address, bits);
  throw Error(ErrorKind::kUnavailable, "{} does not answer with an address (HTTP {}); {}", url,
              answer.status, kAdvice);
}

std::string check_cidr(const std::string& text, bool whole_internet) {
  const std::size_t slash = text.find('/');
  const std::string address = text.substr(0, slash);
  const int bits = bits_of(address);
  const auto prefix =
      slash == std::string::npos ? std::optional(bits) : read_prefix(text.substr(slash + 1), bits);
  if (bits == 0 || !prefix) {
    throw Error(ErrorKind::kInvalid,
                "an address range is written 203.0.113.7/32 or 2001:db8::/48, found: {}", text);
  }
  if (*prefix < kShortestPrefix && !whole_internet) {
    throw Error(ErrorKind::kInvalid,
                "{} lets the whole internet, or much of it, try to sign in: if that is meant, add "
                "--to-the-whole-internet",
                text);
  }
  return fmt::format("{}/{}", address, *prefix);
}

}  // namespace darties::cloud
