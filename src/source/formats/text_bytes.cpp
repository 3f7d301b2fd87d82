#include "source/formats/text_bytes.h"

#include <iconv.h>
#include <simdjson.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/error.h"
#include "base/text.h"

namespace darties {
namespace {

constexpr std::size_t kReadBytes = 256 << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// How many bytes of `raw` from its start on are UTF-8.
std::size_t utf8_prefix(std::string_view raw) {
  for (std::size_t cut = 0; cut <= std::min<std::size_t>(3, raw.size()); ++cut) {
    if (simdjson::validate_utf8(raw.substr(0, raw.size() - cut))) return raw.size() - cut;
  }
  std::size_t good = 0;
  while (good < raw.size()) {
    std::size_t length = 1;
    while (length <= 4 && !simdjson::validate_utf8(raw.substr(good, length))) ++length;
    if (length > 4) break;
    good += length;
  }
  return good;
}

/// Whether these bytes may be the start of a character whose rest is still to come.
bool is_cut_character(std::string_view rest) {
  if (rest.empty() || rest.size() > 3) return false;
  const auto first = static_cast<unsigned char>(rest.front());
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  return rest.size() < length && std::all_of(rest.begin() + 1, rest.end(), [](char c) {
           return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
         });
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Where an accented Latin letter stands in UTF-8. In Windows-1252 the same two bytes would be "Ã©" and the like.
std::size_t find_utf8_letter(std::string_view raw) {
  for (std::size_t i = 0; i + 1 < raw.size(); ++i) {
    const auto next = static_cast<unsigned char>(raw[i + 1]);
    if (raw[i] == '\xC3' && next >= 0x80 && next < 0xC0) return i;
  }
  return raw.npos;
}

/// UTF-16 without a mark: nearly every other byte of Western text is zero.
std::string_view guess_utf16(std::string_view raw) {
  const auto sample = raw.substr(0, std::min<std::size_t>(raw.size(), 512) & ~std::size_t{1});
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i + 1 < sample.size(); i += 2) {
    even += sample[i] == '\0';
    odd += sample[i + 1] == '\0';
  }
  const auto most = sample.size() * 4 / 10;
  if (sample.size() < 4) return {};
  if (odd >= most && even == 0) return "UTF-16LE";
  if (even >= most && odd == 0) return "UTF-16BE";
  return {};
}

}  // namespace

struct TextBytes::Converter {
  Converter(std::string_view encoding)
      : name(encoding), handle(::iconv_open("UTF-8", name.c_str())) {
    if (handle == reinterpret_cast<iconv_t>(-1)) {
      throw Error(ErrorKind::kInvalid,
                  "no such encoding: '{}'; known are UTF-8, UTF-16, Windows-1252, ISO-8859-1, "
                  "ISO-8859-15, MACINTOSH, CP850 and all that iconv knows",
                  encoding);
    }
  }
  ~Converter() {
    if (handle != reinterpret_cast<iconv_t>(-1)) ::iconv_close(handle);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  std::string name;
  iconv_t handle;
};

TextBytes::TextBytes(ObjectReader& bytes, std::string_view encoding, Otherwise otherwise)
    : bytes_(bytes), otherwise_(otherwise), has_named_encoding_(!encoding.empty()) {
  if (has_named_encoding_ && !equals_ignoring_case(encoding, "utf-8") &&
      !equals_ignoring_case(encoding, "utf8")) {
    convert_with(encoding);
  }
  fetch();
  look_for_mark(encoding);
}

TextBytes::~TextBytes() = default;

void TextBytes::convert_with(std::string_view encoding) {
  converter_ = std::make_unique<Converter>(encoding);
}

bool TextBytes::fetch() {
  const auto kept = raw_.size();
  raw_.resize(kept + kReadBytes);
  const auto count = bytes_.read_at(offset_, {raw_.data() + kept, kReadBytes});
  raw_.resize(kept + count);
  offset_ += count;
  at_end_ = count == 0;
  return count > 0;
}

void TextBytes::look_for_mark(std::string_view named) {
  if (raw_.starts_with(kByteOrderMark) && !converter_) raw_.erase(0, kByteOrderMark.size());
  if (!named.empty()) return;
  const bool little = raw_.starts_with("\xFF\xFE");
  if (little || raw_.starts_with("\xFE\xFF")) {
    const bool wide = little && raw_.size() >= 4 && raw_[2] == '\0' && raw_[3] == '\0';
    convert_with(wide ? "UTF-32LE" : little ? "UTF-16LE" : "UTF-16BE");
    raw_.erase(0, wide ? 4 : 2);
    note_ = "read as " + converter_->name + ", as its byte order mark says";
  } else if (const auto guess = guess_utf16(raw_); !guess.empty()) {
    convert_with(guess);
    note_ = "read as " + converter_->name + ": every other byte is zero; `encoding` says otherwise";
  }
}

bool TextBytes::read(std::string& text) {
  const auto before = text.size();
  while (text.size() == before) {
    if (!fault_.empty()) throw Error(ErrorKind::kInvalid, "{}", fault_);
    if (raw_.empty() && at_end_) return false;
    if (!raw_.empty()) decode(text);
    if (fault_.empty() && !at_end_) fetch();
  }
  return true;
}

void TextBytes::decode(std::string& text) {
  if (!converter_) decode_utf8(text);
  if (converter_ && fault_.empty()) convert(text);
}

void TextBytes::decode_utf8(std::string& text) {
  const auto good = utf8_prefix(raw_);
  text.append(raw_, 0, good);
  saw_beyond_ascii_ = saw_beyond_ascii_ || !is_ascii(std::string_view(raw_).substr(0, good));
  raw_.erase(0, good);
  if (raw_.empty() || (is_cut_character(raw_) && !at_end_)) return;
  if (has_named_encoding_ || otherwise_ == Otherwise::kRefuse) {
    fault_ = "bytes that are not UTF-8";
  } else if (saw_beyond_ascii_) {
    fault_ =
        "bytes that are not UTF-8, though others before them are; say which `encoding` it is, or "
        "mend the file";
  } else {
    turn_to_windows_1252();
  }
}

void TextBytes::turn_to_windows_1252() {
  convert_with("WINDOWS-1252");
  by_guess_ = true;
  note_ =
      "read as Windows-1252 (of which ISO-8859-1 is a part), since it is not UTF-8; `encoding` "
      "says otherwise";
}

void TextBytes::convert(std::string& text) {
  std::size_t most = raw_.size();
  const auto letter = by_guess_ ? find_utf8_letter(raw_) : std::string::npos;
  if (letter != std::string::npos) most = letter;
  std::string into(most * 4 + 16, '\0');
  char* from = raw_.data();
  char* to = into.data();
  std::size_t from_left = most;
  std::size_t to_left = into.size();
  const auto outcome = ::iconv(converter_->handle, &from, &from_left, &to, &to_left);
  const auto reason = outcome == static_cast<std::size_t>(-1) ? errno : 0;
  into.resize(into.size() - to_left);
  if (!std::exchange(converted_some_, true) && into.starts_with(kByteOrderMark))
    into.erase(0, kByteOrderMark.size());
  text += into;
  raw_.erase(0, most - from_left);
  if (reason == EILSEQ || (reason == EINVAL && at_end_)) {
    fault_ = fmt::format("bytes that are not {}{}", converter_->name,
                         by_guess_ ? " (nor UTF-8); say which `encoding` it is" : "");
  } else if (letter != std::string::npos && from_left == 0) {
    fault_ =
        "bytes of UTF-8, though others before them are Windows-1252; say which `encoding` it is, "
        "or mend the file";
  }
}

}  // namespace darties
