#include "clean/accents.h"

#include <utf8proc.h>

#include <array>
#include <cstdlib>
#include <memory>

#include "base/text.h"

namespace darties {
namespace {

struct Freer {
  void operator()(utf8proc_uint8_t* text) const { std::free(text); }
};

/// No-break, figure, thin, hair, narrow no-break and zero-width blanks, and the byte order mark.
constexpr std::array<std::string_view, 7> kWideBlanks{"\u00A0", "\u2007", "\u2009", "\u200A",
                                                      "\u202F", "\u200B", "\uFEFF"};

}  // namespace

std::string fold_accents(std::string_view text) {
  constexpr auto kOptions =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                     UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
  utf8proc_uint8_t* folded = nullptr;
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &folded, kOptions);
  const std::unique_ptr<utf8proc_uint8_t, Freer> owner(folded);
  if (length < 0) return std::string(text);
  const std::string result(reinterpret_cast<const char*>(folded), static_cast<std::size_t>(length));
  return replace_all(replace_all(result, "œ", "oe"), "æ", "ae");
}

std::string_view trim_blanks(std::string_view text) {
  const auto is_plain = [](char c) { return c > ' ' && c < 0x7F; };
  if (!text.empty() && is_plain(text.front()) && is_plain(text.back())) return text;
  for (bool again = true; again;) {
    again = false;
    text = trim(text);
    for (const auto blank : kWideBlanks) {
      if (text.starts_with(blank)) {
        text.remove_prefix(blank.size());
        again = true;
      }
      if (text.ends_with(blank)) {
        text.remove_suffix(blank.size());
        again = true;
      }
    }
  }
  return text;
}

}  // namespace darties
