#include "source/formats/json_texts.h"

#include <algorithm>

#include "base/text.h"
#include "source/limits.h"

namespace darties {
namespace {

/// The next byte that opens or closes something, within a string or outside of one; the size when there is none.
std::size_t find_sign(std::string_view text, std::size_t at, bool quoted) {
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' || (quoted && c == '\\')) break;
    if (!quoted && (c == '{' || c == '}' || c == '[' || c == ']')) break;
  }
  return at;
}

}  // namespace

JsonTexts::JsonTexts(ObjectReader& bytes, std::string file, std::string_view encoding)
    : bytes_(bytes, encoding, TextBytes::Otherwise::kRefuse), file_(std::move(file)) {}

void JsonTexts::fail(std::string_view reason) const {
  throw Error(ErrorKind::kInvalid, "{}", reason).at({file_, static_cast<int>(line_), 0});
}

bool JsonTexts::read_more() {
  if (buffer_.size() - at_ > kMostRecordBytes) {
    line_ = next_line_;
    fail(fmt::format("a JSON value of more than {}", human_bytes(kMostRecordBytes)));
  }
  buffer_.erase(0, at_);
  at_ = 0;
  try {
    return bytes_.read(buffer_);
  } catch (Error& error) {
    const auto lines = std::count(buffer_.begin(), buffer_.end(), '\n');
    error.at({file_, static_cast<int>(next_line_) + static_cast<int>(lines), 0});
    throw;
  }
}

/// False at the end of the file.
bool JsonTexts::skip_blanks() {
  while (true) {
    for (; at_ < buffer_.size(); ++at_) {
      const char c = buffer_[at_];
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return true;
      next_line_ += c == '\n' ? 1 : 0;
    }
    if (!read_more()) return false;
  }
}

bool JsonTexts::next(std::string_view& text) {
  if (!enter()) return false;
  line_ = next_line_;
  const auto end = end_of_value();
  text = std::string_view(buffer_).substr(at_, end - at_);
  next_line_ += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  at_ = end;
  if (position_ != Position::kOutside) position_ = Position::kAfterMember;
  return true;
}

/// Moves to the value that comes next, into lists and out of them; false at the end of the file.
bool JsonTexts::enter() {
  while (skip_blanks()) {
    const char c = buffer_[at_];
    line_ = next_line_;
    if (position_ == Position::kOutside && c != '[') return true;
    if (position_ == Position::kOutside) {
      position_ = Position::kListStart;
    } else if (c == ']' && position_ != Position::kAfterComma) {
      position_ = Position::kOutside;
    } else if (position_ != Position::kAfterMember) {
      return true;
    } else if (c == ',') {
      position_ = Position::kAfterComma;
    } else {
      fail("broken JSON: the members of a list are set apart by commas");
    }
    ++at_;
  }
  line_ = next_line_;
  if (position_ != Position::kOutside) fail("broken JSON: a list that is never closed");
  return false;
}

/// The index behind the value that begins at at_.
std::size_t JsonTexts::end_of_value() {
  if (buffer_[at_] == '{' || buffer_[at_] == '[') return end_of_nested();
  std::size_t length = 0;
  while (true) {
    const auto end = buffer_.find_first_of(" \t\r\n,]}", at_ + length);
    if (end != std::string::npos) return std::max(end, at_ + 1);
    length = buffer_.size() - at_;
    if (!read_more()) return buffer_.size();
  }
}

std::size_t JsonTexts::end_of_nested() {
  std::size_t length = 0;  // of what was looked at; buffer_ moves
  std::size_t depth = 0;
  bool quoted = false;
  while (true) {
    const auto found = find_sign(buffer_, at_ + length, quoted);
    if (found >= buffer_.size() || (buffer_[found] == '\\' && found + 1 == buffer_.size())) {
      length = found - at_;
      if (read_more()) continue;
      fail("broken JSON: the value that begins here is never closed");
    }
    const char c = buffer_[found];
    length = found - at_ + (c == '\\' ? 2 : 1);
    if (c == '"') quoted = !quoted;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return found + 1;
  }
}

}  // namespace darties
