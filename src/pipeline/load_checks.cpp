#include "pipeline/load_checks.h"

#include <map>
#include <optional>
#include <set>

#include "pipeline/operator.h"
#include "pipeline/operators/load_table.h"
#include "pipeline/sql_text.h"
#include "pipeline/statements.h"
#include "sql/parse.h"
#include "sql/statement.h"

namespace darties {
namespace {

/// What the scripts of a pipeline say of tables, by their stored names.
class Declarations {
 public:
  void read(const SqlText& script) {
    for (const auto& statement :
         sql::split(script.text, script.source.file, script.source.first_line))
      read(sql::parse(statement));
  }

  /// As declared; nothing when no script creates the table, or one of them also changes it.
  std::optional<TableColumns> find(const std::string& table) const {
    const auto found = created_.find(table);
    if (found == created_.end() || changed_.contains(table)) return std::nullopt;
    return found->second;
  }
  bool changes(const std::string& table) const { return changed_.contains(table); }

 private:
  static std::string stored(const sql::QualifiedName& name) {
    return (name.schema.empty() ? "public" : name.schema) + "." + name.name;
  }

  void read(const sql::Parsed& parsed) {
    if (const auto* create = std::get_if<sql::CreateTableStatement>(&parsed))
      return declare(*create);
    if (const auto* as = std::get_if<sql::CreateTableAsStatement>(&parsed))
      changed_.insert(stored(as->table.name));
    if (const auto* alter = std::get_if<sql::AlterTableStatement>(&parsed))
      changed_.insert(stored(alter->table.name));
    if (const auto* drop = std::get_if<sql::DropStatement>(&parsed)) {
      for (const auto& object : drop->names) changed_.insert(stored(object.name));
    }
  }

  void declare(const sql::CreateTableStatement& create) {
    const std::string name = stored(create.table.name);
    if (!create.likes.empty() || created_.contains(name)) {
      changed_.insert(name);
      return;
    }
    TableColumns& columns = created_[name];
    for (const auto& column : create.table.columns) {
      auto& list = column.identity ? columns.generated : columns.loadable;
      list.push_back(sql::quote_identifier(column.name));
    }
  }

  std::map<std::string, TableColumns> created_;
  std::set<std::string> changed_;
};

Declarations declarations_of(const std::vector<const TaskSpec*>& tasks, const Project& project) {
  Declarations declarations;
  for (const TaskSpec* task : tasks) {
    if (task->op->name != "sql") continue;
    const Params& params = task->params;
    for (const std::string& file : params.list("file")) {
      declarations.read(read_sql_file(file, params.place("file"), params.variables(), project));
    }
    if (params.has("text")) declarations.read(inline_sql(params, "text"));
  }
  return declarations;
}

bool is_load(const TaskSpec& task) {
  return task.op->name == "load_fact" || task.op->name == "load_dimension";
}

}  // namespace

void refuse_unfit_loads(const std::vector<const TaskSpec*>& tasks, const Project& project,
                        Session* session) {
  const Declarations declarations = declarations_of(tasks, project);
  for (const TaskSpec* task : tasks) {
    if (!is_load(*task)) continue;
    const std::string table = stored_table_name(table_param(task->params));
    std::optional<TableColumns> columns;
    if (session != nullptr && !declarations.changes(table)) {
      columns = columns_of_table(*session, table);
      if (columns->loadable.empty()) columns.reset();
    }
    if (!columns) columns = declarations.find(table);
    if (!columns) continue;
    try {
      refuse_unfit_query(task->params, project, *columns);
    } catch (Error& error) {
      error.while_doing("checking task " + task->name);
      throw;
    }
  }
}

}  // namespace darties
