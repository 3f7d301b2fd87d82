#include "sql/functions/patterns.h"

#include <array>

#include "base/error.h"
#include "sql/functions/regular_expression.h"
#include "sql/functions/text_functions.h"
#include "sql/functions/text_limits.h"

namespace darties::sql {
namespace {

using Groups = std::array<RegularExpression::Group, 10>;

constexpr std::size_t kNowhere = std::string_view::npos;

std::size_t start_of(std::string_view text, std::int64_t position) {
  if (position < 1)
    throw Error(ErrorKind::kInvalid, "a regular expression starts at position 1 or later, not {}",
                position);
  return static_cast<std::size_t>(substring_from(text, position).data() - text.data());
}

/// Goes from match to match; an empty one is followed by the next character.
class Matches {
 public:
  Matches(std::string_view text, const RegularExpression& pattern, std::size_t from,
          std::size_t groups)
      : text_(text), pattern_(pattern), from_(from), count_(groups) {}

  bool next() {
    if (!pattern_.find(text_, from_, {groups_.data(), count_})) return false;
    from_ = groups_[0].end;
    if (groups_[0].begin == groups_[0].end) {
      ++from_;
      while (from_ < text_.size() && (static_cast<unsigned char>(text_[from_]) & 0xC0) == 0x80)
        ++from_;
    }
    return true;
  }
  const Groups& groups() const { return groups_; }

 private:
  std::string_view text_;
  const RegularExpression& pattern_;
  std::size_t from_;
  std::size_t count_;
  Groups groups_;
};

/// The match that is meant; with the flag e its first group, when there is one.
RegularExpression::Group find(std::string_view text, std::string_view pattern,
                              std::int64_t position, std::int64_t occurrence,
                              std::string_view flags) {
  if (occurrence < 1)
    throw Error(ErrorKind::kInvalid, "occurrences of a match count from 1, not {}", occurrence);
  const RegularExpression& compiled = RegularExpression::cached(pattern, flags);
  const bool first_group = flags.find('e') != std::string_view::npos && compiled.group_count() > 0;
  Matches matches(text, compiled, start_of(text, position), first_group ? 2 : 1);
  for (; occurrence > 0; --occurrence) {
    if (!matches.next()) return {};
  }
  return matches.groups()[first_group ? 1 : 0];
}

void append_replacement(std::string& result, std::string_view text, std::string_view replacement,
                        const Groups& groups) {
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    const char next = i + 1 < replacement.size() ? replacement[i + 1] : '\0';
    const bool digit = next >= '0' && next <= '9';
    if (replacement[i] == '\\' && digit) {
      throw Error(ErrorKind::kInvalid, "a group in the replacement is written ${}, not \\{}", next,
                  next);
    }
    if (replacement[i] != '$' || (!digit && next != '&')) {
      result += replacement[i];
      continue;
    }
    const std::size_t number = digit ? static_cast<std::size_t>(next - '0') : 0;
    if (groups[number].begin != kNowhere)
      result += text.substr(groups[number].begin, groups[number].end - groups[number].begin);
    ++i;
  }
}

}  // namespace

std::string_view regexp_substr(std::string_view text, std::string_view pattern,
                               std::int64_t position, std::int64_t occurrence,
                               std::string_view flags) {
  const auto found = find(text, pattern, position, occurrence, flags);
  if (found.begin == kNowhere) return {};
  return text.substr(found.begin, found.end - found.begin);
}

std::int32_t regexp_instr(std::string_view text, std::string_view pattern, std::int64_t position,
                          std::int64_t occurrence, std::int64_t option, std::string_view flags) {
  const auto found = find(text, pattern, position, occurrence, flags);
  if (found.begin == kNowhere) return 0;
  return length_in_characters(text.substr(0, option == 0 ? found.begin : found.end)) + 1;
}

std::int32_t regexp_count(std::string_view text, std::string_view pattern, std::int64_t position,
                          std::string_view flags) {
  Matches matches(text, RegularExpression::cached(pattern, flags), start_of(text, position), 1);
  std::int32_t count = 0;
  while (matches.next()) ++count;
  return count;
}

std::string regexp_replace(std::string_view text, std::string_view pattern,
                           std::string_view replacement, std::int64_t position,
                           std::string_view flags) {
  const bool refers = replacement.find('$') != std::string_view::npos;
  Matches matches(text, RegularExpression::cached(pattern, flags), start_of(text, position),
                  refers ? Groups().size() : 1);
  std::string result;
  std::size_t copied = 0;
  while (matches.next()) {
    const auto whole = matches.groups()[0];
    result += text.substr(copied, whole.begin - copied);
    append_replacement(result, text, replacement, matches.groups());
    check_text_size(result.size());
    copied = whole.end;
  }
  return result.append(limited_text(text.substr(copied)));
}

}  // namespace darties::sql
