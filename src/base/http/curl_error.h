#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace darties {

/// The Error that libcurl's `code` (a CURLcode) stands for. `detail` is what libcurl says of it, `where` is host and path.
Error from_curl(int code, std::string_view detail, std::string_view where);

/// A URL as messages may show it: without user, password, query and fragment.
std::string shown_url(std::string_view url);

/// Whether an http:// URL stays on this machine or its link: localhost, 127.0.0.0/8, [::1], 169.254.0.0/16, where the
/// metadata service of a cloud machine listens.
bool stays_on_this_machine(std::string_view url);

}  // namespace darties
