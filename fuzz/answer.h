#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"

namespace darties::fuzz {

/// Hands the bytes to a parser. Refusing them is a right answer; calling that a fault of darties, or failing in another
/// way than by an Error, is a finding.
template <class Parse>
int answer(const std::uint8_t* data, std::size_t size, Parse parse) {
  try {
    parse(std::string_view(reinterpret_cast<const char*>(data), size));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kBug) throw;
  }
  return 0;
}

}  // namespace darties::fuzz
