#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sql/syntax/query.h"

// What is known of columns and expressions without asking DuckDB. It decides where a type has to be asked, where a
// comparison has to look away from trailing blanks, and where a name leads into a SUPER value.

namespace darties::sql {

struct CatalogRelation;
class Context;

/// Of a column or an expression. What is not known is possible.
struct Traits {
  bool may_be_super = true;
  bool is_text = false;  ///< certainly
  bool may_end_in_blank = true;
  std::optional<Type> type = std::nullopt;  ///< of a column: as declared

  bool operator==(const Traits&) const = default;
};
inline constexpr Traits kNeitherTextNorSuper = {false, false, false, std::nullopt};
inline constexpr Traits kAnyText = {false, true, true, std::nullopt};

struct KnownColumn {
  std::string name;
  Traits traits;
};
/// The columns of a table or query in order; none: not known.
using KnownColumns = std::optional<std::vector<KnownColumn>>;

/// What a name may begin with: a table, subquery or SUPER element in FROM.
struct Source {
  std::string alias;   ///< empty: its columns are named alone
  std::string schema;  ///< of a table without alias
  KnownColumns columns;
  bool is_element = false;       ///< an element of a SUPER value: the alias is the value
  std::set<std::string> merged;  ///< columns that are one with those before (USING, NATURAL)
  std::vector<std::string>
      keys;  ///< the same, at the source that begins the join: a star shows them first
};

KnownColumns columns_of(const CatalogRelation& relation);

/// Where the column of a path ends and the attributes of a SUPER value begin.
struct Resolved {
  std::size_t parts = 1;  ///< how many parts name the column, its table included
  bool is_element = false;
  Traits traits;
};
Resolved resolve(const Context& context, const std::vector<std::string>& path);

/// Whether `name` is the alias of something in FROM, here or in a query around this one.
bool is_alias(const Context& context, const std::string& name);

Traits traits_of(const Context& context, const Expression& expression);
/// Of a value that is one of both.
Traits either(const Traits& a, const Traits& b);

/// What a star shows of these sources, whose columns must all be known: the keys of USING first. A key has no table.
struct StarColumn {
  std::string table;
  KnownColumn column;
};
std::vector<StarColumn> star_columns(const std::vector<Source>& sources);

bool is_excluded(const std::optional<Exclusion>& exclude, const std::string& name);

/// The select item that a key of ORDER BY or GROUP BY means by its position or alias; null: none.
const SelectItem* item_of_key(const SelectBody& select, const Expression& key);
/// Whether something in the innermost FROM may have a column of that name.
bool is_column(const Context& context, const std::vector<std::string>& path);

/// The columns a SELECT gives; its sources must be open in `context`.
KnownColumns columns_of(const Context& context, const SelectBody& select);

}  // namespace darties::sql
