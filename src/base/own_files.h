#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>

#include "base/file_descriptor.h"

namespace darties {

/// From now on what this process makes is its user's alone (umask 077): DuckDB and SQLite make files beside theirs that
/// hold rows. What is made for others to read says so with shared_mode(). Call it before there are threads.
void keep_new_files_private();

/// `mode` less what the user's own umask takes away, as it was before keep_new_files_private().
unsigned shared_mode(unsigned mode);

/// The user's own umask while it lives: for the moment in which another program is started.
class UsersUmask {
 public:
  UsersUmask();
  ~UsersUmask();
  UsersUmask(const UsersUmask&) = delete;
  UsersUmask& operator=(const UsersUmask&) = delete;

 private:
  mode_t before_;
};

/// Opens a file of ours to read and write, makes it where there is none, and takes all rights of others to it away.
/// `what` is what it holds: "the history". A link is not followed, as it leads to what may be someone else's.
/// Throws kInvalid for a link and for anything but a file; kDenied, kUnavailable.
FileDescriptor open_own_file(const std::filesystem::path& file, std::string_view what);

/// The same for a file that a library opens: it is looked at, not opened, as closing it would give back the locks that the
/// library may hold on it. One that is absent is left so.
void check_own_file(const std::filesystem::path& file, std::string_view what);

/// The same, and an absent one is made.
void make_own_file(const std::filesystem::path& file, std::string_view what);

/// Makes a folder of ours, and those above it: a new one is its user's alone. One that is there stays as it is, and may be
/// a link: what is in it is looked at file by file.
void make_own_folder(const std::filesystem::path& folder);

}  // namespace darties
