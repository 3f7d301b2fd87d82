#include "warehouse/load/fixed_width.h"

namespace darties::load {
namespace {

bool goes_on(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// How many bytes the first `characters` characters of `text` take; all, when there are fewer.
std::size_t bytes_of(std::string_view text, int characters) {
  std::size_t at = 0;
  for (; characters > 0 && at < text.size(); --characters) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    for (int i = 0; i < more && at < text.size() && goes_on(text[at]); ++i) ++at;
  }
  return at;
}

std::string_view without_blanks_behind(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

void split_fixed_width(std::string_view line, const std::vector<int>& widths, bool keep_blank,
                       std::vector<TextField>& fields) {
  fields.clear();
  for (const int width : widths) {
    if (line.empty()) return;
    const auto field = line.substr(0, bytes_of(line, width));
    const auto value = without_blanks_behind(field);
    fields.push_back({value, value.empty() && keep_blank ? field : value});
    line.remove_prefix(field.size());
  }
  if (!without_blanks_behind(line).empty()) fields.push_back({line, line});
}

}  // namespace darties::load
