#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace darties {

/// The Error that libcurl's `code` (a CURLcode) stands for. `detail` is what libcurl says of it, `where` is host and path.
Error from_curl(int code, std::string_view detail, std::string_view where);

}  // namespace darties
