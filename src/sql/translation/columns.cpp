#include "sql/translation/columns.h"

#include <algorithm>
#include <charconv>

#include "sql/catalog.h"
#include "sql/translation/context.h"
#include "sql/translation/rewriter.h"

namespace darties::sql {
namespace {

Traits traits_of(const CatalogColumn& column) {
  const bool text = column.type.id == TypeId::kVarchar || column.type.id == TypeId::kChar;
  return {.may_be_super = column.type.id == TypeId::kSuper,
          .is_text = text,
          .may_end_in_blank = text && column.may_end_in_blank,
          .type = column.type};
}

/// How many parts of the path name this source; 0: it names another.
std::size_t matched_parts(const Source& source, const std::vector<std::string>& path) {
  if (source.alias.empty()) return 0;
  if (path[0] == source.alias) return 1;
  const std::size_t database = path.size() > 3 && path[0] == "dev" ? 1 : 0;
  const bool qualified = path.size() > 2 + database && !source.schema.empty() &&
                         path[database] == source.schema && path[database + 1] == source.alias;
  return qualified ? database + 2 : 0;
}

/// The traits of all columns of that name together; none when there is no such column.
std::optional<Traits> find_column(const KnownColumns& columns, const std::string& name) {
  if (!columns) return Traits{};
  std::optional<Traits> found;
  for (const auto& column : *columns) {
    if (column.name == name) found = found ? either(*found, column.traits) : column.traits;
  }
  return found;
}

std::optional<Resolved> resolve_qualified(const Source& source,
                                          const std::vector<std::string>& path) {
  const std::size_t parts = matched_parts(source, path);
  if (parts == 0) return std::nullopt;
  if (source.is_element) {
    return Resolved{.parts = parts,
                    .is_element = true,
                    .traits = find_column(source.columns, path[0]).value_or(Traits{})};
  }
  if (parts == path.size()) return std::nullopt;
  return Resolved{.parts = parts + 1,
                  .traits = find_column(source.columns, path[parts]).value_or(Traits{})};
}

std::optional<Resolved> resolve_alone(const std::vector<Source>& sources, const std::string& name) {
  std::optional<Resolved> resolved;
  for (const auto& source : sources) {
    const auto traits = find_column(source.columns, name);
    if (!traits) continue;
    resolved =
        Resolved{.parts = 1, .traits = resolved ? either(resolved->traits, *traits) : *traits};
  }
  return resolved;
}

}  // namespace

KnownColumns columns_of(const CatalogRelation& relation) {
  std::vector<KnownColumn> columns;
  for (const auto& column : relation.columns) columns.push_back({column.name, traits_of(column)});
  return columns;
}

Resolved resolve(const Context& context, const std::vector<std::string>& path) {
  for (auto scope = context.sources.rbegin(); scope != context.sources.rend(); ++scope) {
    for (const auto& source : *scope) {
      if (const auto resolved = resolve_qualified(source, path)) return *resolved;
    }
    if (const auto resolved = resolve_alone(*scope, path[0])) return *resolved;
  }
  return Resolved{.parts = std::min<std::size_t>(path.size(), 3)};
}

bool is_alias(const Context& context, const std::string& name) {
  return std::any_of(context.sources.begin(), context.sources.end(), [&](const auto& scope) {
    return std::any_of(scope.begin(), scope.end(),
                       [&](const Source& source) { return source.alias == name; });
  });
}

std::vector<StarColumn> star_columns(const std::vector<Source>& sources) {
  std::vector<StarColumn> columns;
  std::set<std::string> shown;
  for (const auto& source : sources) {
    for (const auto& key : source.keys) {
      const auto traits = find_column(source.columns, key);
      if (shown.insert(key).second) columns.push_back({"", {key, traits.value_or(Traits{})}});
    }
  }
  for (const auto& source : sources) {
    if (!source.columns) continue;
    for (const auto& column : *source.columns) {
      const bool key = shown.contains(column.name) || source.merged.contains(column.name);
      if (!key) columns.push_back({source.alias, column});
    }
  }
  return columns;
}

bool is_excluded(const std::optional<Exclusion>& exclude, const std::string& name) {
  return exclude &&
         std::find(exclude->names.begin(), exclude->names.end(), name) != exclude->names.end();
}

const SelectItem* item_of_key(const SelectBody& select, const Expression& key) {
  if (key.kind == ExpressionKind::kNumber) {
    std::size_t position = 0;
    std::from_chars(key.text.data(), key.text.data() + key.text.size(), position);
    return position >= 1 && position <= select.items.size() ? &select.items[position - 1] : nullptr;
  }
  if (key.kind != ExpressionKind::kColumn || key.path.size() != 1) return nullptr;
  const auto item = std::find_if(select.items.begin(), select.items.end(),
                                 [&](const auto& known) { return known.alias == key.name; });
  return item == select.items.end() ? nullptr : &*item;
}

bool is_column(const Context& context, const std::vector<std::string>& path) {
  const auto& sources = context.sources.back();
  return std::any_of(sources.begin(), sources.end(), [&](const Source& source) {
    return find_column(source.columns, path.back()).has_value();
  });
}

KnownColumns columns_of(const Context& context, const SelectBody& select) {
  std::vector<KnownColumn> columns;
  for (const auto& item : select.items) {
    if (item.value->kind != ExpressionKind::kStar) {
      std::string name = item.alias.empty() ? column_name(*item.value) : item.alias;
      if (name.empty()) name = item.value->name;
      columns.push_back({std::move(name), traits_of(context, *item.value)});
      continue;
    }
    std::vector<Source> sources;
    for (const auto& source : context.sources.back()) {
      if (!item.value->path.empty() && source.alias != item.value->path.back()) continue;
      if (!source.columns) return std::nullopt;
      sources.push_back(source);
      if (!item.value->path.empty()) sources.back().keys = {}, sources.back().merged = {};
    }
    for (auto& column : star_columns(sources)) {
      const std::string& name = column.column.name;
      if (!is_excluded(item.exclude, name) && !is_excluded(select.exclude, name))
        columns.push_back(std::move(column.column));
    }
  }
  return columns;
}

}  // namespace darties::sql
