#include "warehouse/engines/embedded/warehouse_place.h"

#include "base/error.h"
#include "base/files.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40;  // as Linux has it

fs::path target_of(const fs::path& said) {
  fs::path file = said;
  std::error_code ignored;  // what can not be asked is no link
  for (int links = 0; fs::is_symlink(file, ignored); ++links) {
    if (links == kMostLinks)
      throw Error(ErrorKind::kInvalid, "{} is a link that leads in a circle", shown_path(said));
    const fs::path next = fs::read_symlink(file);
    file = next.is_absolute() ? next : file.parent_path() / next;
    if (fs::is_directory(file.parent_path(), ignored)) continue;
    throw Error(ErrorKind::kNotFound,
                "the warehouse {} is a link to {}, and that folder is not there: is its disk "
                "mounted? Else make the folder, or remove the link",
                shown_path(said), file.string());
  }
  return file;
}

}  // namespace

WarehousePlace find_warehouse(const fs::path& said) {
  const fs::path absolute = fs::absolute(said).lexically_normal();
  fs::path file = target_of(absolute);
  if (file != absolute) file = fs::canonical(file.parent_path()) / file.filename();
  return {.file = file, .lock = fs::path(file).replace_extension(".lock")};
}

}  // namespace darties
