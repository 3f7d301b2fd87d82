#include "warehouse/engines/embedded/duckdb_error.h"

#include <gtest/gtest.h>

namespace darties::duck {
namespace {

struct Case {
  const char* said;  // by DuckDB
  ErrorKind kind;
  const char* message;
};

// Texts of DuckDB 1.5.6, and Redshift's words for the same mistakes.
constexpr Case kCases[] = {
    {R"({"exception_type":"Binder","exception_message":"Referenced column \"foo\" not found in FROM clause!\nCandidate bindings: \"a\"","candidates":"a","position":"7","error_subtype":"COLUMN_NOT_FOUND","name":"foo"})",
     ErrorKind::kNotFound, "column \"foo\" does not exist"},
    {R"({"exception_type":"Binder","exception_message":"Referenced column \"first_nam\" not found in FROM clause!\nCandidate bindings: \"level\", \"first_name\"","position":"7","error_subtype":"COLUMN_NOT_FOUND","name":"first_nam"})",
     ErrorKind::kNotFound, "column \"first_nam\" does not exist (did you mean 'first_name'?)"},
    {R"({"exception_type":"Catalog","exception_message":"Table with name nope does not exist!\nDid you mean \"pg_enum\"?","position":"14","error_subtype":"MISSING_ENTRY","type":"Table","name":"nope"})",
     ErrorKind::kNotFound, "relation \"nope\" does not exist"},
    {R"({"exception_type":"Catalog","exception_message":"Scalar Function with name nofn does not exist!","position":"7","error_subtype":"MISSING_ENTRY","type":"Scalar Function","name":"nofn"})",
     ErrorKind::kNotFound, "function nofn() does not exist"},
    {R"({"exception_type":"Catalog","exception_message":"Table with name \"t\" already exists!","error_subtype":"ENTRY_ALREADY_EXISTS","type":"Table","name":"t"})",
     ErrorKind::kInvalid, "Relation \"t\" already exists"},
    {R"({"exception_type":"Constraint","exception_message":"NOT NULL constraint failed: tt.a"})",
     ErrorKind::kInvalid, "Cannot insert a NULL value into column a of table tt"},
    {R"({"exception_type":"Conversion","exception_message":"Could not convert string 'x' to INT32","position":"23"})",
     ErrorKind::kInvalid, "invalid input syntax for integer: \"x\""},
    {R"({"exception_type":"Out of Range","exception_message":"Overflow in addition of INT32 (2147483647 + 1)!"})",
     ErrorKind::kInvalid, "Value out of range for 4 bytes"},
    {R"({"exception_type":"Invalid Input","exception_message":"Divide by zero"})",
     ErrorKind::kInvalid, "Divide by zero"},
    {R"({"exception_type":"Permission","exception_message":"Cannot access file \"/etc/passwd\""})",
     ErrorKind::kDenied, "Cannot access file \"/etc/passwd\""},
    {R"({"exception_type":"TransactionContext","exception_message":"Failed to commit: Could not write file \"/w.duckdb.wal\": No space left on device"})",
     ErrorKind::kUnavailable,
     "Failed to commit: Could not write file \"/w.duckdb.wal\": No space left on device"},
    {R"(Parser Error: {"exception_type":"Parser","exception_message":"syntax error at or near \"from\"","error_subtype":"SYNTAX_ERROR","position":"10"})",
     ErrorKind::kInvalid, "syntax error at or near \"from\""},
    {"INTERRUPT Error: Interrupted!", ErrorKind::kCancelled, "Query cancelled on user's request"},
    {"INTERNAL Error: Attempted to dereference unique_ptr that is NULL", ErrorKind::kBug,
     "Attempted to dereference unique_ptr that is NULL"},
};

TEST(DuckdbError, SaysInRedshiftsWordsWhatDuckdbSaid) {
  for (const Case& one : kCases) {
    const Error error = from_duckdb(read_failure(one.said));
    EXPECT_EQ(error.kind(), one.kind) << one.said;
    EXPECT_EQ(error.message(), one.message);
  }
}

TEST(DuckdbError, KeepsThePositionInTheSql) {
  EXPECT_EQ(read_failure(kCases[0].said).position, 7U);
  EXPECT_EQ(read_failure(kCases[4].said).position, std::nullopt);
}

TEST(DuckdbError, IsWorthAnotherTryWhenTransactionsMet) {
  const Failure failure = read_failure(
      R"({"exception_type":"TransactionContext","exception_message":"Conflict on tuple deletion!"})");
  EXPECT_TRUE(is_conflict(failure));
  EXPECT_EQ(from_duckdb(failure).kind(), ErrorKind::kUnavailable);
}

}  // namespace
}  // namespace darties::duck
