#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sql/functions/json_text.h"

namespace darties::sql {

/// Goes over a JSON text once and checks all of it.
/// Errors: kInvalid "JSON parsing error …" at the first character that can not stand where it does.
class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) { skip_blanks(); }

  /// The kind of the value that comes next, by its first character.
  JsonKind kind() const;
  /// Reads one value whole and returns it as it is written.
  std::string_view skip_value();
  /// Reads an object; `member(quoted_name)` has to read each value.
  template <class Member>
  void each_member(const Member& member);
  /// Reads an array; `element()` has to read each value.
  template <class Element>
  void each_element(const Element& element);
  /// Nothing may follow.
  void expect_end() const;
  [[noreturn]] void fail(std::string_view expected) const;

 private:
  static constexpr int kMaxDepth = 1000;

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool accept(char c);
  void expect(char c, std::string_view what);
  void skip_blanks();
  std::string_view string();
  void escape();
  void number();
  void digits();
  void word(std::string_view expected);

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

/// The value of a string in its quotes: escapes are undone.
std::string json_string_value(std::string_view quoted);

template <class Member>
void JsonReader::each_member(const Member& member) {
  expect('{', "an object");
  if (++depth_ > kMaxDepth) fail("fewer objects inside of objects");
  if (!accept('}')) {
    do {
      const std::string_view name = string();
      skip_blanks();
      expect(':', "a colon");
      member(name);
    } while (accept(','));
    expect('}', "a comma or }");
  }
  --depth_;
}

template <class Element>
void JsonReader::each_element(const Element& element) {
  expect('[', "an array");
  if (++depth_ > kMaxDepth) fail("fewer arrays inside of arrays");
  if (!accept(']')) {
    do {
      element();
    } while (accept(','));
    expect(']', "a comma or ]");
  }
  --depth_;
}

}  // namespace darties::sql
