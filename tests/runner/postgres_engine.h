#pragma once

#include <memory>
#include <string>

#include "warehouse/engine.h"

namespace darties::tests {

/// PostgreSQL as an engine, for the cases that must hold there as well: a new database of the server at `connection`
/// (libpq's "host=… user=…"), which knows backslashes in texts as Redshift does. Rows and errors only; no COPY.
/// Throws kUnavailable when the server does not answer, or the runner was built without libpq.
std::unique_ptr<Engine> open_postgres(const std::string& connection);

}  // namespace darties::tests
