#include "sql/type.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace darties::sql {
namespace {

TEST(ParseType, KnowsEveryAlias) {
  EXPECT_EQ(to_string(parse_type("INT2")), "smallint");
  EXPECT_EQ(to_string(parse_type("int")), "integer");
  EXPECT_EQ(to_string(parse_type("int8")), "bigint");
  EXPECT_EQ(to_string(parse_type("FLOAT4")), "real");
  EXPECT_EQ(to_string(parse_type("float")), "double precision");
  EXPECT_EQ(to_string(parse_type("double  precision")), "double precision");
  EXPECT_EQ(to_string(parse_type("bool")), "boolean");
  EXPECT_EQ(to_string(parse_type("timestamp with time zone")), "timestamp with time zone");
  EXPECT_EQ(to_string(parse_type("timestamptz")), "timestamp with time zone");
  EXPECT_EQ(to_string(parse_type("varbinary")), "binary varying(64000)");
}

TEST(ParseType, FillsInRedshiftsDefaults) {
  EXPECT_EQ(to_string(parse_type("NUMERIC")), "numeric(18,0)");
  EXPECT_EQ(to_string(parse_type("decimal(8)")), "numeric(8,0)");
  EXPECT_EQ(to_string(parse_type("varchar")), "character varying(256)");
  EXPECT_EQ(to_string(parse_type("text")), "character varying(256)");
  EXPECT_EQ(to_string(parse_type("VARCHAR(MAX)")), "character varying(65535)");
  EXPECT_EQ(to_string(parse_type("char")), "character(1)");
  EXPECT_EQ(to_string(parse_type("bpchar")), "character(256)");
}

TEST(ParseType, RefusesWhatIsOutOfRange) {
  EXPECT_THROW(parse_type("varchar(65536)"), Error);
  EXPECT_THROW(parse_type("varchar(0)"), Error);
  EXPECT_THROW(parse_type("char(4097)"), Error);
  EXPECT_THROW(parse_type("decimal(39,0)"), Error);
  EXPECT_THROW(parse_type("decimal(8,9)"), Error);
  EXPECT_THROW(parse_type("int(4)"), Error);
}

TEST(ParseType, SuggestsTheNearestName) {
  try {
    parse_type("integr");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "unknown data type: integr; did you mean integer?");
  }
}

TEST(DuckdbType, StatesPrecisionAndScale) {
  EXPECT_EQ(duckdb_type(parse_type("numeric")), "DECIMAL(18,0)");
  EXPECT_EQ(duckdb_type(parse_type("varchar(10)")), "VARCHAR");
  EXPECT_EQ(duckdb_type(parse_type("real")), "FLOAT");
  EXPECT_EQ(duckdb_type(parse_type("timestamptz")), "TIMESTAMPTZ");
}

TEST(InternalName, IsThatOfTheErrorTables) {
  EXPECT_EQ(internal_name(parse_type("int")), "int4");
  EXPECT_EQ(internal_name(parse_type("varchar")), "varchar");
}

}  // namespace
}  // namespace darties::sql
