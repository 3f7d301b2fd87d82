#include "source/formats/registry.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/text.h"

namespace darties {

extern const SourceFormat xlsx_format;
extern const SourceFormat csv_format;
extern const SourceFormat jsonl_format;
extern const SourceFormat json_format;
extern const SourceFormat xml_format;
extern const SourceFormat html_format;

std::span<const SourceFormat* const> formats() {
  static constexpr std::array kFormats{&xlsx_format, &csv_format, &jsonl_format,
                                       &json_format, &xml_format, &html_format};
  return kFormats;
}

const SourceFormat* find_format(std::string_view name) {
  const auto found = std::find_if(formats().begin(), formats().end(),
                                  [&](const SourceFormat* format) { return format->name == name; });
  return found == formats().end() ? nullptr : *found;
}

const SourceFormat& format_of(std::string_view file_name) {
  const auto name = lower_ascii(file_name);
  std::vector<std::string> known;
  for (const SourceFormat* format : formats()) {
    if (format->suffixes.empty()) continue;
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
