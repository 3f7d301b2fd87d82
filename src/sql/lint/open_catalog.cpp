#include "sql/lint/open_catalog.h"

#include <algorithm>
#include <array>

namespace darties::sql {

/// Reads from each family what it expects of the warehouse.
struct Expectation {
  OpenCatalog& catalog;

  void operator()(const CreateTableStatement& create) const { absent(create.table.name); }
  void operator()(const CreateTableAsStatement& create) const { absent(create.table.name); }
  void operator()(const CreateViewStatement& create) const { absent(create.view.name); }
  void operator()(const SelectStatement& select) const {
    if (select.into) absent(select.into->table.name);
  }
  void operator()(const DropStatement& drop) const {
    if (drop.kind == DropStatement::Kind::kView) catalog.kind_ = CatalogRelation::Kind::kView;
    if (drop.kind == DropStatement::Kind::kMaterializedView) materialized();
  }
  void operator()(const MaterializedViewStatement&) const { materialized(); }
  void operator()(const AlterTableStatement& alter) const {
    const bool adds = alter.action == AlterTableStatement::Action::kAddColumn;
    if (!adds) catalog.columns_.insert(alter.column.name);
    if (alter.action == AlterTableStatement::Action::kRenameTable)
      absent({alter.table.name.schema, alter.new_name});
    for (const auto& encoding : alter.encodings) catalog.columns_.insert(encoding.column);
    if (alter.constraint) expect_columns(alter.constraint->columns);
    expect_columns(alter.layout.sort_keys);
    if (!alter.layout.dist_key.empty()) catalog.columns_.insert(alter.layout.dist_key);
    catalog.key_ = alter.constraint_name;
  }
  void operator()(const InsertStatement& insert) const {
    catalog.columns_.insert(insert.columns.begin(), insert.columns.end());
  }
  void operator()(const UpdateStatement& update) const { assigned(update.assignments); }
  void operator()(const MergeStatement& merge) const {
    assigned(merge.assignments);
    catalog.columns_.insert(merge.insert_columns.begin(), merge.insert_columns.end());
  }
  void operator()(const auto&) const {}

  void expect_columns(const std::vector<std::string>& names) const {
    catalog.columns_.insert(names.begin(), names.end());
  }
  void materialized() const { catalog.kind_ = CatalogRelation::Kind::kMaterializedView; }
  void absent(const QualifiedName& name) const { catalog.absent_.push_back(name); }
  void assigned(const std::vector<Assignment>& assignments) const {
    for (const auto& assignment : assignments) catalog.columns_.insert(assignment.column);
  }
};

namespace {

// For INSERT … VALUES without a list of columns.
constexpr int kFurtherColumns = 200;

CatalogColumn text_column(std::string name) {
  return {.name = std::move(name),
          .type = {.id = TypeId::kVarchar, .length = 65535},
          .default_sql = std::nullopt};
}

}  // namespace

OpenCatalog::OpenCatalog(const Parsed& parsed) { std::visit(Expectation{*this}, parsed); }

std::optional<CatalogRelation> OpenCatalog::find(const QualifiedName& name) const {
  const auto is_absent = [&](const QualifiedName& absent) {
    return absent.name == name.name &&
           (name.schema.empty() || absent.schema.empty() || absent.schema == name.schema);
  };
  if (std::any_of(absent_.begin(), absent_.end(), is_absent)) return std::nullopt;
  CatalogRelation relation{.kind = kind_, .name = name};
  if (relation.name.schema.empty()) relation.name.schema = creation_schema();
  if (!key_.empty()) {
    relation.keys.emplace_back();
    relation.keys.back().kind = KeyConstraint::Kind::kUnique;
    relation.keys.back().name = key_;
  }
  for (const auto& column : columns_) relation.columns.push_back(text_column(column));
  for (int i = 0; i < kFurtherColumns; ++i)
    relation.columns.push_back(text_column("column " + std::to_string(i)));
  return relation;
}

std::optional<std::string> OpenCatalog::system_relation(const QualifiedName&) const {
  return std::nullopt;
}

std::map<int, ProbedType> OpenCatalog::probe(std::string_view) const { return {}; }

}  // namespace darties::sql
