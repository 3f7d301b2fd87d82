#include "warehouse/engines/embedded/duckdb_library.h"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>

#include "base/error.h"

// Both tables are made by cmake/duckdb/trampolines.cmake: the names end with an empty one.
extern "C" void* darties_duckdb_slots[];
extern "C" const char darties_duckdb_names[];

// What a slot holds before load_duckdb(), or when the library lacks its function.
extern "C" [[noreturn]] void darties_duckdb_not_loaded() {
  std::fputs(
      "darties: a DuckDB function was called before load_duckdb(), or libduckdb.so lacks it\n",
      stderr);
  std::abort();
}

namespace darties {
namespace {

void* open_library() {
  constexpr const char* kPlaces[] = {"$ORIGIN/../lib/libduckdb.so", DARTIES_DUCKDB_BUILD_LIBRARY};
  std::string reasons;
  for (const char* place : kPlaces) {
    if (void* library = dlopen(place, RTLD_LAZY | RTLD_LOCAL)) return library;
    reasons += std::string("\n  ") + dlerror();
  }
  throw Error(ErrorKind::kInvalid,
              "cannot load DuckDB. libduckdb.so belongs in the folder lib beside bin; install "
              "darties again, or run "
              "./dev setup in its sources. The system says:{}",
              reasons);
}

void bind_functions(void* library) {
  void** slot = darties_duckdb_slots;
  for (const char* name = darties_duckdb_names; *name != '\0';
       name += std::strlen(name) + 1, ++slot) {
    if (void* function = dlsym(library, name)) *slot = function;
  }
}

}  // namespace

void load_duckdb() {
  static std::once_flag once;  // a call that throws leaves it unset, so the next one tries again
  std::call_once(once, [] { bind_functions(open_library()); });
}

}  // namespace darties
