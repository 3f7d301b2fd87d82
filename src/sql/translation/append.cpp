#include <algorithm>

#include "sql/translation/identifiers.h"
#include "sql/translation/statements.h"

// ALTER TABLE … APPEND: all rows of one table move into another, columns matched by name.

namespace darties::sql {
namespace {

const CatalogColumn* find_column(const CatalogRelation& table, const std::string& name) {
  for (const auto& column : table.columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

class Append {
 public:
  Append(Context& context, const AlterTableStatement& alter, const CatalogRelation& target)
      : context_(context),
        alter_(alter),
        target_(target),
        source_(writable_table(context, alter.append_from)) {}

  void translate(Translation& translation) {
    check_tables();
    std::string names;
    for (const auto& from : source_.columns) {
      const CatalogColumn* to = find_column(target_, from.name);
      if (to == nullptr && alter_.ignore_extra) continue;
      if (to == nullptr) {
        fail(fmt::format("column {} is not in {}; see IGNOREEXTRA", from.name,
                         to_string(target_.name)));
      }
      check_match(from, *to);
      names += (names.empty() ? "" : ", ") + duckdb_name(from.name);
    }
    for (const auto& to : target_.columns) {
      if (!alter_.fill_target && find_column(source_, to.name) == nullptr) {
        fail(fmt::format("column {} is not in {}; see FILLTARGET", to.name,
                         to_string(source_.name)));
      }
    }
    const std::string from = duckdb_relation(source_.name);
    translation.steps.push_back(step_of(fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM {2}",
                                                    duckdb_relation(target_.name), names, from)));
    translation.steps.push_back(step_of("DELETE FROM " + from));
    translation.writes = {target_.name, source_.name};
    translation.tag = "ALTER TABLE APPEND";
    translation.forbidden_in_transaction = true;
  }

 private:
  [[noreturn]] void fail(const std::string& message) const {
    context_.fail(alter_.append_from.span.begin, message);
  }

  void check_tables() const {
    if (source_.temporary || target_.temporary)
      fail("ALTER TABLE APPEND moves rows between permanent tables only");
    if (source_.name == target_.name) fail("a table can not be appended to itself");
    const PhysicalLayout& from = source_.layout;
    const PhysicalLayout& to = target_.layout;
    if (from.dist_key != to.dist_key || from.sort_keys != to.sort_keys ||
        from.interleaved != to.interleaved || style(from) != style(to)) {
      fail(fmt::format("{} has another distribution or sort key than {}", to_string(source_.name),
                       to_string(target_.name)));
    }
    const auto numbered = [](const CatalogRelation& table) {
      return std::any_of(table.columns.begin(), table.columns.end(),
                         [](const auto& column) { return column.identity != Identity::kNone; });
    };
    if (numbered(source_) && numbered(target_))
      fail("both tables have an identity column: one of them must do without");
  }

  static std::string style(const PhysicalLayout& layout) {
    if (!layout.dist_key.empty()) return "KEY";
    return layout.dist_style.empty() ? "AUTO" : layout.dist_style;
  }

  void check_match(const CatalogColumn& from, const CatalogColumn& to) const {
    if (from.type != to.type) {
      fail(fmt::format("column {} has another type in {}: {} and {}", from.name,
                       to_string(target_.name), to_string(from.type), to_string(to.type)));
    }
    if (from.encoding != to.encoding) {
      fail(fmt::format("column {} has another encoding in {}", from.name, to_string(target_.name)));
    }
    if (from.not_null != to.not_null)
      fail(fmt::format("column {} is NOT NULL in one of the tables", from.name));
  }

  Context& context_;
  const AlterTableStatement& alter_;
  const CatalogRelation& target_;
  CatalogRelation source_;
};

}  // namespace

void translate_append(Context& context, const AlterTableStatement& alter,
                      const CatalogRelation& target, Translation& translation) {
  Append(context, alter, target).translate(translation);
}

}  // namespace darties::sql
