#include "source/formats/registry.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "source/formats/file_content.h"

namespace darties {

extern const SourceFormat xlsx_format;
extern const SourceFormat csv_format;
extern const SourceFormat jsonl_format;
extern const SourceFormat json_format;
extern const SourceFormat xml_format;
extern const SourceFormat html_format;

namespace {

/// Options that would be passed over are mistakes.
void check_options(const SourceFormat& format, const std::string& name,
                   const TextOptions& options) {
  const TextOptions unset;
  const std::pair<std::string_view, bool> given[] = {
      {"separator", options.separator != unset.separator},
      {"quote", options.quote != unset.quote},
      {"escape", options.escape != unset.escape},
      {"skip_rows", options.skip_rows != unset.skip_rows},
      {"encoding", options.encoding != unset.encoding},
      {"records", options.records != unset.records},
  };
  const auto known = split(format.options, ' ');
  for (const auto& [option, is_given] : given) {
    if (!is_given || std::find(known.begin(), known.end(), option) != known.end()) continue;
    throw Error(ErrorKind::kInvalid, "{}: `{}` means nothing for the format {}{}", name, option,
                format.name,
                format.options.empty()
                    ? ""
                    : "; it has " + replace_all(std::string(format.options), " ", ", "));
  }
}

}  // namespace

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
  throw Error(ErrorKind::kInvalid, "{}: not a format that is read; names end with one of {}",
              file_name, join(known, " "));
}

std::unique_ptr<Workbook> open_format(std::unique_ptr<ObjectReader> bytes, std::string name,
                                      const TextOptions& options) {
  const SourceFormat& format =
      is_ambiguous_name(name) ? format_by_content(*bytes, name) : format_of(name);
  check_options(format, name, options);
  if (format.name == "csv" || format.name == "jsonl") refuse_what_is_no_text(*bytes, name);
  return format.open(std::move(bytes), std::move(name), options);
}

}  // namespace darties
