#include <algorithm>
#include <array>

#include "base/text.h"
#include "sql/syntax/parsers.h"

// A Pratt parser: parse(minimum) reads a prefix or a primary, then goes on while the next operator
// binds at least as tightly as `minimum`. The levels are those of PostgreSQL and DuckDB.

namespace darties::sql {
namespace {

using Kind = ExpressionKind;

// From loose to tight.
enum Level {
  kAny = 0,
  kOr,
  kAnd,
  kNot,
  kIsLevel,
  kComparison,
  kRange,  // BETWEEN, IN, LIKE
  kOther,  // ||, ~, &, |, #, <<, >>
  kSum,
  kProduct,
  kPower,
  kSign,
};

constexpr std::array<std::string_view, 8> kComparisons = {"=", "<>", "!=", "<",
                                                          ">", "<=", ">=", "=="};
constexpr std::array<std::string_view, 14> kOthers = {"||", "~",  "!~", "~*", "!~*", "&",   "|",
                                                      "#",  "<<", ">>", "~~", "!~~", "~~*", "!~~*"};

template <std::size_t n>
bool among(const std::array<std::string_view, n>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// Values that are written like a column.
constexpr std::array<std::string_view, 11> kKeywordValues = {
    "CURRENT_DATE",  "CURRENT_TIME", "CURRENT_TIMESTAMP", "SYSDATE",        "CURRENT_USER",
    "SESSION_USER",  "USER",         "CURRENT_USER_ID",   "CURRENT_SCHEMA", "LOCALTIME",
    "LOCALTIMESTAMP"};

// Types that may stand before a literal: DATE '2018-11-01'.
constexpr std::array<std::string_view, 20> kLiteralTypes = {
    "DATE",    "TIME",    "TIMETZ", "TIMESTAMP", "TIMESTAMPTZ", "BOOL", "BOOLEAN",
    "INT",     "INTEGER", "BIGINT", "SMALLINT",  "INT2",        "INT4", "INT8",
    "NUMERIC", "DECIMAL", "REAL",   "FLOAT",     "VARCHAR",     "CHAR"};

// These can not begin an expression.
constexpr std::array<std::string_view, 38> kReserved = {
    "FROM",    "WHERE",   "GROUP", "HAVING",  "ORDER", "LIMIT",  "UNION",  "INTERSECT",
    "EXCEPT",  "MINUS",   "ON",    "USING",   "JOIN",  "INNER",  "CROSS",  "NATURAL",
    "FULL",    "QUALIFY", "AND",   "OR",      "IN",    "IS",     "LIKE",   "ILIKE",
    "BETWEEN", "WHEN",    "THEN",  "ELSE",    "END",   "AS",     "SELECT", "INTO",
    "VALUES",  "WINDOW",  "FETCH", "CONNECT", "WITH",  "SIMILAR"};

bool in_list(const Token& token, const auto& words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return is_word(token, word); });
}

class Parser {
 public:
  explicit Parser(Cursor& cursor) : cursor_(cursor) {}

  ExpressionPtr parse(int minimum) {
    const NestingGuard guard(cursor_);
    ExpressionPtr left = prefix();
    while (ExpressionPtr longer = infix(left, minimum)) left = std::move(longer);
    return left;
  }

 private:
  ExpressionPtr make(Kind kind, std::size_t begin, std::vector<ExpressionPtr> children = {}) const {
    auto node = std::make_shared<Expression>();
    node->kind = kind;
    node->span = cursor_.span_from(begin);
    node->children = std::move(children);
    return node;
  }

  static Span span_of(const Token& token) { return {token.begin, token.end}; }

  // ---- prefixes and primaries

  ExpressionPtr prefix() {
    const Token& first = cursor_.peek();
    if (is_word(first, "NOT")) return unary(kNot, "not");
    if (first.kind == TokenKind::kOperator) {
      if (first.text == "-" || first.text == "+") return unary(kSign, first.text);
      if (first.text == "~" || first.text == "@" || first.text == "|/" || first.text == "||/") {
        return unary(kOther, first.text);
      }
    }
    return postfix(primary());
  }

  ExpressionPtr unary(int level, std::string_view name) {
    const Token& first = cursor_.next();
    std::vector<ExpressionPtr> children;
    children.push_back(parse(level));
    auto node = make(Kind::kUnary, first.begin, std::move(children));
    node->name = name;
    node->name_span = span_of(first);
    return node;
  }

  ExpressionPtr primary() {
    const Token& token = cursor_.peek();
    switch (token.kind) {
      case TokenKind::kNumber:
        return simple(Kind::kNumber, std::string(token.text));
      case TokenKind::kString:
      case TokenKind::kDollarString:
        return string_literal();
      case TokenKind::kParameter:
        return simple(Kind::kParameter, std::string(token.text));
      case TokenKind::kQuoted:
        return name_or_call();
      case TokenKind::kWord:
        return word();
      default:
        break;
    }
    if (is_operator(token, "(")) return parenthesised();
    if (is_operator(token, "*")) return simple(Kind::kStar, "");
    cursor_.fail_expected("an expression");
  }

  ExpressionPtr simple(Kind kind, std::string text) {
    const Token& token = cursor_.next();
    auto node = make(kind, token.begin);
    node->text = std::move(text);
    return node;
  }

  /// Adjacent literals are one literal.
  ExpressionPtr string_literal() {
    const std::size_t begin = cursor_.peek().begin;
    std::string value;
    while (cursor_.at_string()) value += string_value(cursor_.next());
    auto node = make(Kind::kString, begin);
    node->text = std::move(value);
    return node;
  }

  ExpressionPtr parenthesised() {
    const std::size_t begin = cursor_.peek().begin;
    if (at_subquery()) return subquery();
    cursor_.expect_operator("(");
    std::vector<ExpressionPtr> children;
    if (!cursor_.at_operator(")")) {
      do {
        children.push_back(parse(kAny));
      } while (cursor_.accept_operator(","));
    }
    cursor_.expect_operator(")");
    const Kind kind = children.size() == 1 ? Kind::kParenthesis : Kind::kRow;
    return make(kind, begin, std::move(children));
  }

  bool at_subquery() const {
    return cursor_.at_operator("(") && (cursor_.at_word("SELECT", 1) || cursor_.at_word("WITH", 1));
  }

  ExpressionPtr subquery() {
    const std::size_t begin = cursor_.peek().begin;
    cursor_.expect_operator("(");
    QueryPtr query = parse_query(cursor_);
    cursor_.expect_operator(")");
    auto node = make(Kind::kSubquery, begin);
    node->query = std::move(query);
    return node;
  }

  ExpressionPtr word() {
    const Token& token = cursor_.peek();
    if (is_word(token, "NULL")) return simple(Kind::kNull, "");
    if (is_word(token, "TRUE") || is_word(token, "FALSE"))
      return simple(Kind::kBoolean, lower_ascii(token.text));
    if (is_word(token, "CASE")) return case_expression();
    if (is_word(token, "EXISTS") && cursor_.at_operator("(", 1)) return exists();
    if (is_word(token, "INTERVAL") && cursor_.peek(1).kind == TokenKind::kString) return interval();
    if (auto literal = typed_literal()) return literal;
    if (cursor_.at_operator("(", 1)) return special_call();
    if (is_word(token, "APPROXIMATE") && cursor_.at_name(1)) return special_call();
    if (in_list(token, kKeywordValues) && !cursor_.at_operator(".", 1)) {
      auto node = simple(Kind::kKeyword, "");
      node->name = lower_ascii(token.text);
      node->name_span = node->span;
      return node;
    }
    if (in_list(token, kReserved)) cursor_.fail_expected("an expression");
    return name_or_call();
  }

  ExpressionPtr case_expression() {
    const std::size_t begin = cursor_.next().begin;
    std::vector<ExpressionPtr> children;
    const bool has_operand = !cursor_.at_word("WHEN");
    if (has_operand) children.push_back(parse(kAny));
    if (!cursor_.at_word("WHEN")) cursor_.fail_expected("WHEN");
    while (cursor_.accept_word("WHEN")) {
      children.push_back(parse(kAny));
      cursor_.expect_word("THEN");
      children.push_back(parse(kAny));
    }
    const bool has_else = cursor_.accept_word("ELSE");
    if (has_else) children.push_back(parse(kAny));
    if (!cursor_.accept_word("END")) cursor_.fail_expected("WHEN, ELSE or END");
    auto node = make(Kind::kCase, begin, std::move(children));
    node->has_operand = has_operand;
    node->has_else = has_else;
    return node;
  }

  ExpressionPtr exists() {
    const std::size_t begin = cursor_.next().begin;
    if (!at_subquery()) cursor_.fail_expected("a query in parentheses");
    std::vector<ExpressionPtr> children;
    children.push_back(subquery());
    return make(Kind::kExists, begin, std::move(children));
  }

  /// INTERVAL '…' [YEAR [TO MONTH] | DAY [TO SECOND] | …]
  ExpressionPtr interval() {
    const std::size_t begin = cursor_.next().begin;
    const std::string value = string_value(cursor_.next());
    const std::size_t unit = cursor_.peek().begin;
    constexpr std::array<std::string_view, 6> kUnits = {"YEAR", "MONTH",  "DAY",
                                                        "HOUR", "MINUTE", "SECOND"};
    if (in_list(cursor_.peek(), kUnits)) {
      cursor_.next();
      if (cursor_.accept_word("TO") && in_list(cursor_.peek(), kUnits)) cursor_.next();
    }
    auto node = make(Kind::kTypedLiteral, begin);
    node->name = "interval";
    node->text = value;
    if (cursor_.previous().begin >= unit) node->type_span = cursor_.span_from(unit);
    return node;
  }

  ExpressionPtr typed_literal() {
    if (!in_list(cursor_.peek(), kLiteralTypes)) return nullptr;
    Cursor ahead = cursor_;
    const std::size_t begin = ahead.peek().begin;
    ahead.next();
    ahead.accept_words({"WITH", "TIME", "ZONE"});
    ahead.accept_words({"WITHOUT", "TIME", "ZONE"});
    if (ahead.peek().kind != TokenKind::kString) return nullptr;
    const Span type_span = ahead.span_from(begin);
    const std::string value = string_value(ahead.next());
    cursor_ = ahead;
    auto node = make(Kind::kTypedLiteral, begin);
    node->type = parse_type(cursor_.text_of(type_span));
    node->name = lower_ascii(cursor_.text_of(type_span));
    node->type_span = type_span;
    node->text = value;
    return node;
  }

  // ---- names and calls

  ExpressionPtr name_or_call() {
    const std::size_t begin = cursor_.peek().begin;
    if (cursor_.at_operator("(", 1)) return call();
    auto node = std::make_shared<Expression>();
    node->kind = Kind::kColumn;
    while (true) {
      const Token& part = cursor_.peek();
      node->path.push_back(cursor_.expect_name("a name"));
      node->path_spans.push_back(span_of(part));
      if (!cursor_.at_operator(".")) break;
      if (cursor_.at_operator("*", 1)) {
        cursor_.next();
        cursor_.next();
        node->kind = Kind::kStar;
        break;
      }
      cursor_.next();
    }
    if (cursor_.at_operator("(")) {
      if (cursor_.at_operator("+", 1) && cursor_.at_operator(")", 2))
        refuse(begin, "the outer join marker (+)");
      return qualified_call(begin, *node);
    }
    node->span = cursor_.span_from(begin);
    node->name = node->path.back();
    node->name_span = node->path_spans.back();
    return node;
  }

  [[noreturn]] void refuse(std::size_t offset, std::string_view what) const {
    cursor_.refuse(offset, what);
  }

  /// pg_catalog.lower(x): the schema of the functions that are built in may be written.
  ExpressionPtr qualified_call(std::size_t begin, const Expression& name) {
    if (name.path.size() != 2 || name.path[0] != "pg_catalog") {
      refuse(begin,
             "user-defined functions: " + std::string(cursor_.text_of(cursor_.span_from(begin))));
    }
    auto node = std::make_shared<Expression>();
    node->kind = Kind::kCall;
    node->name = name.path.back();
    node->name_span = cursor_.span_from(begin);
    return arguments(begin, node);
  }

  ExpressionPtr special_call() {
    const Token& token = cursor_.peek();
    if (is_word(token, "CAST")) return cast();
    if (is_word(token, "CONVERT")) return convert();
    if (is_word(token, "EXTRACT")) return extract();
    if (is_word(token, "POSITION")) return position();
    if (is_word(token, "TRIM")) return trim();
    if (is_word(token, "SUBSTRING")) return substring();
    if (is_word(token, "ROW")) refuse(token.begin, "row constructors");
    if (in_list(token, kReserved)) cursor_.fail_expected("an expression");
    return call();
  }

  ExpressionPtr cast() {
    const Token& first = cursor_.next();
    cursor_.expect_operator("(");
    std::vector<ExpressionPtr> children;
    children.push_back(parse(kAny));
    cursor_.expect_word("AS");
    Span type_span;
    const Type type = parse_data_type(cursor_, &type_span);
    cursor_.expect_operator(")");
    return cast_node(first, "cast", type, type_span, std::move(children));
  }

  /// CONVERT(type, e)
  ExpressionPtr convert() {
    const Token& first = cursor_.next();
    cursor_.expect_operator("(");
    Span type_span;
    const Type type = parse_data_type(cursor_, &type_span);
    cursor_.expect_operator(",");
    std::vector<ExpressionPtr> children;
    children.push_back(parse(kAny));
    cursor_.expect_operator(")");
    return cast_node(first, "convert", type, type_span, std::move(children));
  }

  ExpressionPtr cast_node(const Token& first, std::string_view name, const Type& type,
                          Span type_span, std::vector<ExpressionPtr> children) {
    auto node = make(Kind::kCast, first.begin, std::move(children));
    node->name = name;
    node->name_span = span_of(first);
    node->type = type;
    node->type_span = type_span;
    return node;
  }

  ExpressionPtr call_node(const Token& first, std::string_view name,
                          std::vector<ExpressionPtr> children) {
    auto node = make(Kind::kCall, first.begin, std::move(children));
    node->name = name;
    node->name_span = span_of(first);
    node->call = std::make_shared<CallDetails>();
    return node;
  }

  /// EXTRACT(part FROM e): the part becomes a string as the first argument.
  ExpressionPtr extract() {
    const Token& first = cursor_.next();
    cursor_.expect_operator("(");
    std::vector<ExpressionPtr> children;
    children.push_back(date_part_name());
    cursor_.expect_word("FROM");
    children.push_back(parse(kAny));
    cursor_.expect_operator(")");
    return call_node(first, "extract", std::move(children));
  }

  ExpressionPtr date_part_name() {
    const Token& token = cursor_.peek();
    if (!cursor_.at_name() && !cursor_.at_string()) cursor_.fail_expected("a date part");
    const std::string part = cursor_.at_string() ? string_value(token) : identifier_value(token);
    return simple(Kind::kString, lower_ascii(part));
  }

  /// POSITION(a IN b)
  ExpressionPtr position() {
    const Token& first = cursor_.next();
    cursor_.expect_operator("(");
    std::vector<ExpressionPtr> children;
    children.push_back(parse(kOther));
    cursor_.expect_word("IN");
    children.push_back(parse(kAny));
    cursor_.expect_operator(")");
    return call_node(first, "position", std::move(children));
  }

  /// TRIM([BOTH|LEADING|TRAILING] [c FROM] s): children s [, c], name btrim, ltrim or rtrim.
  ExpressionPtr trim() {
    const Token& first = cursor_.next();
    cursor_.expect_operator("(");
    std::string_view name = "btrim";
    if (cursor_.accept_word("LEADING")) {
      name = "ltrim";
    } else if (cursor_.accept_word("TRAILING")) {
      name = "rtrim";
    } else {
      cursor_.accept_word("BOTH");
    }
    std::vector<ExpressionPtr> children;
    if (!cursor_.at_word("FROM")) children.push_back(parse(kAny));
    if (cursor_.accept_word("FROM")) {
      children.insert(children.begin(), parse(kAny));
    } else if (cursor_.accept_operator(",")) {
      children.push_back(parse(kAny));
    }
    cursor_.expect_operator(")");
    return call_node(first, name, std::move(children));
  }

  /// SUBSTRING(s FROM a [FOR n]) or with commas.
  ExpressionPtr substring() {
    const Token& first = cursor_.next();
    cursor_.expect_operator("(");
    std::vector<ExpressionPtr> children;
    children.push_back(parse(kAny));
    if (cursor_.accept_word("FROM") || cursor_.accept_operator(","))
      children.push_back(parse(kAny));
    if (cursor_.accept_word("FOR") || cursor_.accept_operator(",")) children.push_back(parse(kAny));
    cursor_.expect_operator(")");
    return call_node(first, "substring", std::move(children));
  }

  ExpressionPtr call() {
    const std::size_t begin = cursor_.peek().begin;
    auto node = std::make_shared<Expression>();
    node->kind = Kind::kCall;
    Span approximate;
    if (cursor_.at_word("APPROXIMATE") && cursor_.at_name(1)) approximate = span_of(cursor_.next());
    const Token& name = cursor_.next();
    node->name = identifier_value(name);
    node->name_span = span_of(name);
    auto whole = arguments(begin, node);
    whole->call->approximate = !approximate.empty();
    whole->call->approximate_span = approximate;
    return whole;
  }

  /// ( [DISTINCT] args [IGNORE NULLS] ) [WITHIN GROUP …] [IGNORE NULLS] [OVER …]
  ExpressionPtr arguments(std::size_t begin, const std::shared_ptr<Expression>& node) {
    auto details = std::make_shared<CallDetails>();
    cursor_.expect_operator("(");
    const std::size_t open = cursor_.previous().end;
    if (cursor_.at_word("DISTINCT") || cursor_.at_word("ALL")) {
      details->distinct = cursor_.at_word("DISTINCT");
      details->distinct_span = span_of(cursor_.next());
    }
    if (cursor_.at_operator("*") && cursor_.at_operator(")", 1)) {
      details->star = true;
      cursor_.next();
    } else if (!cursor_.at_operator(")")) {
      do {
        node->children.push_back(parse(kAny));
      } while (cursor_.accept_operator(","));
    }
    accept_null_treatment(*details);
    details->arguments = {open, cursor_.peek().begin};
    if (!cursor_.accept_operator(")")) cursor_.fail_expected("a comma or )");
    accept_within_group(*details);
    accept_null_treatment(*details);
    accept_over(*details);
    node->call = std::move(details);
    node->span = cursor_.span_from(begin);
    return node;
  }

  void accept_null_treatment(CallDetails& details) {
    const std::size_t begin = cursor_.peek().begin;
    if (cursor_.accept_words({"IGNORE", "NULLS"})) {
      details.nulls = CallDetails::Nulls::kIgnore;
    } else if (cursor_.accept_words({"RESPECT", "NULLS"})) {
      details.nulls = CallDetails::Nulls::kRespect;
    } else {
      return;
    }
    details.nulls_span = cursor_.span_from(begin);
  }

  void accept_within_group(CallDetails& details) {
    const std::size_t begin = cursor_.peek().begin;
    if (!cursor_.accept_words({"WITHIN", "GROUP"})) return;
    cursor_.expect_operator("(");
    cursor_.expect_word("ORDER");
    cursor_.expect_word("BY");
    details.within_group = parse_sort_keys(cursor_);
    cursor_.expect_operator(")");
    details.within_group_span = cursor_.span_from(begin);
  }

  void accept_over(CallDetails& details) {
    const std::size_t begin = cursor_.peek().begin;
    if (!cursor_.at_word("OVER") || !(cursor_.at_operator("(", 1) || cursor_.at_name(1))) return;
    cursor_.next();
    Window window;
    if (!cursor_.accept_operator("(")) {
      window.name = cursor_.expect_name("a window name");
    } else {
      if (cursor_.accept_words({"PARTITION", "BY"})) {
        do {
          window.partition_by.push_back(parse(kAny));
        } while (cursor_.accept_operator(","));
      }
      if (cursor_.accept_words({"ORDER", "BY"})) window.order_by = parse_sort_keys(cursor_);
      read_frame(window);
      cursor_.expect_operator(")");
    }
    window.span = cursor_.span_from(begin);
    details.over = std::move(window);
  }

  void read_frame(Window& window) {
    if (!cursor_.at_word("ROWS") && !cursor_.at_word("RANGE")) return;
    const std::size_t begin = cursor_.next().begin;
    const auto bound = [&] {
      if (cursor_.accept_words({"CURRENT", "ROW"})) return;
      if (!cursor_.accept_word("UNBOUNDED"))
        cursor_.expect_integer("UNBOUNDED, CURRENT ROW or a number");
      if (!cursor_.accept_word("PRECEDING") && !cursor_.accept_word("FOLLOWING")) {
        cursor_.fail_expected("PRECEDING or FOLLOWING");
      }
    };
    if (cursor_.accept_word("BETWEEN")) {
      bound();
      cursor_.expect_word("AND");
    }
    bound();
    window.frame = cursor_.span_from(begin);
  }

  // ---- after a primary: ::type, [index], .field, AT TIME ZONE

  ExpressionPtr postfix(ExpressionPtr value) {
    const std::size_t begin = value->span.begin;
    while (true) {
      if (cursor_.at_operator("::")) {
        value = colon_cast(begin, std::move(value));
      } else if (cursor_.at_operator("[")) {
        value = subscript(begin, std::move(value));
      } else if (cursor_.at_operator(".") &&
                 (value->kind == Kind::kSubscript || value->kind == Kind::kField ||
                  value->kind == Kind::kParenthesis)) {
        cursor_.next();
        const Token& field = cursor_.peek();
        const std::string name = cursor_.expect_name("an attribute");
        value = make(Kind::kField, begin, {value});
        value->name = name;
        value->name_span = span_of(field);
      } else if (cursor_.at_words({"AT", "TIME", "ZONE"})) {
        cursor_.accept_words({"AT", "TIME", "ZONE"});
        ExpressionPtr zone = prefix();
        value = make(Kind::kAtTimeZone, begin, {value, zone});
      } else {
        return value;
      }
    }
  }

  ExpressionPtr colon_cast(std::size_t begin, ExpressionPtr value) {
    const Token& sign = cursor_.next();
    Span type_span;
    const Type type = parse_data_type(cursor_, &type_span);
    auto node = make(Kind::kCast, begin, {std::move(value)});
    node->name = "::";
    node->name_span = span_of(sign);
    node->type = type;
    node->type_span = type_span;
    return node;
  }

  ExpressionPtr subscript(std::size_t begin, ExpressionPtr value) {
    cursor_.next();
    ExpressionPtr index = parse(kAny);
    cursor_.expect_operator("]");
    return make(Kind::kSubscript, begin, {std::move(value), std::move(index)});
  }

  // ---- infix

  ExpressionPtr infix(const ExpressionPtr& left, int minimum) {
    const Token& token = cursor_.peek();
    if (token.kind == TokenKind::kOperator) return operator_infix(left, minimum);
    if (token.kind != TokenKind::kWord) return nullptr;
    if (is_word(token, "AND")) return kAnd >= minimum ? binary(left, kAnd + 1, "and") : nullptr;
    if (is_word(token, "OR")) return kOr >= minimum ? binary(left, kOr + 1, "or") : nullptr;
    if (is_word(token, "IS")) return kIsLevel >= minimum ? is(left) : nullptr;
    if (is_word(token, "ISNULL") || is_word(token, "NOTNULL"))
      return kIsLevel >= minimum ? is_null(left) : nullptr;
    return kRange >= minimum ? range(left) : nullptr;
  }

  ExpressionPtr operator_infix(const ExpressionPtr& left, int minimum) {
    const std::string_view text = cursor_.peek().text;
    const int level = level_of(text);
    if (level == kAny || level < minimum) return nullptr;
    return binary(left, level + 1, text);
  }

  static int level_of(std::string_view text) {
    if (text == "+" || text == "-") return kSum;
    if (text == "*" || text == "/" || text == "%") return kProduct;
    if (text == "^") return kPower;
    if (among(kComparisons, text)) return kComparison;
    if (among(kOthers, text)) return kOther;
    return kAny;
  }

  ExpressionPtr binary(const ExpressionPtr& left, int level, std::string_view name) {
    const Token& sign = cursor_.next();
    if (level == kComparison + 1 && cursor_.at_any_word({"ANY", "ALL", "SOME"}) &&
        cursor_.at_operator("(", 1)) {
      return quantified(left, sign);
    }
    auto node = make(Kind::kBinary, left->span.begin, {left, parse(level)});
    node->span.end = node->children[1]->span.end;
    node->name = name;
    node->name_span = span_of(sign);
    return node;
  }

  ExpressionPtr quantified(const ExpressionPtr& left, const Token& sign) {
    cursor_.next();
    if (!at_subquery()) cursor_.fail_expected("a query in parentheses");
    ExpressionPtr query = subquery();
    auto node = make(Kind::kQuantified, left->span.begin, {left, query});
    node->name = sign.text;
    node->name_span = span_of(sign);
    return node;
  }

  ExpressionPtr is(const ExpressionPtr& left) {
    const Token& sign = cursor_.next();
    const bool negated = cursor_.accept_word("NOT");
    if (cursor_.accept_words({"DISTINCT", "FROM"})) {
      auto node = make(Kind::kDistinctFrom, left->span.begin, {left, parse(kIsLevel + 1)});
      node->negated = negated;
      return node;
    }
    if (!cursor_.at_any_word({"NULL", "TRUE", "FALSE", "UNKNOWN"}))
      cursor_.fail_expected("NULL, TRUE, FALSE or UNKNOWN");
    const std::string name = lower_ascii(cursor_.next().text);
    auto node = make(Kind::kIs, left->span.begin, {left});
    node->name = name;
    node->name_span = cursor_.span_from(sign.begin);
    node->negated = negated;
    return node;
  }

  ExpressionPtr is_null(const ExpressionPtr& left) {
    const Token& sign = cursor_.next();
    auto node = make(Kind::kIs, left->span.begin, {left});
    node->name = "null";
    node->negated = is_word(sign, "NOTNULL");
    node->name_span = span_of(sign);
    return node;
  }

  /// [NOT] IN | BETWEEN | LIKE | ILIKE | SIMILAR TO
  ExpressionPtr range(const ExpressionPtr& left) {
    const std::size_t ahead = cursor_.at_word("NOT") ? 1 : 0;
    const Token& word = cursor_.peek(ahead);
    const bool known = is_word(word, "IN") || is_word(word, "BETWEEN") || is_word(word, "LIKE") ||
                       is_word(word, "ILIKE") || is_word(word, "SIMILAR");
    if (!known) return nullptr;
    const std::size_t begin = cursor_.peek().begin;
    if (ahead == 1) cursor_.next();
    cursor_.next();
    ExpressionPtr node = is_word(word, "IN")        ? in(left)
                         : is_word(word, "BETWEEN") ? between(left)
                                                    : like(left, word);
    node->negated = ahead == 1;
    node->name_span.begin = begin;
    return node;
  }

  ExpressionPtr in(const ExpressionPtr& left) {
    std::vector<ExpressionPtr> children{left};
    const std::size_t name_end = cursor_.previous().end;
    if (at_subquery()) {
      children.push_back(subquery());
    } else {
      cursor_.expect_operator("(");
      do {
        children.push_back(parse(kAny));
      } while (cursor_.accept_operator(","));
      cursor_.expect_operator(")");
    }
    auto node = make(Kind::kIn, left->span.begin, std::move(children));
    node->name = "in";
    node->name_span.end = name_end;
    return node;
  }

  ExpressionPtr between(const ExpressionPtr& left) {
    const std::size_t name_end = cursor_.previous().end;
    ExpressionPtr low = parse(kRange + 1);
    cursor_.expect_word("AND");
    ExpressionPtr high = parse(kRange + 1);
    auto node = make(Kind::kBetween, left->span.begin, {left, low, high});
    node->name = "between";
    node->name_span.end = name_end;
    return node;
  }

  ExpressionPtr like(const ExpressionPtr& left, const Token& word) {
    std::string name = lower_ascii(word.text);
    if (is_word(word, "SIMILAR")) {
      cursor_.expect_word("TO");
      name = "similar to";
    }
    const std::size_t name_end = cursor_.previous().end;
    std::vector<ExpressionPtr> children{left, parse(kRange + 1)};
    if (cursor_.accept_word("ESCAPE")) children.push_back(parse(kRange + 1));
    auto node = make(Kind::kLike, left->span.begin, std::move(children));
    node->name = std::move(name);
    node->name_span.end = name_end;
    return node;
  }

  Cursor& cursor_;
};

}  // namespace

ExpressionPtr parse_expression(Cursor& cursor) { return Parser(cursor).parse(kAny); }

ExpressionPtr parse_operand(Cursor& cursor) { return Parser(cursor).parse(kOther); }

std::vector<SortKey> parse_sort_keys(Cursor& cursor) {
  std::vector<SortKey> keys;
  do {
    SortKey key;
    const std::size_t begin = cursor.peek().begin;
    key.value = parse_expression(cursor);
    key.descending = cursor.accept_word("DESC");
    if (!key.descending) cursor.accept_word("ASC");
    if (cursor.accept_word("NULLS")) {
      if (!cursor.accept_word("FIRST") && !cursor.accept_word("LAST"))
        cursor.fail_expected("FIRST or LAST");
    }
    key.span = cursor.span_from(begin);
    keys.push_back(std::move(key));
  } while (cursor.accept_operator(","));
  return keys;
}

}  // namespace darties::sql
