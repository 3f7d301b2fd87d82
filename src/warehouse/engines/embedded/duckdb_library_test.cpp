#include "warehouse/engines/embedded/duckdb_library.h"

#include <duckdb.h>
#include <gtest/gtest.h>

namespace darties {
namespace {

TEST(DuckdbLibrary, AnswersThroughTheJumpTableOnceLoaded) {
  load_duckdb();
  load_duckdb();
  EXPECT_STREQ(duckdb_library_version(), "v1.5.6");
  duckdb_database database = nullptr;
  ASSERT_EQ(duckdb_open(nullptr, &database), DuckDBSuccess);
  duckdb_close(&database);
}

}  // namespace
}  // namespace darties
