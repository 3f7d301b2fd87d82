#include "runner/stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sql/statement.h"

namespace darties::tests {
namespace {

/// Two values of a type that the rows of a case hardly have, the first of them one that many functions refuse.
struct Ballast {
  std::string_view type;  ///< how the type's name begins in DuckDB
  std::string_view first;
  std::string_view second;
};
constexpr std::array kBallasts = {
    Ballast{"VARCHAR", "''", "'~ no value'"},
    Ballast{"BIGINT", "0", "9223372036854775807"},
    Ballast{"INTEGER", "0", "2147483647"},
    Ballast{"SMALLINT", "0", "32767"},
    Ballast{"DECIMAL", "0", "1"},
    Ballast{"DOUBLE", "0", "1.7e308"},
    Ballast{"FLOAT", "0", "3.4e38"},
    Ballast{"BOOLEAN", "false", "true"},
    Ballast{"DATE", "DATE '0001-01-01'", "DATE '9999-12-31'"},
    Ballast{"TIMESTAMP", "TIMESTAMP '0001-01-01'", "TIMESTAMP '9999-12-31 23:59:59'"},
    Ballast{"TIME", "TIME '00:00'", "TIME '23:59:59'"},
    Ballast{"INTERVAL", "INTERVAL 0 DAY", "INTERVAL 9 YEAR"},
    Ballast{"BLOB", "''::BLOB", "'\\x00'::BLOB"},
    Ballast{"JSON", "'{}'::JSON", "'[]'::JSON"},
};

// The value of a column in row i of the ballast: runs of the one and the other; NULL for a type without values.
std::string ballast_of(const std::string& type) {
  for (const Ballast& one : kBallasts) {
    if (!type.starts_with(one.type) || type.ends_with(']')) continue;
    return fmt::format("CASE WHEN i // 700 % 2 = 0 THEN {} ELSE {} END", one.first, one.second);
  }
  return "NULL";
}

std::string quoted(const std::string& name) { return '"' + replace_all(name, "\"", "\"\"") + '"'; }

std::string first_word(const std::string& lower) {
  const auto begin = lower.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return "";
  return lower.substr(begin, lower.find_first_of(" \t\r\n(;", begin) - begin);
}

bool only_reads(const std::string& sql) {
  static constexpr std::array kWords = {"select", "with", "show", "explain", ""};
  return std::ranges::find(kWords, first_word(lower_ascii(sql))) != kWords.end() &&
         lower_ascii(sql).find(" into ") == std::string::npos;
}

bool leaves_something(const std::string& sql) {
  static constexpr std::array kWords = {"set", "reset", "begin", "start", "prepare", "declare"};
  const std::string lower = lower_ascii(sql);
  if (std::ranges::find(kWords, first_word(lower)) != kWords.end()) return true;
  return lower.find("temp") != std::string::npos || lower.find('#') != std::string::npos;
}

}  // namespace

bool leaves_something_in_session(const std::string& script) {
  try {
    const auto statements = sql::split(script, "", 1);
    return std::ranges::any_of(statements,
                               [](const auto& one) { return leaves_something(one.text); });
  } catch (const Error&) {
    return true;  // nobody knows what it is; the case says what comes of it
  }
}

Stage::Stage(OpenEngine open, const StorageState& state) : open_(std::move(open)), state_(state) {
  this->open();
}

void Stage::open() {
  engine_ = open_();
  if (state_.setting.empty() && state_.ballast_rows == 0) return;
  const auto aside = engine_->connect();
  if (!state_.setting.empty())
    aside->execute_internal(fmt::format("SET GLOBAL {} = '{}'", state_.setting, state_.value));
  if (state_.ballast_rows > 0) {
    // What is deleted has to lie there when the file is opened anew.
    aside->execute_internal("PRAGMA disable_checkpoint_on_shutdown");
    aside->execute_internal("SET GLOBAL checkpoint_threshold = '1TB'");
  }
}

Session& Stage::session(const std::string& name) {
  auto& session = sessions_[name];
  if (!session) session = engine_->connect();
  return *session;
}

bool Stage::in_transaction() const {
  return std::ranges::any_of(
      sessions_, [](const auto& named) { return named.second && named.second->in_transaction(); });
}

void Stage::before(const std::string& sql, bool judged) {
  if (judged && !in_transaction()) {
    if (state_.ballast_rows > 0 && changed_) bury_ballast();
    changed_ = false;
    if (state_.reopens && !pinned_) reopen();
  }
  changed_ = changed_ || !only_reads(sql);
  pinned_ = pinned_ || leaves_something_in_session(sql);
}

void Stage::reopen() {
  if (state_.ballast_rows == 0) engine_->connect()->execute_internal("CHECKPOINT dev");
  sessions_.clear();
  engine_.reset();
  open();
}

void Stage::bury_ballast() {
  const auto aside = engine_->connect();
  const auto tables = aside->execute_internal(
      "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'dev' AND "
      "schema_name <> 'darties_internal' ORDER BY ALL");
  for (const Row& row : tables.rows)
    bury_ballast_in(*aside, fmt::format("dev.{}.{}", quoted(*row[0]), quoted(*row[1])));
}

// The checkpoint compresses the table's own rows together with the ballast behind them, which is then deleted and stays where
// it is. A checkpoint may number rows anew, but keeps their order.
void Stage::bury_ballast_in(Session& aside, const std::string& table) {
  std::vector<std::string> values;
  for (const Row& column : aside.execute_internal("DESCRIBE " + table).rows) {
    values.push_back(ballast_of(*column[1]));
    if (values.back() == "NULL" && column[2] == "NO") return;
  }
  const auto count = aside.execute_internal("SELECT count(*) FROM " + table).rows[0][0];
  aside.execute_internal(fmt::format("INSERT INTO {} SELECT {} FROM range({}) AS r(i)", table,
                                     join(values, ", "), state_.ballast_rows));
  aside.execute_internal("CHECKPOINT dev");
  aside.execute_internal(fmt::format(
      "DELETE FROM {0} WHERE rowid NOT IN (SELECT rowid FROM {0} ORDER BY rowid LIMIT {1})", table,
      *count));
}

}  // namespace darties::tests
