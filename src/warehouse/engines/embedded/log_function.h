#pragma once

struct _duckdb_connection;
struct _duckdb_database;

namespace darties {

/// Makes the table function darties_log(name): the rows that the table `name` of darties_internal has now.
///
/// Redshift's system logs are not part of any transaction: a session sees the errors of its COPY at once, within BEGIN
/// and after a rollback. They are written by a connection of their own; an open transaction would not see them, since it
/// sees the tables as they were when it began. So they are read by a connection of their own too.
/// The database must outlive the function.
void register_log(_duckdb_connection* connection, _duckdb_database* database);

}  // namespace darties
