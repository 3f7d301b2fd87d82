#include "sql/grammar/pattern.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sql/syntax/parsers.h"

namespace darties::sql {

/// Reads the notation into nodes.
class PatternReader {
 public:
  explicit PatternReader(std::string_view text) : text_(text) { advance(); }

  Pattern::Node choice() {
    Node all{.kind = Kind::kChoice};
    all.children.push_back(sequence());
    while (word_ == "|") {
      advance();
      all.children.push_back(sequence());
    }
    return all.children.size() == 1 ? std::move(all.children.front()) : all;
  }

 private:
  using Node = Pattern::Node;
  using Kind = Node::Kind;

  void advance() {
    const std::size_t begin = text_.find_first_not_of(" \n", at_);
    at_ = begin == std::string_view::npos ? text_.size() : begin;
    const std::size_t end = std::min(text_.find_first_of(" \n", at_), text_.size());
    word_ = text_.substr(at_, end - at_);
    at_ = end;
  }

  Node sequence() {
    Node all{.kind = Kind::kSequence};
    while (!word_.empty() && word_ != "]" && word_ != "}" && word_ != "|")
      all.children.push_back(repeated());
    return all.children.size() == 1 ? std::move(all.children.front()) : all;
  }

  Node repeated() {
    Node node = single();
    if (word_ == ",.." || word_ == "...") {
      Node many{.kind = word_ == "..." ? Kind::kRepeat : Kind::kList};
      many.children.push_back(std::move(node));
      advance();
      return many;
    }
    return node;
  }

  Node single() {
    const std::string_view word = word_;
    advance();
    if (word == "[" || word == "{") {
      Node node{.kind = word == "[" ? Kind::kOptional : Kind::kSequence};
      node.children.push_back(choice());
      advance();  // its closing mark
      return node;
    }
    const std::size_t colon = word.size() > 1 ? word.find(':') : std::string_view::npos;
    Node node{.kind = kind_of(word.substr(0, colon)), .text = word.substr(0, colon)};
    if (colon != std::string_view::npos) node.label = word.substr(colon + 1);
    if (node.kind == Kind::kRule) node.text = node.text.substr(1, node.text.size() - 2);
    return node;
  }

  static Kind kind_of(std::string_view word) {
    static constexpr std::pair<std::string_view, Kind> kKinds[] = {
        {"name", Kind::kName},     {"object", Kind::kObject},
        {"role", Kind::kRole},     {"string", Kind::kString},
        {"number", Kind::kNumber}, {"value", Kind::kValue},
        {"type", Kind::kType},     {"parens", Kind::kParens},
        {"query", Kind::kQuery},   {"expression", Kind::kExpression},
        {"rest", Kind::kRest}};
    for (const auto& [name, kind] : kKinds) {
      if (word == name) return kind;
    }
    if (word.front() == '<') return Kind::kRule;
    return word.front() >= 'A' && word.front() <= 'Z' ? Kind::kWord : Kind::kToken;
  }

  std::string_view text_;
  std::string_view word_;
  std::size_t at_ = 0;
};

/// Walks over the nodes and the tokens together.
class PatternMatcher {
 public:
  PatternMatcher(Cursor& cursor, std::vector<Capture>& captures, Pattern::Failure& failure)
      : cursor_(cursor), captures_(captures), failure_(failure) {}

  bool match(const Pattern::Node& node) {
    const Cursor before = cursor_;
    const std::size_t captured = captures_.size();
    if (fits(node)) {
      if (!node.label.empty())
        captures_.push_back({node.label, cursor_.span_from(before.peek().begin)});
      return true;
    }
    cursor_ = before;
    captures_.resize(captured);
    return false;
  }

 private:
  using Node = Pattern::Node;
  using Kind = Node::Kind;

  bool fits(const Node& node) {
    switch (node.kind) {
      case Kind::kSequence:
        return std::all_of(node.children.begin(), node.children.end(),
                           [&](const Node& child) { return match(child); });
      case Kind::kChoice:
        return std::any_of(node.children.begin(), node.children.end(),
                           [&](const Node& child) { return match(child); });
      case Kind::kOptional:
        match(node.children[0]);
        return true;
      case Kind::kList:
        return fits_list(node.children[0]);
      case Kind::kRepeat:
        return fits_repeat(node.children[0]);
      case Kind::kRule:
        return rule(node.text).match(cursor_, captures_, failure_);
      default:
        return fits_token(node) || miss(node);
    }
  }

  bool fits_list(const Node& element) {
    if (!match(element)) return false;
    while (cursor_.at_operator(",")) {
      const Cursor comma = cursor_;
      cursor_.next();
      if (match(element)) continue;
      cursor_ = comma;
      return true;
    }
    return true;
  }

  bool fits_repeat(const Node& element) {
    if (!match(element)) return false;
    for (std::size_t at = cursor_.peek().begin; match(element); at = cursor_.peek().begin) {
      if (cursor_.peek().begin == at) break;  // nothing was taken
    }
    return true;
  }

  bool fits_token(const Node& node) {
    switch (node.kind) {
      case Kind::kWord:
        return cursor_.accept_word(node.text);
      case Kind::kName:
        return accept_name();
      case Kind::kObject:
        return accept_object();
      case Kind::kRole:
        return accept_name() && (cursor_.peek().kind != TokenKind::kParameter || take());
      case Kind::kString:
        return cursor_.at_string() && take_strings();
      case Kind::kNumber:
        return accept_number();
      case Kind::kValue:
        return accept_number() || (cursor_.at_string() && take_strings()) || accept_name();
      case Kind::kType:
        return accept_type();
      case Kind::kParens:
        return accept_parens();
      case Kind::kQuery:
        return at_query(cursor_) && parse_query(cursor_) != nullptr;
      case Kind::kExpression:
        return parse_expression(cursor_) != nullptr;
      case Kind::kRest:
        while (!cursor_.at_end()) cursor_.next();
        return true;
      default:
        return cursor_.accept_operator(node.text);
    }
  }

  bool take() {
    cursor_.next();
    return true;
  }

  bool take_strings() {
    while (cursor_.at_string()) cursor_.next();
    return true;
  }

  bool accept_name() { return cursor_.at_name() && take(); }

  bool accept_object() {
    if (!accept_name()) return false;
    while (cursor_.at_operator(".") && cursor_.at_name(1)) {
      cursor_.next();
      cursor_.next();
    }
    return true;
  }

  bool accept_number() {
    const bool sign = cursor_.at_operator("-") || cursor_.at_operator("+");
    if (cursor_.peek(sign ? 1 : 0).kind != TokenKind::kNumber) return false;
    if (sign) cursor_.next();
    return take();
  }

  bool accept_parens() {
    if (!cursor_.accept_operator("(")) return false;
    skip_to_closing(cursor_);
    return true;
  }

  bool accept_type() {
    if (!accept_object()) return false;
    while (cursor_.at_any_word({"VARYING", "PRECISION", "WITH", "WITHOUT", "TIME", "ZONE"}) &&
           (!cursor_.at_word("WITH") || cursor_.at_word("TIME", 1)))
      cursor_.next();
    if (cursor_.at_operator("(")) accept_parens();
    cursor_.accept_words({"WITH", "TIME", "ZONE"});
    cursor_.accept_words({"WITHOUT", "TIME", "ZONE"});
    return true;
  }

  /// Remembers the furthest place, and all that could have stood there.
  bool miss(const Node& node) {
    const std::size_t offset = cursor_.peek().begin;
    if (offset < failure_.offset) return false;
    if (offset > failure_.offset) failure_ = Pattern::Failure(cursor_);
    std::string expected(node.text);
    if (node.kind == Kind::kName || node.kind == Kind::kObject || node.kind == Kind::kRole)
      expected = node.label.empty() ? "a name" : fmt::format("the name of a {}", node.label);
    if (node.kind == Kind::kString) expected = "a literal";
    if (node.kind == Kind::kNumber) expected = "a number";
    if (node.kind == Kind::kParens) expected = "(";
    if (std::find(failure_.expected.begin(), failure_.expected.end(), expected) ==
        failure_.expected.end())
      failure_.expected.push_back(std::move(expected));
    return false;
  }

  Cursor& cursor_;
  std::vector<Capture>& captures_;
  Pattern::Failure& failure_;
};

Pattern::Pattern(std::string_view text) : root_(PatternReader(text).choice()) {}

bool Pattern::match(Cursor& cursor, std::vector<Capture>& captures, Failure& failure) const {
  return PatternMatcher(cursor, captures, failure).match(root_);
}

void fail_expected(const Pattern::Failure& failure) {
  constexpr std::size_t kShown = 6;
  std::string list;
  for (std::size_t i = 0; i < std::min(failure.expected.size(), kShown); ++i) {
    const bool last = i + 1 == failure.expected.size();
    list += i == 0 ? "" : last ? " or " : ", ";
    list += failure.expected[i];
  }
  if (failure.expected.size() > kShown) list += ", …";
  failure.at.fail_expected(list.empty() ? "the end of the statement" : list);
}

}  // namespace darties::sql
