#pragma once

#include <string>
#include <string_view>

namespace darties {

/// A URL as messages may show it: without user, password, query and fragment.
std::string shown_url(std::string_view url);

/// The host of a URL, in lower case: "example.org", "127.0.0.1", "[::1]".
std::string host_of(std::string_view url);

/// `reference`, a URL or a path, as seen from `base` (RFC 3986, section 5). Throws kInvalid for what is no URL.
std::string resolve_url(std::string_view base, std::string_view reference);

/// Whether a URL stays on this machine or its link: localhost, 127.0.0.0/8, [::1], 169.254.0.0/16, where the metadata
/// service of a cloud machine listens.
bool stays_on_this_machine(std::string_view url);

/// The same, and private networks: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 0.0.0.0/8, [fc00::]/7, [fe80::]/10.
/// Looks at addresses as they are written; a name that leads to one is not looked up.
bool is_private_address(std::string_view url);

}  // namespace darties
