#include "source/formats/registry.h"

#include <array>

#include "base/error.h"
#include "base/text.h"

namespace darties {

extern const SourceFormat xlsx_format;
extern const SourceFormat csv_format;
extern const SourceFormat jsonl_format;

std::span<const SourceFormat* const> formats() {
  static constexpr std::array kFormats{&xlsx_format, &csv_format, &jsonl_format};
  return kFormats;
}

const SourceFormat& format_of(std::string_view file_name) {
  const auto name = lower_ascii(file_name);
  std::vector<std::string> known;
  for (const SourceFormat* format : formats()) {
    for (const auto suffix : split(format->suffixes, ' ')) {
      if (name.ends_with(suffix)) return *format;
      known.emplace_back(suffix);
    }
  }
  if (name.ends_with(".xls")) {
    throw Error(ErrorKind::kInvalid,
                "{}: the old .xls format is not read; open it in Excel and save it as .xlsx",
                file_name);
  }
  throw Error(ErrorKind::kInvalid, "{}: not a format that is read; names end with one of {}",
              file_name, join(known, " "));
}

}  // namespace darties
