#pragma once

#include <string>
#include <utility>

namespace darties {

/// A clean value, or why there is none.
struct Cleaned {
  std::string text;
  std::string fault;  ///< reads well behind "value '2O.3': "; empty when all is well

  bool ok() const { return fault.empty(); }

  static Cleaned value(std::string text) { return {std::move(text), {}}; }
  static Cleaned refuse(std::string fault) { return {{}, std::move(fault)}; }
};

}  // namespace darties
