#include "lake/unfinished_files.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fakes/temporary_folder.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

/// A number that no process has any longer.
pid_t gone_process() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  return child;
}

/// The prefix that another process of this machine uses.
std::string prefix_of(pid_t process) {
  const auto own = unfinished_prefix();
  return own.substr(0, own.rfind('-') + 1) + std::to_string(process) + ".";
}

TEST(UnfinishedFiles, GoWhenTheirProcessIsGone) {
  TemporaryFolder folder;
  const auto gone = folder.put(prefix_of(gone_process()) + "abc", "half");
  const auto ours = folder.put(unfinished_prefix() + "abc", "half");
  remove_unfinished(folder.path());
  EXPECT_FALSE(fs::exists(gone));
  EXPECT_TRUE(fs::exists(ours));
}

TEST(UnfinishedFiles, OfOtherMachinesStayForAWeek) {
  TemporaryFolder folder;
  const auto fresh = folder.put(".darties-writing.00000000-4711.abc", "half");
  const auto old = folder.put(".darties-writing.00000000-4712.abc", "half");
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(8 * 24));
  remove_unfinished(folder.path());
  EXPECT_TRUE(fs::exists(fresh));
  EXPECT_FALSE(fs::exists(old));
}

TEST(UnfinishedFiles, AreNoOtherFilesAndNoLinks) {
  TemporaryFolder folder;
  const auto prefix = prefix_of(gone_process());
  const auto row = folder.put("rows.jsonl", "{}");
  fs::create_symlink(row, folder / (prefix + "link"));
  fs::create_directory(folder / (prefix + "folder"));
  folder.put(".darties-writing.abc", "who knows");
  remove_unfinished(folder.path());
  EXPECT_TRUE(fs::exists(row));
  EXPECT_TRUE(fs::is_symlink(folder / (prefix + "link")));
  EXPECT_TRUE(fs::exists(folder / (prefix + "folder")));
  EXPECT_TRUE(fs::exists(folder / ".darties-writing.abc"));
}

}  // namespace
}  // namespace darties
