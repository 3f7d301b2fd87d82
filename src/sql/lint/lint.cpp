#include "sql/lint/lint.h"

#include <array>

#include "base/text.h"
#include "sql/lexer.h"
#include "sql/lint/open_catalog.h"
#include "sql/lint/warnings.h"
#include "sql/prepared.h"
#include "sql/syntax/cursor.h"
#include "sql/syntax/parsers.h"
#include "sql/translate.h"

// A statement is parsed, and translated in a world where everything it needs is there. What parsing finds wrong with the
// syntax is invalid; whatever else stops the statement refuses it.

namespace darties::sql {
namespace {

constexpr std::string_view kExpressionHead = "SELECT ";

bool is_refusal(const Error& error) { return error.message().starts_with(kNotSupported); }
bool is_syntax(const Error& error) {
  return error.message().starts_with("syntax error") || error.message().ends_with("never closed");
}

/// Of what parsing throws.
Verdict verdict_of(const Error& error) {
  return is_syntax(error) && !is_refusal(error) ? Verdict::kInvalid : Verdict::kRefused;
}

/// The offset in `text` of the line and column where an error lies.
std::size_t offset_of(std::string_view text, const Place& place) {
  std::size_t at = 0;
  for (int line = 1; line < place.line && at < text.size(); ++line)
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  for (int column = 1; column < place.column && at < text.size(); ++column) {
    do {
      ++at;
    } while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  }
  return at;
}

/// CREATE EXTERNAL TABLE, INSERT: the first words, when nothing better is known of a statement.
std::string first_words(const Statement& statement) {
  std::vector<Token> tokens;
  try {
    tokens = tokenize(statement);
  } catch (const Error&) {
    return std::string(statement.text.substr(0, statement.text.find_first_of(" \t\r\n")));
  }
  const bool two =
      tokens.size() > 2 && tokens[1].kind == TokenKind::kWord &&
      (is_word(tokens[0], "CREATE") || is_word(tokens[0], "ALTER") || is_word(tokens[0], "DROP"));
  const Token& last = two ? tokens[1] : tokens[0];
  return upper_ascii(
      std::string_view(statement.text).substr(tokens[0].begin, last.end - tokens[0].begin));
}

class Linter {
 public:
  Linter(std::string_view script, std::string_view file) : script_(script), file_(file) {}

  std::vector<Finding> run() {
    try {
      for (auto& statement : split(script_, file_)) judge(std::move(statement));
    } catch (const Error& error) {
      judge_unclosed(error);
    }
    return std::move(findings_);
  }

 private:
  /// What stands before the open mark is judged as ever; the statement around it is the last one.
  void judge_unclosed(const Error& error) {
    const std::size_t mark = offset_of(script_, error.place().value_or(Place{}));
    auto before = split(script_.substr(0, mark), file_);
    const Statement head{std::string(script_.substr(0, mark)), 0, {}};
    const auto tokens = tokenize(head);  // they point into it
    const bool between = tokens.size() < 2 || is_operator(tokens[tokens.size() - 2], ";");
    Finding last;
    last.verdict = Verdict::kInvalid;
    last.reason = error.message();
    last.fault = error.place();
    const std::size_t begin = between ? mark : before.back().offset;
    last.statement = {std::string(script_.substr(begin)), begin,
                      between ? error.place().value_or(Place{}) : before.back().start};
    if (!between) before.pop_back();
    for (auto& statement : before) judge(std::move(statement));
    last.kind = first_words(last.statement);
    findings_.push_back(std::move(last));
  }

  void judge(Statement statement) {
    Finding& finding = findings_.emplace_back();
    finding.statement = std::move(statement);
    try {
      const bool expression = !begins_statement(finding.statement);
      if (expression) {
        judge_expression(finding);
      } else {
        judge_statement(finding, finding.statement);
      }
    } catch (const Error& error) {
      finding.reason = error.message();
      finding.fault = error.place();
    }
  }

  /// A bare expression, as a column of a SELECT of its own.
  void judge_expression(Finding& finding) {
    const Statement& bare = finding.statement;
    finding.kind = "expression";
    expect_expression(finding);
    Statement select{std::string(kExpressionHead) + bare.text, bare.offset, bare.start};
    select.start.column -= static_cast<int>(kExpressionHead.size());
    try {
      judge_statement(finding, select);
    } catch (const Error&) {
      finding.kind = "expression";
      throw;
    }
    finding.kind = "expression";
  }

  /// A word that goes on as no expression does is a statement's first word, misspelled.
  static void expect_expression(Finding& finding) {
    const Statement& bare = finding.statement;
    const auto tokens = tokenize(bare);
    Cursor cursor(bare, tokens);
    try {
      parse_expression(cursor);
      const bool one_word = cursor.previous().begin == 0;
      if (!one_word && cursor.accept_word("AS")) cursor.expect_name("an alias");
      if (one_word && !cursor.at_end()) parse(bare);
      cursor.expect_end();
    } catch (const Error& error) {
      finding.verdict = verdict_of(error);
      throw;
    }
  }

  void judge_statement(Finding& finding, const Statement& statement) {
    finding.kind = first_words(statement);
    const Parsed parsed = parse_or_refuse(finding, statement);
    finding.kind = statement_name(parsed);
    finding.verdict = Verdict::kRefused;
    translate_in_open_world(finding, statement, parsed);
    const bool runs = !std::holds_alternative<NoEffectStatement>(parsed) &&
                      !std::holds_alternative<RecordedStatement>(parsed);
    finding.verdict = runs ? Verdict::kRuns : Verdict::kNoEffect;
    for (auto& warning : surprises(statement, parsed))
      finding.warnings.push_back(std::move(warning));
  }

  static Parsed parse_or_refuse(Finding& finding, const Statement& statement) {
    try {
      return parse(statement);
    } catch (const Error& error) {
      finding.verdict = verdict_of(error);
      throw;
    }
  }

  /// The engine's own statements have nothing to translate, but an UNLOAD has a query.
  void translate_in_open_world(Finding& finding, const Statement& statement, const Parsed& parsed) {
    if (const auto* prepare = std::get_if<PrepareStatement>(&parsed)) {
      const Statement inner = inner_statement(statement, prepare->inner_offset);
      const std::vector<std::string> nulls(parameter_count(inner), "NULL");
      const Statement bound = with_arguments(inner, nulls, prepare->types);
      return translate_in_open_world(finding, bound, parse(bound));
    }
    const OpenCatalog catalog(parsed);
    const Translation translation = translate(statement, parsed, catalog);
    if (const auto* unload = std::get_if<UnloadStatement>(&parsed)) {
      const Statement query{unload->query, 0, place_of(statement, unload->query_offset)};
      translate_query(query, catalog);
    }
    follow_transaction(finding, parsed, translation);
  }

  void follow_transaction(Finding& finding, const Parsed& parsed, const Translation& translation) {
    if (const auto* control = std::get_if<TransactionStatement>(&parsed))
      in_transaction_ = control->action == TransactionStatement::Action::kBegin;
    if (translation.forbidden_in_transaction && in_transaction_) {
      throw Error(ErrorKind::kInvalid, "{} cannot run inside a transaction block", finding.kind)
          .at(finding.statement.start);
    }
    for (const auto& effect : translation.effects) {
      if (std::holds_alternative<CommitsTransaction>(effect)) in_transaction_ = false;
    }
  }

  std::string_view script_;
  std::string_view file_;
  std::vector<Finding> findings_;
  bool in_transaction_ = false;
};

}  // namespace

std::string_view to_string(Verdict verdict) {
  constexpr std::array<std::string_view, 4> kWords = {"runs", "no_effect", "refused", "invalid"};
  return kWords[static_cast<std::size_t>(verdict)];
}

std::vector<Finding> lint(std::string_view script, std::string_view file) {
  return Linter(script, file).run();
}

}  // namespace darties::sql
