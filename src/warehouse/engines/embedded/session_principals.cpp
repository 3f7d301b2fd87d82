#include "warehouse/engines/embedded/session_principals.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/warehouse_file.h"
#include "warehouse/internal_schema.h"

namespace darties {
namespace {

using Clause = sql::RecordedStatement::Clause;

// A name or literal of the user's as the catalogs keep it.
std::string folded(std::string_view text) {
  const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
                      text.back() == text.front();
  return lower_ascii(quoted ? text.substr(1, text.size() - 2) : text);
}

std::vector<std::string> all(const std::vector<Clause>& clauses, std::string_view label) {
  std::vector<std::string> texts;
  for (const Clause& clause : clauses) {
    if (clause.label == label) texts.push_back(folded(clause.text));
  }
  return texts;
}

std::string first(const std::vector<Clause>& clauses, std::string_view label) {
  const auto texts = all(clauses, label);
  return texts.empty() ? "" : texts.front();
}

Value or_null(const std::string& text) { return text.empty() ? Value{} : Value{text}; }

// "public.t" is schema and name; a bare name of a relation is one of public.
std::pair<std::string, std::string> object_of(const std::string& text, const std::string& kind) {
  const std::size_t point = text.rfind('.');
  if (point == std::string::npos)
    return {kind == "table" ? std::string(kUserSchema) : "", folded(text)};
  const std::string schema = text.substr(0, point);
  const std::size_t database = schema.rfind('.');
  return {folded(database == std::string::npos ? schema : schema.substr(database + 1)),
          folded(text.substr(point + 1))};
}

void refuse_internal(const std::string& schema) {
  if (schema != kInternalSchema) return;
  throw Error(ErrorKind::kDenied,
              "schema {} is kept by darties itself: read it, but grant nothing on it",
              kInternalSchema);
}

struct Grantee {
  std::string kind;
  std::string name;
  bool with_option = false;
};

// In the text's order: a grantee, and the option behind it.
std::vector<Grantee> grantees_of(const std::vector<Clause>& clauses) {
  std::vector<Grantee> grantees;
  for (const Clause& clause : clauses) {
    if (clause.label == "option" && !grantees.empty()) grantees.back().with_option = true;
    if (clause.label == "user" || clause.label == "group" || clause.label == "role" ||
        clause.label == "public") {
      grantees.push_back({clause.label, folded(clause.text)});
    }
  }
  return grantees;
}

constexpr std::array<std::string_view, 3> kKinds = {"user", "group", "role"};

}  // namespace

const Principals::Record Principals::kMembership{
    .table = "memberships",
    .key = "kind = $1 AND name = $2 AND member_kind = $3 AND member = $4",
    .same =
        "kind = $1 AND name = $2 AND member_kind = $3 AND member = $4 AND admin_option = "
        "$5::BOOLEAN"};

void Principals::record(const sql::RecordedStatement& statement) {
  const std::string name = lower_ascii(statement.name);
  if (name == "grant" || name == "revoke") {
    change_privileges(name == "grant", statement.clauses);
    change_roles(name == "grant", statement.clauses);
    return;
  }
  for (const std::string_view known : kKinds) {
    const std::string kind(known);
    if (name == "create " + kind) create(kind, statement.clauses);
    if (name == "alter " + kind) alter(kind, statement.clauses);
    if (name == "drop " + kind) drop(kind, statement.clauses);
  }
}

bool Principals::exists(const std::string& kind, const std::string& name) const {
  return !duck::rows(connection_,
                     "SELECT 1 FROM darties_internal.principals WHERE kind = $1 AND name = $2",
                     {kind, name})
              .empty();
}

void Principals::check_known(const std::string& kind, const std::string& name) const {
  if (exists(kind, name)) return;
  throw Error(ErrorKind::kNotFound, "{} \"{}\" does not exist; CREATE {} makes it", kind, name,
              upper_ascii(kind));
}

void Principals::create(const std::string& kind, const Clauses& clauses) {
  const std::string name = first(clauses, kind);
  if (exists(kind, name)) throw Error(ErrorKind::kInvalid, "{} \"{}\" already exists", kind, name);
  duck::run_or_throw(connection_,
                     "INSERT INTO darties_internal.principals SELECT "
                     "nextval('darties_internal.object_ids'), $1, $2, $3, $4, $5",
                     {kind, name, join(all(clauses, "option"), ","),
                      or_null(first(clauses, "valid_until")), or_null(first(clauses, "limit"))});
  const bool group = kind == "group";
  for (const auto& other : all(clauses, group ? "user" : "group")) {
    const std::string& of = group ? name : other;
    const std::string& member = group ? other : name;
    duck::run_or_throw(connection_,
                       "INSERT INTO darties_internal.memberships VALUES ('group', $1, 'user', $2, "
                       "false)",
                       {of, member});
  }
}

void Principals::alter(const std::string& kind, const Clauses& clauses) {
  const std::string name = first(clauses, kind);
  check_known(kind, name);
  if (const std::string new_name = first(clauses, "new_name"); !new_name.empty())
    return rename(kind, name, new_name);
  if (kind == "group") return change_members(name, clauses);
  for (const std::string& option : all(clauses, "option")) {
    const std::string other = option.starts_with("no") ? option.substr(2) : "no" + option;
    duck::run_or_throw(connection_,
                       "UPDATE darties_internal.principals SET options = array_to_string("
                       "list_append(list_filter(string_split(options, ','), o -> o NOT IN ($1, $2, "
                       "'')), $1), ',') WHERE kind = $3 AND name = $4",
                       {option, other, kind, name});
  }
  duck::run_or_throw(
      connection_,
      "UPDATE darties_internal.principals SET valid_until = coalesce($1, "
      "valid_until), connection_limit = coalesce($2, connection_limit) "
      "WHERE kind = $3 AND name = $4",
      {or_null(first(clauses, "valid_until")), or_null(first(clauses, "limit")), kind, name});
}

void Principals::rename(const std::string& kind, const std::string& name,
                        const std::string& new_name) {
  if (exists(kind, new_name))
    throw Error(ErrorKind::kInvalid, "{} \"{}\" already exists", kind, new_name);
  const Row parameters = {new_name, kind, name};
  for (const auto* change :
       {"UPDATE darties_internal.principals SET name = $1 WHERE kind = $2 AND name = $3",
        "UPDATE darties_internal.memberships SET name = $1 WHERE kind = $2 AND name = $3",
        "UPDATE darties_internal.memberships SET member = $1 WHERE member_kind = $2 AND member = "
        "$3",
        "UPDATE darties_internal.privileges SET grantee = $1 WHERE grantee_kind = $2 AND grantee = "
        "$3"}) {
    duck::run_or_throw(connection_, change, parameters);
  }
}

void Principals::drop(const std::string& kind, const Clauses& clauses) {
  for (const std::string& name : all(clauses, kind)) {
    if (first(clauses, "if_exists").empty()) check_known(kind, name);
    for (const auto* change :
         {"DELETE FROM darties_internal.principals WHERE kind = $1 AND name = $2",
          "DELETE FROM darties_internal.memberships WHERE (kind = $1 AND name = $2) OR "
          "(member_kind = $1 AND member = $2)",
          "DELETE FROM darties_internal.privileges WHERE grantee_kind = $1 AND grantee = $2"}) {
      duck::run_or_throw(connection_, change, {kind, name});
    }
  }
}

void Principals::change_members(const std::string& group, const Clauses& clauses) {
  const bool adds = first(clauses, "action") == "add";
  for (const std::string& user : all(clauses, "user"))
    change(kMembership, {"group", group, "user", user, "false"}, adds);
}

void Principals::change_privileges(bool grants, const Clauses& clauses) {
  static constexpr std::string_view kObject =
      " AND object_kind = $2 AND schema_name = $3 AND object_name = $4 AND grantee_kind = $5 AND "
      "grantee = $6";
  static const Record kRecord{
      .table = "privileges",
      .key = fmt::format("($1 = 'all' OR privilege = $1){}", kObject),
      .same = fmt::format("privilege = $1{} AND grant_option = $7::BOOLEAN", kObject)};
  const std::string kind = first(clauses, "kind").empty() ? "table" : first(clauses, "kind");
  for (const Clause& object : clauses) {
    if (object.label != "object") continue;
    const auto [schema, name] = object_of(object.text, kind);
    refuse_internal(kind == "schema" ? name : schema);
    for (const std::string& privilege : all(clauses, "privilege")) {
      for (const Grantee& grantee : grantees_of(clauses)) {
        change(kRecord,
               {privilege, kind, schema, name, grantee.kind, grantee.name,
                grantee.with_option ? "true" : "false"},
               grants);
      }
    }
  }
}

void Principals::change_roles(bool grants, const Clauses& clauses) {
  for (const std::string& role : all(clauses, "granted_role")) {
    for (const Grantee& grantee : grantees_of(clauses)) {
      change(kMembership,
             {"role", role, grantee.kind, grantee.name, grantee.with_option ? "true" : "false"},
             grants);
    }
  }
}

void Principals::change(const Record& record, const Row& values, bool add) const {
  const std::string from = fmt::format(" FROM darties_internal.{} WHERE ", record.table);
  // Sessions that say the same at once do not write the same row.
  if (add && !duck::rows(connection_, "SELECT 1" + from + record.same, values).empty()) return;
  duck::run_or_throw(connection_, "DELETE" + from + record.key,
                     Row(values.begin(), values.end() - 1));
  if (!add) return;
  std::vector<std::string> parameters;
  for (std::size_t i = 1; i <= values.size(); ++i) parameters.push_back(fmt::format("${}", i));
  duck::run_or_throw(connection_,
                     fmt::format("INSERT INTO darties_internal.{} VALUES ({})", record.table,
                                 join(parameters, ", ")),
                     values);
}

}  // namespace darties
