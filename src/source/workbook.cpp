#include "source/workbook.h"

#include "base/error.h"
#include "source/formats/file_content.h"
#include "source/formats/registry.h"
#include "source/local_file.h"

namespace darties {

std::unique_ptr<Workbook> open_workbook(const std::filesystem::path& file,
                                        const TextOptions& options) {
  const auto name = file.filename().string();
  if (!is_ambiguous_name(name)) format_of(name);  // before the file is looked for
  return open_format(open_local_file(file), name, options);
}

std::unique_ptr<Workbook> open_workbook(Store& store, std::string_view key,
                                        const TextOptions& options) {
  const auto slash = key.rfind('/');
  const std::string name(slash == key.npos ? key : key.substr(slash + 1));
  return open_format(store.open(key), name, options);
}

}  // namespace darties
