#include <array>

#include "base/text.h"
#include "sql/statement.h"

// Masking reads raw characters, not tokens: it must hide a key also in a comment, in a statement
// that does not parse, or behind a stray quote. It rather hides too much than too little.

namespace darties::sql {
namespace {

// A literal follows these words; its whole content is hidden.
constexpr std::array<std::string_view, 7> kWords = {
    "access_key_id",        "secret_access_key", "session_token", "credentials",
    "master_symmetric_key", "password",          "kms_key_id"};
// These stand inside a credentials string; the value up to ';', a quote or a blank is hidden.
constexpr std::array<std::string_view, 5> kPairs = {
    "aws_access_key_id=", "aws_secret_access_key=", "token=", "master_symmetric_key=", "password="};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

class Masker {
 public:
  explicit Masker(std::string_view script) : text_(script), lower_(lower_ascii(script)) {}

  std::string mask() {
    std::string masked;
    while (at_ < text_.size()) {
      if (const std::size_t value = pair_value()) {
        masked += text_.substr(at_, value - at_);
        masked += "***";
        at_ = std::min(lower_.find_first_of(";'\" \t\r\n", value), text_.size());
      } else if (const std::size_t literal = word_literal()) {
        masked += text_.substr(at_, literal + 1 - at_);
        masked += "***";
        at_ = literal_end(literal + 1);
      } else {
        masked += text_[at_++];
      }
    }
    return masked;
  }

 private:
  bool here(std::string_view word) const {
    return std::string_view(lower_).substr(at_, word.size()) == word;
  }

  /// Where the value begins when a pair stands here; 0 when none does.
  std::size_t pair_value() const {
    for (const auto pair : kPairs) {
      if (here(pair)) return at_ + pair.size();
    }
    return 0;
  }

  /// Where the opening quote stands when a word with its literal stands here; 0 when none does.
  std::size_t word_literal() const {
    if (at_ > 0 && is_name_character(lower_[at_ - 1])) return 0;
    for (const auto word : kWords) {
      if (!here(word)) continue;
      std::size_t next = skip_blanks(at_ + word.size());
      if (std::string_view(lower_).substr(next, 2) == "as") next = skip_blanks(next + 2);
      if (next < lower_.size() && lower_[next] == '\'') return next;
    }
    return 0;
  }

  std::size_t skip_blanks(std::size_t at) const {
    while (at < lower_.size()) {
      const std::string_view rest = std::string_view(lower_).substr(at);
      if (rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r' || rest[0] == '\n') {
        ++at;
      } else if (rest.substr(0, 2) == "--") {
        at = std::min(lower_.find('\n', at), lower_.size());
      } else if (rest.substr(0, 2) == "/*") {
        const std::size_t close = lower_.find("*/", at + 2);
        at = close == std::string::npos ? lower_.size() : close + 2;
      } else {
        break;
      }
    }
    return at;
  }

  /// The closing quote, or the end of a text that has none.
  std::size_t literal_end(std::size_t at) const {
    while (at < text_.size()) {
      if (text_[at] == '\\') {
        at += 2;
      } else if (text_[at] != '\'') {
        ++at;
      } else if (at + 1 < text_.size() && text_[at + 1] == '\'') {
        at += 2;
      } else {
        return at;
      }
    }
    return text_.size();
  }

  std::string_view text_;
  std::string lower_;
  std::size_t at_ = 0;
};

}  // namespace

std::string mask_credentials(std::string_view script) { return Masker(script).mask(); }

}  // namespace darties::sql
