#include "source/name_pattern.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace darties {
namespace {

/// How many bytes the first character of `text` takes.
std::size_t character_length(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
    ++length;
  return length;
}

}  // namespace

NamePattern::NamePattern(std::string_view text) : text_(text) { parse(); }

void NamePattern::parse() {
  std::string literal;
  const auto end_literal = [&] {
    if (!literal.empty()) parts_.push_back({PartKind::kLiteral, "", {literal}});
    literal.clear();
  };
  for (std::size_t i = 0; i < text_.size(); ++i) {
    const char c = text_[i];
    if (c == '}') {
      throw Error(ErrorKind::kInvalid, "pattern '{}': '}}' at character {} closes nothing", text_,
                  i + 1);
    }
    if (c != '{' && c != '*' && c != '?') {
      literal += c;
      continue;
    }
    end_literal();
    if (c == '*') parts_.push_back({PartKind::kAny, "", {}});
    if (c == '?') parts_.push_back({PartKind::kOne, "", {}});
    if (c != '{') continue;
    const auto close = text_.find('}', i);
    if (close == std::string::npos) {
      throw Error(ErrorKind::kInvalid, "pattern '{}': '{{' at character {} is not closed", text_,
                  i + 1);
    }
    add_placeholder(std::string_view(text_).substr(i + 1, close - i - 1), i);
    i = close;
  }
  end_literal();
}

void NamePattern::add_placeholder(std::string_view inside, std::size_t offset) {
  Part part{PartKind::kSome, "", {}};
  const auto colon = inside.find(':');
  const bool has_choices = colon != std::string_view::npos || inside.find('|') != inside.npos;
  if (colon != std::string_view::npos || !has_choices) part.name = inside.substr(0, colon);
  if (has_choices) {
    part.kind = PartKind::kChoice;
    const auto choices = colon == std::string_view::npos ? inside : inside.substr(colon + 1);
    for (const auto choice : split(choices, '|')) part.choices.emplace_back(choice);
  }
  if (part.name.empty() && !has_choices) {
    throw Error(ErrorKind::kInvalid, "pattern '{}': the placeholder at character {} has no name",
                text_, offset + 1);
  }
  const auto names = placeholders();
  if (!part.name.empty() && std::find(names.begin(), names.end(), part.name) != names.end()) {
    throw Error(ErrorKind::kInvalid, "pattern '{}': placeholder {{{}}} comes twice", text_,
                part.name);
  }
  parts_.push_back(std::move(part));
}

std::optional<Captures> NamePattern::match(std::string_view name) const {
  Attempt attempt;
  if (!match_from(0, name, attempt)) return std::nullopt;
  return std::move(attempt.captures);
}

bool NamePattern::match_from(std::size_t index, std::string_view rest, Attempt& attempt) const {
  if (attempt.dead_ends.contains({index, rest.size()})) return false;
  const bool fits = match_part(index, rest, attempt);
  if (!fits) attempt.dead_ends.emplace(index, rest.size());
  return fits;
}

bool NamePattern::match_part(std::size_t index, std::string_view rest, Attempt& attempt) const {
  if (index == parts_.size()) return rest.empty();
  const Part& part = parts_[index];
  // Tries `length` bytes for this part and the rest of the pattern for the rest of the name.
  const auto try_length = [&](std::size_t length) {
    const auto before = attempt.captures.size();
    if (!part.name.empty()) attempt.captures.emplace_back(part.name, rest.substr(0, length));
    if (match_from(index + 1, rest.substr(length), attempt)) return true;
    attempt.captures.resize(before);
    return false;
  };
  if (part.kind == PartKind::kLiteral || part.kind == PartKind::kChoice) {
    return std::any_of(part.choices.begin(), part.choices.end(), [&](const std::string& choice) {
      return rest.starts_with(choice) && try_length(choice.size());
    });
  }
  if (part.kind == PartKind::kOne) return !rest.empty() && try_length(character_length(rest));
  std::size_t length = 0;
  if (part.kind == PartKind::kAny && try_length(0)) return true;
  while (length < rest.size()) {
    length += character_length(rest.substr(length));
    if (try_length(length)) return true;
  }
  return false;
}

bool NamePattern::is_literal() const {
  return std::all_of(parts_.begin(), parts_.end(),
                     [](const Part& part) { return part.kind == PartKind::kLiteral; });
}

std::vector<std::string> NamePattern::placeholders() const {
  std::vector<std::string> names;
  for (const auto& part : parts_) {
    if (!part.name.empty()) names.push_back(part.name);
  }
  return names;
}

}  // namespace darties
