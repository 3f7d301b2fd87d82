#include "lake/folder_key.h"

#include "base/error.h"
#include "base/text.h"

namespace darties {
namespace {

constexpr std::size_t kLongestName = 255;  // bytes, on the file systems of Linux

std::string_view fault_of(std::string_view part) {
  if (part.empty()) return "a part between '/' is empty";
  if (part == "." || part == "..") return "'.' and '..' are no parts of a key";
  if (part.size() > kLongestName) return "a part between '/' is longer than 255 bytes";
  if (part.starts_with(kTemporaryPrefix)) return "that name is kept for files being written";
  if (part.find('\0') != std::string_view::npos) return "it holds a NUL";
  return "";
}

}  // namespace

void check_folder_key(std::string_view key, std::string_view shown) {
  for (const std::string_view part : split(key, '/')) {
    const std::string_view fault = fault_of(part);
    if (!fault.empty()) throw Error(ErrorKind::kInvalid, "not a key: {}: {}", shown, fault);
  }
}

}  // namespace darties
