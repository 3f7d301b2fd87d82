#pragma once

#include "pipeline/sqlite_database.h"

namespace darties {

/// The version of history.db that this darties writes.
inline constexpr int kHistoryFormatVersion = 2;

/// Brings the file to kHistoryFormatVersion: makes the tables of a new one, migrates an older one after a copy
/// (history.db.v1.bak). Throws kInvalid for a newer one.
void prepare_history_schema(SqliteDatabase& database);

/// Throws kInvalid when the file is newer than this darties.
void refuse_newer_history(SqliteDatabase& database);

}  // namespace darties
