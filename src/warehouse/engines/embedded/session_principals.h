#pragma once

#include <string>
#include <vector>

#include "sql/statements.h"
#include "warehouse/engine.h"
#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties {

/// Users, groups, roles and privileges, as CREATE USER, GRANT and their kin record them in darties_internal. They decide
/// nothing here: catalogs show them (pg_user, pg_group, svv_roles, svv_user_grants, svv_relation_privileges). No password
/// ever comes here. Every method runs in the transaction that is open on the connection.
class Principals {
 public:
  explicit Principals(duckdb_connection connection) : connection_(connection) {}

  /// Errors: kInvalid for a name that is taken, kNotFound for one that is unknown. Whom a GRANT names is not asked for.
  void record(const sql::RecordedStatement& statement);

 private:
  using Clauses = std::vector<sql::RecordedStatement::Clause>;
  /// How the rows of a table are found: those that a new one replaces, and the very same one.
  struct Record {
    std::string table;
    std::string key;
    std::string same;
  };
  static const Record kMembership;

  void create(const std::string& kind, const Clauses& clauses);
  void alter(const std::string& kind, const Clauses& clauses);
  void drop(const std::string& kind, const Clauses& clauses);
  void rename(const std::string& kind, const std::string& name, const std::string& new_name);
  void change_members(const std::string& group, const Clauses& clauses);
  void change_privileges(bool grants, const Clauses& clauses);
  void change_roles(bool grants, const Clauses& clauses);
  /// Adds a row to a table, its options last, or takes those of its key away. Nothing is written for one that is there.
  void change(const Record& record, const Row& values, bool add) const;
  bool exists(const std::string& kind, const std::string& name) const;
  void check_known(const std::string& kind, const std::string& name) const;

  duckdb_connection connection_;
};

}  // namespace darties
