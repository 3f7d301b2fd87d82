#include "sql/functions/text_limits.h"

#include <limits>

#include "base/error.h"

namespace darties::sql {
namespace {

[[noreturn]] void fail(std::string_view what, std::size_t most, std::size_t bytes) {
  throw Error(ErrorKind::kInvalid, "{} has at most {} bytes, this result would have {}", what, most,
              bytes);
}

}  // namespace

void check_text_size(std::size_t bytes) {
  if (bytes > kLongestText) fail("a text", kLongestText, bytes);
}

std::string_view limited_text(std::string_view text) {
  check_text_size(text.size());
  return text;
}

std::string_view limited_super(std::string_view json) {
  if (json.size() > kLongestSuper) fail("a SUPER value", kLongestSuper, json.size());
  return json;
}

std::int32_t limited_length(std::int32_t characters) {
  if (characters > 0) check_text_size(static_cast<std::size_t>(characters));
  return characters;
}

std::string repeat_text(std::string_view text, std::int64_t times) {
  if (times <= 0 || text.empty()) return {};
  const auto count = static_cast<std::size_t>(times);
  const bool countable = count <= std::numeric_limits<std::size_t>::max() / text.size();
  check_text_size(countable ? count * text.size() : std::numeric_limits<std::size_t>::max());
  std::string result;
  result.reserve(count * text.size());
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

std::string replace_text(std::string_view text, std::string_view from, std::string_view to) {
  if (from.empty()) return std::string(text);
  std::string result;
  for (std::size_t at = text.find(from); at != std::string_view::npos; at = text.find(from)) {
    result.append(text.substr(0, at)).append(to);
    check_text_size(result.size());
    text.remove_prefix(at + from.size());
  }
  result.append(text);
  check_text_size(result.size());
  return result;
}

}  // namespace darties::sql
