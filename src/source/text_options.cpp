#include "source/text_options.h"

#include "base/error.h"

namespace darties {

char parse_text_sign(std::string_view option, std::string_view text) {
  if (text == "tab" || text == "\\t") return '\t';
  if (text == "none" && option != "separator") return '\0';
  const bool is_sign = text.size() == 1 && static_cast<unsigned char>(text.front()) < 0x80 &&
                       text.front() != '\n' && text.front() != '\r' && text.front() != '\0';
  if (is_sign) return text.front();
  throw Error(ErrorKind::kInvalid, "{} must be one character (of ASCII), or tab{}; found: '{}'",
              option, option == "separator" ? "" : ", or none", text);
}

}  // namespace darties
