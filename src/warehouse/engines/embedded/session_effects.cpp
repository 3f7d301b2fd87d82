// What a statement leaves behind beside its rows: declarations, settings.
#include <fmt/format.h>

#include "base/text.h"
#include "warehouse/engines/embedded/declarations.h"
#include "warehouse/engines/embedded/embedded_session.h"
#include "warehouse/engines/embedded/session_principals.h"
#include "warehouse/engines/embedded/warehouse_file.h"
#include "warehouse/internal_schema.h"

namespace darties {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;  // clang 14 does not deduce aggregates by itself

bool is_temporary(const sql::QualifiedName& name) { return name.schema == kTemporarySchema; }

void refuse_internal(const sql::QualifiedName& name) {
  if (name.schema != kInternalSchema) return;
  throw Error(ErrorKind::kDenied,
              "schema {} is kept by darties itself: read it, but do not change it",
              kInternalSchema);
}

sql::TableDefinition view_definition(const sql::ViewCreated& created) {
  sql::TableDefinition view{.name = created.name, .temporary = true};
  for (const auto& column : created.columns)
    view.columns.push_back({.name = column.name, .type = column.type});
  return view;
}

constexpr sql::Type kText{.id = sql::TypeId::kVarchar, .length = 65535};

// A result that was made here, given to the sink if there is one.
Result handed_over(Result result, RowSink* sink) {
  result.affected_rows = static_cast<std::int64_t>(result.rows.size());
  if (sink == nullptr) return result;
  sink->columns(result.columns);
  for (const Row& row : result.rows) sink->row(row);
  result.rows.clear();
  return result;
}

// Results print TIMESTAMPTZ in UTC, which would be another text than Redshift's in another zone.
void refuse_other_time_zones(const std::string& zone) {
  const std::string name = lower_ascii(zone);
  if (name == "utc" || name == "gmt" || name == "etc/utc" || name == "z" || name == "default")
    return;
  throw Error(ErrorKind::kInvalid,
              "not supported on the embedded engine yet: the time zone '{}'. Leave it at UTC and "
              "use CONVERT_TIMEZONE "
              "where another one is shown",
              zone);
}

}  // namespace

void EmbeddedSession::refuse_writing_internal(const sql::Translation& translation) const {
  for (const auto& table : translation.writes) refuse_internal(table);
  for (const sql::Effect& effect : translation.effects) {
    std::visit(
        Overloaded{[](const sql::TableCreated& created) { refuse_internal(created.table.name); },
                   [](const sql::RelationDropped& dropped) { refuse_internal(dropped.name); },
                   [](const sql::ViewCreated& created) { refuse_internal(created.name); },
                   [](const sql::SchemaAltered& altered) {
                     refuse_internal({altered.name, ""});
                   },
                   [](const sql::TableAltered& altered) { refuse_internal(altered.old_name); },
                   [](const sql::SchemaDropped& dropped) {
                     refuse_internal({dropped.name, ""});
                   },
                   [](const auto&) {}},
        effect);
  }
}

void EmbeddedSession::apply(const sql::Effect& effect) {
  Declarations declarations(connection_.get());
  const auto define = Overloaded{
      [&](const sql::StatementRecorded& recorded) {
        Principals(connection_.get()).record(recorded.statement);
      },
      [&](const sql::TableCreated& created) {
        if (!is_temporary(created.table.name)) return declarations.add(created);
        sql::TableDefinition table = created.table;
        if (created.columns_from_query)
          table.columns = columns_of_query(connection_.get(), created);
        catalog_.remember_temporary(table);
      },
      [&](const sql::RelationDropped& dropped) {
        if (!is_temporary(dropped.name)) return declarations.remove(dropped.name);
        catalog_.forget_temporary(dropped.name.name);
      },
      [&](const sql::ViewCreated& created) {
        if (!created.temporary) return declarations.add(created);
        catalog_.remember_temporary(view_definition(created), true);
      },
      [&](const sql::AutoRefreshChanged& changed) { declarations.set_auto_refresh(changed); },
      [&](const sql::TableAltered& altered) {
        if (!is_temporary(altered.old_name)) return declarations.alter(altered);
        catalog_.forget_temporary(altered.old_name.name);
        catalog_.remember_temporary(altered.table);
      },
      [&](const sql::SchemaDropped& dropped) { declarations.remove_schema(dropped.name); },
      [&](const sql::SchemaCreated& created) {
        declarations.set_schema(created.name, created.attributes);
      },
      [&](const sql::SchemaAltered& altered) {
        declarations.set_schema(altered.name, altered.attributes);
      },
      [&](const sql::SettingChanged& changed) { apply_setting(changed); },
      [](const sql::CommitsTransaction&) {},
  };
  std::visit(define, effect);
  if (std::holds_alternative<sql::SettingChanged>(effect) ||
      std::holds_alternative<sql::CommitsTransaction>(effect)) {
    return;
  }
  definitions_changed_ = true;
  catalog_.forget();
}

void EmbeddedSession::apply_setting(const sql::SettingChanged& changed) {
  if (changed.name == "timezone" && changed.values)
    refuse_other_time_zones(changed.values->front());
  if (changed.name == "seed" && changed.values) {
    const Row seed = {changed.values->front()};
    duck::run_or_throw(connection_.get(), "SELECT setseed(CAST($1 AS DOUBLE))", seed);
  }
  if (changed.local) local_settings_.try_emplace(changed.name, settings_.value(changed.name));
  settings_.set(changed.name, changed.values);
  catalog_.forget();
  tell_duckdb_settings();
}

void EmbeddedSession::end_local_settings() {
  for (const auto& [name, before] : local_settings_) {
    settings_.set(name, before ? std::optional(std::vector{*before}) : std::nullopt);
  }
  local_settings_.clear();
  catalog_.forget();
  tell_duckdb_settings();
}

void EmbeddedSession::tell_duckdb_settings() {
  std::vector<std::string> schemas;
  for (const auto& schema : settings_.search_path()) {
    schemas.push_back(fmt::format("{}.{}", kDatabaseName, duck::identifier(schema)));
  }
  const std::string path = join(schemas, ",");
  if (path == told_search_path_) return;
  duck::run_or_throw(connection_.get(), "SET search_path = " + duck::literal(path));
  told_search_path_ = path;
}

Result EmbeddedSession::show(const sql::ShowStatement& statement, RowSink* sink) {
  Result result{.tag = "SHOW"};
  if (statement.what == "all") {
    result.columns = {{.name = "name", .type = kText}, {.name = "setting", .type = kText}};
    for (const auto& [name, value] : settings_.all()) result.rows.push_back({name, value});
  } else {
    const auto value = settings_.value(statement.what);
    if (!value)
      throw Error(ErrorKind::kNotFound, "unrecognized configuration parameter \"{}\"",
                  statement.what);
    result.columns = {{.name = statement.what, .type = kText}};
    result.rows.push_back({*value});
  }
  return handed_over(std::move(result), sink);
}

Result EmbeddedSession::explain(const sql::Statement& statement, const sql::Parsed& parsed,
                                RowSink* sink) {
  const Result plans = translate_and_run(statement, parsed, nullptr);
  Result result{.tag = "EXPLAIN", .columns = {{.name = "QUERY PLAN", .type = kText}}};
  for (const Row& plan : plans.rows) {
    const std::string text = plan.back().value_or("");
    for (const std::string_view line : split_lines(text))
      result.rows.push_back({std::string(line)});
  }
  return handed_over(std::move(result), sink);
}

}  // namespace darties
