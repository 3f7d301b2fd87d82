#pragma once

#include <string>
#include <string_view>

namespace darties::cli {

/// What `doctor` knows of one part: "ok", "warn" or "fail", and a sentence.
struct Finding {
  std::string_view state;
  std::string detail;
};

}  // namespace darties::cli
