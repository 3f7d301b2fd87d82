#include "source/workbook.h"

#include "base/error.h"
#include "source/formats/registry.h"
#include "source/local_file.h"

namespace darties {

std::unique_ptr<Workbook> open_workbook(const std::filesystem::path& file) {
  const auto name = file.filename().string();
  const SourceFormat& format = format_of(name);
  return format.open(open_local_file(file), name);
}

std::unique_ptr<Workbook> open_workbook(Store& store, std::string_view key) {
  const auto slash = key.rfind('/');
  const std::string name(slash == key.npos ? key : key.substr(slash + 1));
  const SourceFormat& format = format_of(name);
  return format.open(store.open(key), name);
}

}  // namespace darties
