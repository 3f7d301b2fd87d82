#include "base/http/web_address.h"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <memory>
#include <optional>

#include "base/error.h"
#include "base/text.h"

namespace darties {
namespace {

std::string_view authority_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  const auto user = url.rfind('@');
  return user == std::string_view::npos ? url : url.substr(user + 1);
}

/// The IPv4 address of a host in any form that a resolver takes ("127.1", "0x7f000001"), in host order.
std::optional<std::uint32_t> ipv4_of(const std::string& host) {
  in_addr address{};
  if (::inet_aton(host.c_str(), &address) == 0) return std::nullopt;
  return ntohl(address.s_addr);
}

bool is_in(std::uint32_t address, std::uint32_t network, int bits) {
  return address >> (32 - bits) == network >> (32 - bits);
}

bool is_private_ipv4(std::uint32_t address) {
  return is_in(address, 0x0A000000, 8) || is_in(address, 0xAC100000, 12) ||
         is_in(address, 0xC0A80000, 16) || is_in(address, 0x64400000, 10) || is_in(address, 0, 8);
}

bool is_private_ipv6(std::string_view host) {
  if (!host.starts_with('[')) return false;
  return host.starts_with("[fc") || host.starts_with("[fd") || host.starts_with("[fe8") ||
         host.starts_with("[fe9") || host.starts_with("[fea") || host.starts_with("[feb") ||
         host.starts_with("[::ffff:") || host == "[::]";
}

struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

}  // namespace

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

std::string host_of(std::string_view url) {
  const std::string_view authority = authority_of(url);
  if (authority.starts_with('[')) return lower_ascii(authority.substr(0, authority.find(']') + 1));
  return lower_ascii(authority.substr(0, authority.find(':')));
}

std::string resolve_url(std::string_view base, std::string_view reference) {
  const std::unique_ptr<CURLU, UrlDeleter> url(curl_url());
  char* text = nullptr;
  const bool resolved =
      url && curl_url_set(url.get(), CURLUPART_URL, std::string(base).c_str(), 0) == CURLUE_OK &&
      curl_url_set(url.get(), CURLUPART_URL, std::string(reference).c_str(), CURLU_URLENCODE) ==
          CURLUE_OK &&
      curl_url_get(url.get(), CURLUPART_URL, &text, 0) == CURLUE_OK;
  if (!resolved) throw Error(ErrorKind::kInvalid, "not a URL: {}", shown_url(reference));
  std::string whole(text);
  curl_free(text);
  return whole;
}

bool stays_on_this_machine(std::string_view url) {
  const std::string host = host_of(url);
  if (host == "localhost" || host == "[::1]") return true;
  const auto address = ipv4_of(host);
  return address && (is_in(*address, 0x7F000000, 8) || is_in(*address, 0xA9FE0000, 16));
}

bool is_private_address(std::string_view url) {
  if (stays_on_this_machine(url)) return true;
  const std::string host = host_of(url);
  if (const auto address = ipv4_of(host)) return is_private_ipv4(*address);
  return is_private_ipv6(host) || host.ends_with(".localhost");
}

}  // namespace darties
