#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace darties::sql {

/// A pattern of LIKE: % is any text, _ any character. It is looked for in one pass over the text, part by part, so that
/// no pattern takes longer than the text times its own length over 64.
class LikePattern {
 public:
  /// `escape`: empty, or the character behind which % and _ mean themselves. `ignore_case` is of ASCII letters.
  /// Errors: kInvalid for a pattern that ends in its escape character.
  LikePattern(std::string_view pattern, std::string_view escape, bool ignore_case);

  bool matches(std::string_view text) const;

 private:
  /// What stands between two %.
  class Part {
   public:
    void add(std::string_view character);
    void add_any();
    void finish();
    bool empty() const { return length_ == 0; }
    /// How many bytes of `text` it takes from the beginning, or up to the end; npos: none.
    std::size_t at_begin(std::string_view text) const;
    bool at_end(std::string_view text) const;
    /// Behind the first place where it stands; npos: nowhere.
    std::size_t find(std::string_view text) const;

   private:
    std::size_t find_with_wildcards(std::string_view text) const;

    std::string bytes_;                      ///< without wildcards: as it is
    std::vector<std::uint32_t> characters_;  ///< 0: any
    std::size_t length_ = 0;
    bool wild_ = false;
    /// Bit n of a character's mask: it may stand at place n.
    std::unordered_map<std::uint32_t, std::vector<std::uint64_t>> masks_;
    std::vector<std::uint64_t> any_;
  };

  bool ignore_case_;
  bool open_ = false;        ///< there is a %
  std::vector<Part> parts_;  ///< one more than there are %, empty ones in the middle left out
};

/// text LIKE pattern ESCAPE escape, and ILIKE.
bool like(std::string_view text, std::string_view pattern, std::string_view escape);
bool like_ignoring_case(std::string_view text, std::string_view pattern, std::string_view escape);

}  // namespace darties::sql
