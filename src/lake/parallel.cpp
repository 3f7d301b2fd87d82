#include "lake/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "base/cancellation.h"
#include "base/error.h"

namespace darties {
namespace {

[[noreturn]] void rethrow(const std::map<std::size_t, std::exception_ptr>& failures) {
  try {
    std::rethrow_exception(failures.begin()->second);
  } catch (Error& error) {
    if (failures.size() > 1)
      error.while_doing(fmt::format("moving files, {} of which failed", failures.size()));
    throw;
  }
}

}  // namespace

void for_each_parallel(std::size_t count, int threads, const std::stop_token& stop,
                       const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::map<std::size_t, std::exception_ptr> failures;  // guarded by mutex
  const auto take_turns = [&] {
    for (std::size_t i = next++; i < count && !stop.stop_requested(); i = next++) {
      try {
        work(i);
      } catch (...) {
        const std::lock_guard lock(mutex);
        failures.emplace(i, std::current_exception());
      }
    }
  };
  {
    std::vector<std::jthread> team;
    const auto wanted = std::min(count, static_cast<std::size_t>(std::max(threads, 1)));
    for (std::size_t i = 1; i < wanted; ++i) team.emplace_back(take_turns);
    take_turns();
  }
  throw_if_cancelled(stop, "moving files");
  if (!failures.empty()) rethrow(failures);
}

}  // namespace darties
