#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace darties {

/// What the named placeholders of a pattern stood for, in the order of the pattern.
using Captures = std::vector<std::pair<std::string, std::string>>;

/// A pattern for names of sheets, columns and files.
///
///     NamePattern("{indicateur:CA|V|MB}_{famille}").match("CA_Fours")  // indicateur=CA
///     famille=Fours
///
/// `{name}` stands for one character or more, `{name:a|b}` for a or b, `{a|b}` for a or b without a
/// name,
/// `*` for anything, `?` for one character. All else stands for itself. The first placeholders take
/// as little as they can.
class NamePattern {
 public:
  /// Throws kInvalid for a brace that does not close or a placeholder that comes twice, with its
  /// position.
  explicit NamePattern(std::string_view text);

  /// What the placeholders stand for when the whole name fits.
  std::optional<Captures> match(std::string_view name) const;

  const std::string& text() const { return text_; }
  /// No placeholder, star or question mark: it fits one name only.
  bool is_literal() const;
  /// The names of the placeholders, in the order of the pattern.
  std::vector<std::string> placeholders() const;

 private:
  enum class PartKind { kLiteral, kChoice, kSome, kAny, kOne };
  struct Part {
    PartKind kind;
    std::string name;                  // of a placeholder; empty: nobody asks
    std::vector<std::string> choices;  // of a choice; the text of a literal
  };
  void parse();
  void add_placeholder(std::string_view inside, std::size_t offset);
  struct Attempt {
    Captures captures;
    std::set<std::pair<std::size_t, std::size_t>>
        dead_ends;  // part and length of the rest: no need to go there twice
  };
  bool match_from(std::size_t part, std::string_view rest, Attempt& attempt) const;
  bool match_part(std::size_t part, std::string_view rest, Attempt& attempt) const;

  std::string text_;
  std::vector<Part> parts_;
};

}  // namespace darties
