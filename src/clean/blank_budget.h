#pragma once

#include <cstdint>

#include "base/error.h"

namespace darties {

/// Counts the fields that are written without a value. A sheet whose rows share next to no columns, as a file of a few
/// kilobytes can have, would fill a disk with them.
class BlankBudget {
 public:
  void take(bool is_blank) {
    ++(is_blank ? blank_ : filled_);
    if (blank_ > kMost && blank_ > kMostForEachValue * filled_) refuse();
  }

 private:
  static constexpr std::uint64_t kMost = 10'000'000;
  static constexpr std::uint64_t kMostForEachValue = 100;

  [[noreturn]] static void refuse() {
    throw Error(
        ErrorKind::kInvalid,
        "rows that have hardly a column in common: more than {} blank fields, and more than "
        "{} for each value; say which `columns` to take",
        kMost, kMostForEachValue);
  }

  std::uint64_t blank_ = 0;
  std::uint64_t filled_ = 0;
};

}  // namespace darties
