#include "source/charset.h"

#include <iconv.h>

#include <cerrno>
#include <memory>

#include "base/error.h"
#include "base/text.h"

namespace darties {
namespace {

struct ConverterDeleter {
  using pointer = iconv_t;
  void operator()(iconv_t converter) const { ::iconv_close(converter); }
};

std::string converted(std::string_view bytes, const std::string& charset) {
  const iconv_t opened = ::iconv_open("UTF-8", charset.c_str());
  if (opened == reinterpret_cast<iconv_t>(-1)) {
    throw Error(ErrorKind::kInvalid, "no such charset: {}", charset);
  }
  const std::unique_ptr<iconv_t, ConverterDeleter> converter(opened);
  std::string text(bytes.size() * 4 + 16, '\0');
  char* from = const_cast<char*>(bytes.data());
  char* to = text.data();
  std::size_t from_left = bytes.size();
  std::size_t to_left = text.size();
  if (::iconv(opened, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1)) {
    throw Error(ErrorKind::kInvalid, "byte {} is not {}", bytes.size() - from_left, charset);
  }
  text.resize(text.size() - to_left);
  return text;
}

std::string marked_charset(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return "UTF-16";
  return "UTF-8";
}

}  // namespace

std::string charset_of(std::string_view content_type) {
  for (const auto part : split(content_type, ';')) {
    const std::string parameter = lower_ascii(trim(part));
    if (!parameter.starts_with("charset=")) continue;
    const std::string charset = parameter.substr(8);
    return replace_all(charset, "\"", "");
  }
  return "";
}

std::string to_utf8(std::string_view bytes, std::string_view charset) {
  std::string text =
      converted(bytes, charset.empty() ? marked_charset(bytes) : std::string(charset));
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

}  // namespace darties
