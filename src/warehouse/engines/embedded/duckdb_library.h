#pragma once

namespace darties {

/// Opens libduckdb.so the first time it is called, and binds the functions of duckdb.h to it.
///
/// Nothing links the library: each duckdb_* function is a jump through a table
/// (cmake/duckdb/trampolines.cmake), so a command that needs no warehouse starts in a few
/// milliseconds. Call this before the first duckdb_* function of the process;
/// open_embedded_engine() does. It looks in ../lib beside the program, then where the build found
/// it.
///
/// Threads: any; the first call does the work, the others wait for it.
/// Errors:  kInvalid when the library is missing or is another version than the header.
void load_duckdb();

}  // namespace darties
