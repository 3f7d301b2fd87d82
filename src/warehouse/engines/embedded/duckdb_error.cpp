#include "warehouse/engines/embedded/duckdb_error.h"

#include <array>
#include <cctype>
#include <charconv>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/text.h"

namespace darties::duck {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// "Parser Error: {…}" or "{…}": the JSON begins at the first brace.
Failure read_json(const nlohmann::json& json) {
  Failure failure;
  failure.type = json.value("exception_type", "");
  failure.message = json.value("exception_message", "");
  failure.subtype = json.value("error_subtype", "");
  failure.name = json.value("name", "");
  if (json.contains("position")) failure.position = std::stoul(json.value("position", "0"));
  return failure;
}

// "Binder Error: no such column": the text of a connection that was not asked for JSON.
Failure read_plain(std::string_view text) {
  Failure failure;
  constexpr std::string_view kMark = " Error: ";
  if (const auto mark = text.find(kMark); mark != std::string_view::npos && mark < 32) {
    failure.type = text.substr(0, mark);
    text.remove_prefix(mark + kMark.size());
  }
  failure.message = text;
  return failure;
}

// The quoted word after `before`, or the empty text.
std::string quoted_after(std::string_view text, std::string_view before) {
  const auto start = text.find(before);
  if (start == std::string_view::npos) return "";
  text.remove_prefix(start + before.size());
  const auto open = text.find_first_of("\"'");
  if (open == std::string_view::npos) return "";
  const auto close = text.find(text[open], open + 1);
  return std::string(text.substr(open + 1, close - open - 1));
}

// "INTEGER, DECIMAL(10,2)" at the commas that stand between types.
std::vector<std::string_view> split_types(std::string_view text) {
  std::vector<std::string_view> types;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')') --depth;
    if (text[at] != ',' || depth != 0) continue;
    types.push_back(text.substr(begin, at - begin));
    begin = at + 1;
  }
  if (begin < text.size()) types.push_back(text.substr(begin));
  return types;
}

struct Rule {
  std::string_view type;  // of the failure; empty: any
  std::string_view part;  // of the message
  ErrorKind kind;
  std::string_view words;  // Redshift's; empty: DuckDB's message stays
};

// The first rule that fits wins.
constexpr std::array kRules = {
    Rule{"", "Divide by zero", ErrorKind::kInvalid, "Divide by zero"},
    Rule{"", "ivision by zero", ErrorKind::kInvalid, "Divide by zero"},
    Rule{"INTERRUPT", "", ErrorKind::kCancelled, "Query cancelled on user's request"},
    Rule{"Interrupt", "", ErrorKind::kCancelled, "Query cancelled on user's request"},
    Rule{"Out of Range", "INT16", ErrorKind::kInvalid, "Value out of range for 2 bytes"},
    Rule{"Out of Range", "INT32", ErrorKind::kInvalid, "Value out of range for 4 bytes"},
    Rule{"Out of Range", "INT64", ErrorKind::kInvalid, "Value out of range for 8 bytes"},
    Rule{"Out of Range", "DECIMAL", ErrorKind::kInvalid,
         "Numeric data overflow (result precision)"},
    Rule{"Out of Range", "Decimal", ErrorKind::kInvalid,
         "Numeric data overflow (result precision)"},
    Rule{"Conversion", "destination type INT16", ErrorKind::kInvalid,
         "Value out of range for 2 bytes"},
    Rule{"Conversion", "destination type INT32", ErrorKind::kInvalid,
         "Value out of range for 4 bytes"},
    Rule{"Conversion", "destination type INT64", ErrorKind::kInvalid,
         "Value out of range for 8 bytes"},
    Rule{"Conversion", "destination type FLOAT", ErrorKind::kInvalid,
         "Value out of range: overflow"},
    Rule{"Conversion", "to DECIMAL(", ErrorKind::kInvalid,
         "Numeric data overflow (result precision)"},
    Rule{"Conversion", "type DECIMAL(", ErrorKind::kInvalid,
         "Numeric data overflow (result precision)"},
    Rule{"Transaction", "Conflict", ErrorKind::kUnavailable, ""},
    Rule{"TransactionContext", "write-write conflict", ErrorKind::kUnavailable, ""},
    Rule{"TransactionContext", "onflict", ErrorKind::kUnavailable, ""},
    Rule{"", "Failed to commit: Could not write", ErrorKind::kUnavailable, ""},
    Rule{"", "Max expression depth", ErrorKind::kInvalid,
         "the statement is nested too deeply: with what the translation adds, 2000 levels are the "
         "most on the embedded engine"},
    Rule{"Permission", "", ErrorKind::kDenied, ""},
    Rule{"Out of Memory", "", ErrorKind::kUnavailable, ""},
    Rule{"IO", "No space left", ErrorKind::kUnavailable, ""},
    Rule{"IO", "Permission denied", ErrorKind::kDenied, ""},
    Rule{"IO", "", ErrorKind::kUnavailable, ""},
    Rule{"INTERNAL", "", ErrorKind::kBug, ""},
    Rule{"FATAL", "", ErrorKind::kUnavailable, ""},
    Rule{"", "", ErrorKind::kInvalid, ""},
};

// "NOT NULL constraint failed: t.a" in Redshift's words.
std::optional<Error> null_in_not_null_column(const Failure& failure) {
  constexpr std::string_view kMark = "NOT NULL constraint failed: ";
  const auto start = failure.message.find(kMark);
  if (start == std::string::npos) return std::nullopt;
  const std::string_view column = std::string_view(failure.message).substr(start + kMark.size());
  const auto dot = column.rfind('.');
  return Error(ErrorKind::kInvalid, "Cannot insert a NULL value into column {} of table {}",
               dot == std::string_view::npos ? column : column.substr(dot + 1),
               dot == std::string_view::npos ? "" : column.substr(0, dot));
}

// The quoted words behind `mark`.
std::vector<std::string> quoted_words(std::string_view message, std::string_view mark) {
  std::vector<std::string> words;
  const auto start = message.find(mark);
  if (start == std::string_view::npos) return words;
  for (auto open = message.find('"', start); open != std::string_view::npos;) {
    const auto close = message.find('"', open + 1);
    if (close == std::string_view::npos) break;
    words.emplace_back(message.substr(open + 1, close - open - 1));
    open = message.find('"', close + 1);
  }
  return words;
}

// What is not there is kNotFound, in the words of PostgreSQL that Redshift keeps.
std::optional<Error> missing_object(const Failure& failure) {
  if (failure.subtype == "COLUMN_NOT_FOUND") {
    return Error(ErrorKind::kNotFound, "column \"{}\" does not exist{}", failure.name,
                 suggestion(failure.name, quoted_words(failure.message, "Candidate bindings:")));
  }
  const std::string_view message = failure.message;
  if (contains(message, "does not exist because schema")) {
    return Error(ErrorKind::kNotFound, "schema \"{}\" does not exist",
                 quoted_after(message, "because schema"));
  }
  if (failure.subtype != "MISSING_ENTRY") return std::nullopt;
  if (message.starts_with("Table with name") || message.starts_with("View with name")) {
    return Error(ErrorKind::kNotFound, "relation \"{}\" does not exist{}", failure.name,
                 suggestion(failure.name, quoted_words(message, "Did you mean")));
  }
  if (message.starts_with("Schema with name")) {
    return Error(ErrorKind::kNotFound, "schema \"{}\" does not exist", failure.name);
  }
  if (contains(message.substr(0, 40), "Function with name")) {
    return Error(ErrorKind::kNotFound, "function {}() does not exist", failure.name);
  }
  return std::nullopt;
}

// "Column "b" referenced that exists in the SELECT clause - but this column cannot be referenced before it is defined": DuckDB
// takes the name for an alias, often for the one that a column without alias gets.
std::optional<Error> column_before_alias(const Failure& failure) {
  if (!contains(failure.message, "cannot be referenced before it is defined")) return std::nullopt;
  return Error(ErrorKind::kNotFound, "column \"{}\" does not exist",
               quoted_after(failure.message, "olumn"));
}

/// A type of DuckDB's in Redshift's words.
std::string type_word(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kWords = {{
      {"VARCHAR", "character varying"},
      {"STRING_LITERAL", "\"unknown\""},
      {"NULL", "\"unknown\""},
      {"INTEGER_LITERAL", "integer"},
      {"BLOB", "binary varying"},
      {"DOUBLE", "double precision"},
      {"FLOAT", "real"},
      {"JSON", "super"},
      {"TIMESTAMP", "timestamp without time zone"},
      {"TIMESTAMP WITH TIME ZONE", "timestamp with time zone"},
      {"TIME", "time without time zone"},
      {"TIME WITH TIME ZONE", "time with time zone"},
      {"DECIMAL", "numeric"},
      {"HUGEINT", "numeric"},
  }};
  const std::string_view plain = name.substr(0, name.find('('));
  for (const auto& [duckdb, word] : kWords) {
    if (plain == duckdb) return std::string(word);
  }
  return lower_ascii(plain);
}

// "No function matches the given name and argument types 'darties_crc32(BLOB)'. …"
std::optional<Error> function_without_types(const Failure& failure) {
  if (!contains(failure.message, "No function matches the given name and argument types"))
    return std::nullopt;
  const std::string call = quoted_after(failure.message, "argument types");
  const std::size_t open = call.find('(');
  if (open == std::string::npos || !call.ends_with(')')) return std::nullopt;
  std::string name = call.substr(0, open);
  if (name.starts_with("darties_")) name.erase(0, std::string_view("darties_").size());
  std::vector<std::string> types;
  for (const auto type :
       split_types(std::string_view(call).substr(open + 1, call.size() - open - 2)))
    types.push_back(type_word(trim(type)));
  const bool is_operator = std::isalpha(static_cast<unsigned char>(name[0])) == 0;
  if (is_operator && types.size() == 2) {
    return Error(ErrorKind::kInvalid, "operator does not exist: {} {} {}; cast one of them",
                 types[0], name, types[1]);
  }
  return Error(ErrorKind::kInvalid, "function {}({}) does not exist; cast the arguments", name,
               join(types, ", "));
}

std::optional<Error> existing_object(const Failure& failure) {
  if (failure.subtype != "ENTRY_ALREADY_EXISTS") return std::nullopt;
  return Error(ErrorKind::kInvalid, "Relation \"{}\" already exists", failure.name);
}

bool is_number(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// A text that is no number, date or boolean.
std::optional<Error> unreadable_text(const Failure& failure) {
  if (failure.type != "Conversion") return std::nullopt;
  const std::string value = quoted_after(failure.message, "string");
  const std::string_view message = failure.message;
  if (!message.starts_with("Could not convert string")) return std::nullopt;
  if (contains(message, "to INT")) {
    return Error(ErrorKind::kInvalid, "invalid input syntax for integer: \"{}\"", value);
  }
  if (contains(message, "to DOUBLE") || contains(message, "to FLOAT")) {
    return Error(ErrorKind::kInvalid, "invalid input syntax for type double precision: \"{}\"",
                 value);
  }
  if (contains(message, "to DECIMAL")) {
    if (is_number(value))
      return Error(ErrorKind::kInvalid, "Numeric data overflow (result precision)");
    return Error(ErrorKind::kInvalid, "invalid input syntax for type numeric: \"{}\"", value);
  }
  if (contains(message, "to BOOL")) {
    return Error(ErrorKind::kInvalid, "invalid input syntax for type boolean: \"{}\"", value);
  }
  return std::nullopt;
}

}  // namespace

Failure read_failure(std::string_view text) {
  const auto brace = text.find('{');
  if (brace != std::string_view::npos && brace < 64) {
    const auto json =
        nlohmann::json::parse(text.substr(brace), nullptr, /*allow_exceptions=*/false);
    if (json.is_object() && json.contains("exception_message")) return read_json(json);
  }
  return read_plain(text);
}

bool is_conflict(const Failure& failure) {
  if (failure.type != "TransactionContext" && failure.type != "Transaction") return false;
  return contains(failure.message, "onflict");
}

/// DuckDB names what was in conflict by the key of an entry: its parts stand between zero bytes, "Schema\0main\0…".
std::string without_keys(const std::string& message) {
  std::string text;
  for (const char c : message) {
    const bool shown = static_cast<unsigned char>(c) >= 0x20 || c == '\n';
    if (shown) {
      text += c;
    } else if (!text.empty() && text.back() != '.' && text.back() != '"') {
      text += '.';
    }
  }
  return text;
}

Error from_duckdb(const Failure& failure) {
  if (is_conflict(failure)) {
    return Error(ErrorKind::kUnavailable,
                 "Serializable isolation violation: another transaction changed the same rows or "
                 "tables first. Run the transaction again. ({})",
                 without_keys(failure.message));
  }
  if (auto error = null_in_not_null_column(failure)) return *error;
  if (auto error = missing_object(failure)) return *error;
  if (auto error = column_before_alias(failure)) return *error;
  if (auto error = function_without_types(failure)) return *error;
  if (auto error = existing_object(failure)) return *error;
  if (auto error = unreadable_text(failure)) return *error;
  for (const Rule& rule : kRules) {
    const bool fits =
        (rule.type.empty() || rule.type == failure.type) && contains(failure.message, rule.part);
    if (fits)
      return Error(rule.kind, "{}", rule.words.empty() ? failure.message : std::string(rule.words));
  }
  return Error(ErrorKind::kInvalid, "{}", failure.message);
}

}  // namespace darties::duck
