#include "sql/functions/like_pattern.h"

#include <cstring>
#include <memory>

#include "base/error.h"

namespace darties::sql {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

std::size_t character_size(std::string_view text, std::size_t at) {
  std::size_t size = 1;
  while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xC0) == 0x80)
    ++size;
  return size;
}

/// The bytes of a character as one number, which is never 0 but for the byte 0.
std::uint32_t number_of(std::string_view character) {
  std::uint32_t number = 0;
  for (const char c : character) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

void make_small(std::string& text) {
  for (char& c : text) c = small(c);
}

constexpr std::uint32_t kAny = 0xFFFFFFFF;

}  // namespace

void LikePattern::Part::add(std::string_view character) {
  bytes_ += character;
  characters_.push_back(number_of(character));
  ++length_;
}

void LikePattern::Part::add_any() {
  characters_.push_back(kAny);
  wild_ = true;
  ++length_;
}

void LikePattern::Part::finish() {
  if (!wild_) return;
  any_.assign((length_ + 63) / 64, 0);
  for (std::size_t i = 0; i < length_; ++i) {
    if (characters_[i] == kAny) any_[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  for (std::size_t i = 0; i < length_; ++i) {
    if (characters_[i] == kAny) continue;
    auto& mask = masks_.try_emplace(characters_[i], any_).first->second;
    mask[i / 64] |= std::uint64_t{1} << (i % 64);
  }
}

std::size_t LikePattern::Part::at_begin(std::string_view text) const {
  if (!wild_) return text.starts_with(bytes_) ? bytes_.size() : kNowhere;
  std::size_t at = 0;
  for (const std::uint32_t wanted : characters_) {
    if (at >= text.size()) return kNowhere;
    const std::size_t size = character_size(text, at);
    if (wanted != kAny && wanted != number_of(text.substr(at, size))) return kNowhere;
    at += size;
  }
  return at;
}

bool LikePattern::Part::at_end(std::string_view text) const {
  if (!wild_) return text.ends_with(bytes_);
  std::size_t at = text.size();
  for (std::size_t count = length_; count > 0; --count) {
    if (at == 0) return false;
    do {
      --at;
    } while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  }
  return at_begin(text.substr(at)) != kNowhere;
}

std::size_t LikePattern::Part::find(std::string_view text) const {
  if (wild_) return find_with_wildcards(text);
  if (text.size() < bytes_.size()) return kNowhere;
  const void* found = memmem(text.data(), text.size(), bytes_.data(), bytes_.size());
  if (found == nullptr) return kNowhere;
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) + bytes_.size();
}

// Bit n of the state: the first n + 1 characters of the part are the last ones of the text so far.
std::size_t LikePattern::Part::find_with_wildcards(std::string_view text) const {
  std::vector<std::uint64_t> state(any_.size(), 0);
  const std::size_t last = length_ - 1;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = character_size(text, at);
    const auto found = masks_.find(number_of(text.substr(at, size)));
    const auto& mask = found == masks_.end() ? any_ : found->second;
    std::uint64_t carry = 1;
    for (std::size_t word = 0; word < state.size(); ++word) {
      const std::uint64_t shifted = state[word] << 1 | carry;
      carry = state[word] >> 63;
      state[word] = shifted & mask[word];
    }
    at += size;
    if ((state[last / 64] >> (last % 64) & 1) != 0) return at;
  }
  return kNowhere;
}

LikePattern::LikePattern(std::string_view pattern, std::string_view escape, bool ignore_case)
    : ignore_case_(ignore_case) {
  parts_.emplace_back();
  for (std::size_t at = 0; at < pattern.size();) {
    std::size_t size = character_size(pattern, at);
    std::string_view character = pattern.substr(at, size);
    const bool escaped = !escape.empty() && character == escape;
    if (escaped) {
      at += size;
      if (at >= pattern.size())
        throw Error(ErrorKind::kInvalid, "LIKE pattern must not end with escape character");
      size = character_size(pattern, at);
      character = pattern.substr(at, size);
    }
    at += size;
    if (!escaped && character == "%") {
      open_ = true;
      if (parts_.size() == 1 || !parts_.back().empty()) parts_.emplace_back();
    } else if (!escaped && character == "_") {
      parts_.back().add_any();
    } else {
      std::string written(character);
      if (ignore_case) make_small(written);
      parts_.back().add(written);
    }
  }
  for (Part& part : parts_) part.finish();
}

bool LikePattern::matches(std::string_view text) const {
  thread_local std::string lowered;
  if (ignore_case_) {
    lowered = text;
    make_small(lowered);
    text = lowered;
  }
  const std::size_t begin = parts_.front().at_begin(text);
  if (begin == kNowhere) return false;
  if (!open_) return begin == text.size();
  text.remove_prefix(begin);
  for (std::size_t i = 1; i + 1 < parts_.size(); ++i) {
    const std::size_t end = parts_[i].find(text);
    if (end == kNowhere) return false;
    text.remove_prefix(end);
  }
  return parts_.back().at_end(text);
}

namespace {

bool matches_cached(std::string_view text, std::string_view pattern, std::string_view escape,
                    bool ignore_case) {
  struct Cached {
    std::string pattern;
    std::string escape;
    bool ignore_case = false;
    std::unique_ptr<LikePattern> made;
  };
  thread_local Cached last;
  if (last.made == nullptr || last.pattern != pattern || last.escape != escape ||
      last.ignore_case != ignore_case) {
    last.made.reset();
    last.made = std::make_unique<LikePattern>(pattern, escape, ignore_case);
    last.pattern = pattern;
    last.escape = escape;
    last.ignore_case = ignore_case;
  }
  return last.made->matches(text);
}

}  // namespace

bool like(std::string_view text, std::string_view pattern, std::string_view escape) {
  return matches_cached(text, pattern, escape, false);
}

bool like_ignoring_case(std::string_view text, std::string_view pattern, std::string_view escape) {
  return matches_cached(text, pattern, escape, true);
}

}  // namespace darties::sql
