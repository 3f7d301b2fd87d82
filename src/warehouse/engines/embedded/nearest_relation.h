#pragma once

#include "base/error.h"
#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties {

/// `relation "x" does not exist` with the relation a person most likely meant; every other error as it is.
Error with_nearest_relation(const Error& error, duckdb_connection connection);

}  // namespace darties
