#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace darties {

/// Calls `work(i)` for every i below `count`, on so many threads at most. All are tried; then throws the error of the smallest i
/// that failed, with how many failed. A stop request ends it with kCancelled after those under way.
void for_each_parallel(std::size_t count, int threads, const std::stop_token& stop,
                       const std::function<void(std::size_t)>& work);

}  // namespace darties
