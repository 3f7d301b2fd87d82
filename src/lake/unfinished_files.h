#pragma once

#include <filesystem>
#include <mutex>
#include <set>
#include <string>

namespace darties {

/// How the files begin that this process is still writing: ".darties-writing.3f2a9c01-4711.", which names the machine (its boot, and the
/// container where there is one) and the process.
std::string unfinished_prefix();

/// Removes from a folder what writers that were killed have left there: files whose process is gone, and those of another machine or
/// another boot that nobody has touched for a week. What can not be looked at or removed stays, in silence: it is never listed.
void remove_unfinished(const std::filesystem::path& folder);

/// Does so once for each folder.
///
/// Threads: from any thread at the same time.
class UnfinishedFiles {
 public:
  void remove_once(const std::filesystem::path& folder);

 private:
  std::mutex mutex_;  // guards seen_
  std::set<std::filesystem::path> seen_;
};

}  // namespace darties
