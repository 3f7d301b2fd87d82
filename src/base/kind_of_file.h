#pragma once

#include <sys/stat.h>

#include <string_view>

namespace darties {

/// What a file is, by its st_mode: "a folder", "a named pipe". On a pipe or a device that was named in place of a file one might wait for ever.
inline std::string_view kind_of_file(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a named pipe";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  return "a file";
}

}  // namespace darties
