#include "base/text.h"
#include "sql/families/family.h"

// Transactions, SET, RESET and EXPLAIN.

namespace darties::sql {
namespace {

void skip_isolation(Cursor& cursor, TransactionStatement& transaction) {
  while (true) {
    if (cursor.accept_words({"ISOLATION", "LEVEL"})) {
      if (!cursor.accept_word("SERIALIZABLE") && !cursor.accept_words({"READ", "COMMITTED"}) &&
          !cursor.accept_words({"READ", "UNCOMMITTED"}) &&
          !cursor.accept_words({"REPEATABLE", "READ"}) && !cursor.accept_word("SNAPSHOT")) {
        cursor.fail_expected(
            "SERIALIZABLE, READ COMMITTED, READ UNCOMMITTED, REPEATABLE READ or SNAPSHOT");
      }
    } else if (cursor.accept_words({"READ", "ONLY"})) {
      transaction.read_only = true;
    } else if (!cursor.accept_words({"READ", "WRITE"}) && !cursor.accept_operator(",")) {
      return;
    }
  }
}

/// The words of a dotted name: SET x.y TO 'v'.
std::string setting_name(Cursor& cursor) {
  std::string name = cursor.expect_name("the name of a setting");
  while (cursor.accept_operator(".")) name += "." + cursor.expect_name("the name of a setting");
  return name;
}

std::string setting_value(Cursor& cursor) {
  const bool negative = cursor.accept_operator("-");
  if (!cursor.at_string() && !cursor.at_name() && cursor.peek().kind != TokenKind::kNumber) {
    cursor.fail_expected("a value");
  }
  const Token& token = cursor.next();
  std::string value = token.kind == TokenKind::kString || token.kind == TokenKind::kDollarString
                          ? string_value(token)
                          : std::string(token.text);
  if (token.kind == TokenKind::kQuoted) value = identifier_value(token);
  if (token.kind == TokenKind::kWord) value = lower_ascii(value);
  return (negative ? "-" : "") + value;
}

SetStatement set_to_end(Cursor& cursor, SetStatement set) {
  while (!cursor.at_end()) cursor.next();
  return set;
}

}  // namespace

Parsed parse_transaction(Cursor& cursor) {
  TransactionStatement transaction;
  using Action = TransactionStatement::Action;
  if (cursor.accept_words({"START", "TRANSACTION"}) || cursor.accept_word("BEGIN")) {
    transaction.action = Action::kBegin;
    if (!cursor.accept_word("WORK")) cursor.accept_word("TRANSACTION");
    skip_isolation(cursor, transaction);
    return transaction;
  }
  const Token& word = cursor.next();
  transaction.action =
      is_word(word, "COMMIT") || is_word(word, "END") ? Action::kCommit : Action::kRollback;
  if (!cursor.accept_word("WORK")) cursor.accept_word("TRANSACTION");
  return transaction;
}

Parsed parse_set(Cursor& cursor) {
  SetStatement set;
  if (cursor.accept_word("RESET")) {
    if (cursor.accept_words({"SESSION", "AUTHORIZATION"})) {
      set.name = "session_authorization";
    } else {
      set.name = cursor.accept_word("ALL") ? "all" : setting_name(cursor);
    }
    return set;
  }
  cursor.expect_word("SET");
  set.local = cursor.accept_word("LOCAL");
  if (!set.local && cursor.at_words({"SESSION", "CHARACTERISTICS"})) {
    set.name = "transaction_isolation";
    set.values.emplace();
    return set_to_end(cursor, std::move(set));
  }
  cursor.accept_word("SESSION");
  if (cursor.at_word("AUTHORIZATION")) {
    cursor.next();
    set.name = "session_authorization";
  } else if (cursor.accept_words({"TIME", "ZONE"})) {
    set.name = "timezone";
  } else {
    set.name = setting_name(cursor);
    if (!cursor.accept_word("TO") && !cursor.accept_operator("=")) cursor.fail_expected("TO");
  }
  if (cursor.accept_word("DEFAULT")) return set;
  set.values.emplace();
  do {
    set.values->push_back(setting_value(cursor));
  } while (cursor.accept_operator(","));
  return set;
}

Parsed parse_explain(Cursor& cursor) {
  cursor.expect_word("EXPLAIN");
  ExplainStatement explain;
  explain.verbose = cursor.accept_word("VERBOSE");
  explain.inner_offset = cursor.peek().begin;
  if (!cursor.at_any_word({"SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "CREATE", "MERGE"}) &&
      !cursor.at_operator("(")) {
    cursor.fail_expected("SELECT, INSERT, UPDATE, DELETE or CREATE TABLE AS");
  }
  while (!cursor.at_end()) cursor.next();
  return explain;
}

}  // namespace darties::sql
