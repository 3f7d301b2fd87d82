#include "lake/unfinished_files.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>

#include "base/hash.h"
#include "lake/folder_key.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::hours kUntouched{7 * 24};

/// Numbers of processes mean something on one machine, from one boot to the next, and inside of one container.
std::string read_machine() {
  std::ifstream boot("/proc/sys/kernel/random/boot_id");
  std::string text{std::istreambuf_iterator<char>(boot), {}};
  char space[64] = {};
  if (::readlink("/proc/self/ns/pid", space, sizeof(space) - 1) > 0) text += space;
  return sha256_hex(text).substr(0, 8);
}

const std::string& machine() {
  static const std::string name = read_machine();
  return name;
}

struct Owner {
  std::string_view machine;
  pid_t process = 0;
};

/// Who writes a file of this name; nothing for a file that is no unfinished one.
std::optional<Owner> owner_of(std::string_view name) {
  if (!name.starts_with(kTemporaryPrefix)) return std::nullopt;
  name.remove_prefix(kTemporaryPrefix.size());
  const auto dash = name.find('-');
  const auto point = name.find('.');
  if (dash == name.npos || point == name.npos || point < dash) return std::nullopt;
  Owner owner{.machine = name.substr(0, dash)};
  const auto digits = name.substr(dash + 1, point - dash - 1);
  const auto [end, fault] =
      std::from_chars(digits.data(), digits.data() + digits.size(), owner.process);
  if (fault != std::errc() || end != digits.data() + digits.size() || owner.process <= 0) return {};
  return owner;
}

bool is_abandoned(const Owner& owner, const fs::directory_entry& file) {
  if (owner.machine == machine()) return ::kill(owner.process, 0) != 0 && errno == ESRCH;
  std::error_code unknown;
  const auto touched = file.last_write_time(unknown);
  return !unknown && fs::file_time_type::clock::now() - touched > kUntouched;
}

}  // namespace

std::string unfinished_prefix() {
  return fmt::format("{}{}-{}.", kTemporaryPrefix, machine(), ::getpid());
}

void remove_unfinished(const fs::path& folder) {
  std::error_code ignored;
  for (fs::directory_iterator entry(folder, ignored), end; entry != end; entry.increment(ignored)) {
    const std::string name = entry->path().filename().string();
    const auto owner = owner_of(name);
    if (!owner || entry->is_symlink(ignored) || !entry->is_regular_file(ignored)) continue;
    if (is_abandoned(*owner, *entry)) fs::remove(entry->path(), ignored);
  }
}

void UnfinishedFiles::remove_once(const fs::path& folder) {
  {
    const std::lock_guard lock(mutex_);
    if (!seen_.insert(folder).second) return;
  }
  remove_unfinished(folder);
}

}  // namespace darties
