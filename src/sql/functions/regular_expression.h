#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace darties::sql {

/// A regular expression as REGEXP_SUBSTR and its sisters read it: POSIX extended with \d, \w and \s (the leftmost, then
/// longest match), or Perl's with the flag p.
///
///     const RegularExpression& pattern = RegularExpression::cached("[0-9]+", "i");
///     std::vector<RegularExpression::Group> groups(1);
///     while (pattern.find(text, from, groups)) from = groups[0].end;
///
/// Flags: c (case matters, the default), i (it does not), e (the first group is meant), p (Perl).
/// Errors: kInvalid for a pattern that can not be read, or another flag.
class RegularExpression {
 public:
  struct Group {
    std::size_t begin = std::string_view::npos;  ///< npos: took no part in the match
    std::size_t end = std::string_view::npos;
  };

  virtual ~RegularExpression() = default;

  /// The first match at byte `from` or later; groups[0] is the whole match. As many groups are told as `groups` has
  /// room for, which costs less for one than for more.
  virtual bool find(std::string_view text, std::size_t from, std::span<Group> groups) const = 0;
  /// How many groups the pattern has, the whole match not counted.
  virtual std::size_t group_count() const = 0;

  /// Compiled once for as long as the calls of a thread ask for the same.
  static const RegularExpression& cached(std::string_view pattern, std::string_view flags);
};

}  // namespace darties::sql
