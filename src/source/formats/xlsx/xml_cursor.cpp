#include "source/formats/xlsx/xml_cursor.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "base/text.h"
#include "source/formats/xlsx/xml_text.h"

namespace darties::xlsx {
namespace {

/// So many bytes of 0 follow the window: parsers may compare a few bytes without asking how many are left.
constexpr std::size_t kGuardBytes = 16;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool ends_name(char c) { return is_space(c) || c == '>' || c == '/' || c == '=' || c == '\0'; }

/// The end of a construct that closes with `closer`. Null: the window ends before.
const char* find_closer(const XmlWindow& window, const char* position, std::string_view closer) {
  const std::string_view rest(position, static_cast<std::size_t>(window.end() - position));
  const auto found = rest.find(closer);
  return found == rest.npos ? nullptr : position + found + closer.size();
}

/// Comments, processing instructions and declarations, from their '<'.
const char* skip_markup(const XmlWindow& window, const char* position) {
  const auto left = static_cast<std::size_t>(window.end() - position);
  if (position[1] == '?') return find_closer(window, position, "?>");
  if (left < 9) return nullptr;
  if (std::memcmp(position, "<!--", 4) == 0) return find_closer(window, position + 4, "-->");
  if (std::memcmp(position, "<![CDATA[", 9) == 0) return find_closer(window, position, "]]>");
  window.fail(position, "a document type declaration, which is not allowed in a workbook");
}

/// The '>' that ends a tag, not one inside an attribute's quotes. Null: the window ends before.
const char* find_tag_end(const char* position) {
  for (;; ++position) {
    if (*position == '>' || *position == '\0') break;
    if (*position != '"' && *position != '\'') continue;
    const char* quote = std::strchr(position + 1, *position);
    if (quote == nullptr) return nullptr;
    position = quote;
  }
  return *position == '>' ? position : nullptr;
}

void append_text(const XmlWindow& window, const char* begin, const char* end, std::string& text) {
  const std::string_view raw(begin, static_cast<std::size_t>(end - begin));
  if (raw.find('\0') != raw.npos) window.fail(begin, "a byte 0 in the text");
  if (!append_decoded(raw, text)) window.fail(begin, "an unknown entity (&...;)");
}

}  // namespace

XmlWindow::XmlWindow(std::unique_ptr<PartStream> stream, XmlOrigin origin,
                     std::uint64_t limit_bytes)
    : stream_(std::move(stream)),
      origin_(std::move(origin)),
      limit_bytes_(limit_bytes),
      buffer_(kGuardBytes) {
  if (try_more()) check_start();
}

void XmlWindow::check_start() const {
  const std::string_view start(begin(), static_cast<std::size_t>(end_ - begin_));
  if (start.starts_with("\xFE\xFF") || start.starts_with("\xFF\xFE")) {
    throw Error(ErrorKind::kInvalid, "{}: {} is UTF-16 text; only UTF-8 is read", origin_.workbook,
                origin_.part);
  }
  const auto declaration = start.substr(0, start.find("?>"));
  const auto encoding = declaration.find("encoding=");
  if (!start.starts_with("<?xml") || encoding == start.npos) return;
  const auto name = declaration.substr(std::min(encoding + 10, declaration.size()));
  const auto value = name.substr(0, name.find_first_of("\"'"));
  if (value.empty()) return;  // not even a name: the parser says what is wrong with it
  if (equals_ignoring_case(value, "utf-8") || equals_ignoring_case(value, "us-ascii")) return;
  throw Error(ErrorKind::kInvalid, "{}: {} is {} text; only UTF-8 is read", origin_.workbook,
              origin_.part, value);
}

void XmlWindow::append(std::string_view block) {
  const auto needed = end_ + block.size() + kGuardBytes;
  if (buffer_.size() < needed) buffer_.resize(2 * needed);
  std::memcpy(buffer_.data() + end_, block.data(), block.size());
  end_ += block.size();
  std::memset(buffer_.data() + end_, 0, kGuardBytes);
}

void XmlWindow::refuse_size() const {
  throw Error(ErrorKind::kInvalid, "{}: one row or text of {} is larger than {}, the limit",
              origin_.workbook, origin_.part, human_bytes(limit_bytes_));
}

bool XmlWindow::try_more() {
  const auto kept = end_ - begin_;
  if (kept > limit_bytes_) refuse_size();
  if (std::memchr(begin(), '\0', kept) != nullptr) fail(begin(), "a byte 0 in the text");
  std::memmove(buffer_.data(), begin(), kept);
  offset_ += begin_;
  begin_ = 0;
  end_ = kept;
  // At least as much again, so that what is scanned anew each time stays in proportion.
  bool grown = false;
  do {
    const auto block = stream_->next();
    if (block.empty()) break;
    append(block);
    grown = true;
  } while (end_ < 2 * kept);
  return grown;
}

void XmlWindow::more(std::string_view where) {
  if (!try_more()) fail(end(), fmt::format("the text ends {}", where));
}

void XmlWindow::fail(const char* position, std::string_view reason) const {
  const auto offset = offset_ + static_cast<std::uint64_t>(position - buffer_.data());
  throw Error(ErrorKind::kInvalid, "{}: broken XML in {} at byte {}: {}", origin_.workbook,
              origin_.part, offset, reason);
}

namespace {

/// Calls `take` with the name and the raw value of each attribute, until it returns false.
template <class Take>
void each_attribute(std::string_view attributes, Take take) {
  const char* position = attributes.data();
  const char* const end = position + attributes.size();
  while (position < end) {
    while (position < end && (is_space(*position) || *position == '/')) ++position;
    const char* const key = position;
    while (position < end && !ends_name(*position)) ++position;
    const std::string_view found(key, static_cast<std::size_t>(position - key));
    while (position < end && (is_space(*position) || *position == '=')) ++position;
    if (position >= end || (*position != '"' && *position != '\'')) return;
    const char quote = *position++;
    const char* const value = position;
    while (position < end && *position != quote) ++position;
    if (!take(found, std::string_view(value, static_cast<std::size_t>(position - value)))) return;
    ++position;
  }
}

/// The prefix that an attribute xmlns or xmlns:x declares; nothing for any other attribute.
std::optional<std::string_view> declared_prefix(std::string_view attribute) {
  if (attribute == "xmlns") return "";
  if (attribute.starts_with("xmlns:")) return attribute.substr(6);
  return std::nullopt;
}

/// The namespace that the tag itself declares for its prefix.
std::optional<std::string_view> declared_namespace(const TagView& tag) {
  std::optional<std::string_view> found;
  if (tag.attributes.find("xmlns") == tag.attributes.npos) return found;
  each_attribute(tag.attributes, [&](std::string_view name, std::string_view value) {
    if (declared_prefix(name) == tag.prefix) found = value;
    return !found;
  });
  return found;
}

}  // namespace

std::string_view TagView::at(std::string_view attribute) const {
  std::string_view found;
  each_attribute(attributes, [&](std::string_view key, std::string_view value) {
    if (key != attribute) return true;
    found = value;
    return false;
  });
  return found;
}

void XmlWindow::learn_namespace(const TagView& tag) {
  if (!namespace_) {
    namespace_ = std::string(declared_namespace(tag).value_or(""));
    owns_unprefixed_ = tag.prefix.empty();
    if (!tag.prefix.empty()) prefixes_.emplace_back(tag.prefix);
  }
  each_attribute(tag.attributes, [&](std::string_view name, std::string_view value) {
    const auto prefix = declared_prefix(name);
    if (!prefix) return true;
    if (prefix->empty()) {
      owns_unprefixed_ = value == *namespace_;
      return true;
    }
    std::erase(prefixes_, *prefix);
    if (value == *namespace_) prefixes_.emplace_back(*prefix);
    return true;
  });
}

bool XmlWindow::is_own(const TagView& tag) const {
  if (const auto declared = declared_namespace(tag)) return declared == namespace_.value_or("");
  if (tag.prefix.empty()) return owns_unprefixed_;
  return std::find(prefixes_.begin(), prefixes_.end(), tag.prefix) != prefixes_.end();
}

const char* find_tag(const XmlWindow& window, const char* position) {
  const auto left = static_cast<std::size_t>(window.end() - position);
  return static_cast<const char*>(std::memchr(position, '<', left));
}

const char* read_tag(const XmlWindow& window, const char* position, TagView& tag) {
  tag = {};
  if (position[1] == '!' || position[1] == '?') return skip_markup(window, position);
  const char* const end = find_tag_end(position);
  if (end == nullptr) return nullptr;
  ++position;
  tag.closing = *position == '/';
  if (tag.closing) ++position;
  const char* name_end = position;
  while (!ends_name(*name_end)) ++name_end;
  if (name_end == position) window.fail(position, "a tag without a name");
  tag.name = {position, static_cast<std::size_t>(name_end - position)};
  if (const auto colon = tag.name.find(':'); colon != tag.name.npos) {
    tag.prefix = tag.name.substr(0, colon);
    tag.name.remove_prefix(colon + 1);
  }
  tag.attributes = {name_end, static_cast<std::size_t>(end - name_end)};
  tag.empty = !tag.closing && end[-1] == '/';
  return end + 1;
}

const char* skip_element(const XmlWindow& window, const char* position, const TagView& start) {
  if (start.empty) return position;
  for (int depth = 1; depth > 0;) {
    position = find_tag(window, position);
    if (position == nullptr) return nullptr;
    TagView tag;
    position = read_tag(window, position, tag);
    if (position == nullptr) return nullptr;
    if (tag.name.empty() || tag.empty) continue;
    depth += tag.closing ? -1 : 1;
  }
  return position;
}

const char* read_text(const XmlWindow& window, const char* position, std::string& text) {
  while (true) {
    const char* const tag_start = find_tag(window, position);
    if (tag_start == nullptr) return nullptr;
    append_text(window, position, tag_start, text);
    TagView tag;
    position = read_tag(window, tag_start, tag);
    if (position == nullptr) return nullptr;
    if (std::strncmp(tag_start, "<![CDATA[", 9) == 0) {
      text.append(tag_start + 9, position - 3);
    } else if (tag.closing) {
      return position;
    } else if (!tag.name.empty()) {
      position = skip_element(window, position, tag);
      if (position == nullptr) return nullptr;
    }
  }
}

const char* read_string_item(const XmlWindow& window, const char* position, std::string& text) {
  for (int depth = 1; depth > 0;) {
    position = find_tag(window, position);
    if (position == nullptr) return nullptr;
    TagView tag;
    position = read_tag(window, position, tag);
    if (position == nullptr) return nullptr;
    if (tag.name.empty() || tag.empty) continue;
    if (tag.closing) {
      --depth;
    } else if (tag.name == "t" && window.is_own(tag)) {
      position = read_text(window, position, text);
    } else if (tag.name == "r" && window.is_own(tag)) {
      ++depth;
    } else {
      position = skip_element(window, position, tag);
    }
    if (position == nullptr) return nullptr;
  }
  return position;
}

}  // namespace darties::xlsx
