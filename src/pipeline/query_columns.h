#pragma once

#include <string>
#include <vector>

#include "pipeline/sql_text.h"

namespace darties {

/// A column that a query gives.
struct QueryColumn {
  std::string name;  ///< as the warehouse stores it; empty: the text does not tell
  Place place;       ///< of the name, or of the query when the column comes out of a star
};

/// The columns of a query, as far as its text tells.
struct QueryColumns {
  std::vector<QueryColumn> columns;
  bool complete = true;  ///< no star: every column stands in the text
  Place start;           ///< of the query

  /// Whether every column and its name is known.
  bool are_known() const;
};

/// Reads the columns off the query's text. Throws kInvalid with the place for what is no query.
QueryColumns columns_in_text(const SqlText& query);

/// The columns with the names and types that the warehouse finds; runs nothing. A column that stands in the text keeps
/// its place.
struct BoundColumns {
  QueryColumns query;
  std::vector<sql::Type> types;
};
BoundColumns bind_columns(Session& session, const SqlText& query);

/// The query as a table of a FROM clause, its lines where they stood: `SELECT … FROM (\nquery\n) AS darties_query …`.
SqlText around_query(const std::string& head, const SqlText& query, const std::string& tail);

}  // namespace darties
