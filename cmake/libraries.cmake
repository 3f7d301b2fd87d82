# The libraries of other people. All come from apt, except DuckDB, which `./dev setup` brings from npm.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(simdjson REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(OpenSSL REQUIRED)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)

# DuckDB: the library and its C header lie in one folder, fetched and checked by cmake/duckdb/fetch.
set(DARTIES_DUCKDB_DIR "" CACHE PATH "Folder with libduckdb.so and duckdb.h")
if(NOT DARTIES_DUCKDB_DIR)
  execute_process(COMMAND ${CMAKE_SOURCE_DIR}/cmake/duckdb/fetch --where
                  OUTPUT_VARIABLE DARTIES_DUCKDB_DIR OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
if(NOT EXISTS ${DARTIES_DUCKDB_DIR}/libduckdb.so)
  message(FATAL_ERROR "No DuckDB in '${DARTIES_DUCKDB_DIR}': run ./dev setup first.")
endif()
include(duckdb/trampolines)
