#include "sql/parse.h"

#include <gtest/gtest.h>

namespace darties::sql {
namespace {

Parsed parsed(const std::string& text) { return parse({text, 0, {"a.sql", 1, 1}}); }
std::string name_of(const std::string& text) { return std::string(statement_name(parsed(text))); }

std::string error_of(const std::string& text) {
  try {
    parsed(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Parse, TakesColumnAttributesInAnyOrder) {
  const auto create = std::get<CreateTableStatement>(
      parsed("CREATE TABLE IF NOT EXISTS songplays (songplay_id BIGINT IDENTITY(0,1) PRIMARY KEY, "
             "start_time TIMESTAMP NOT NULL "
             "SORTKEY ENCODE raw DISTKEY, amount NUMERIC DEFAULT 1 + 2 NULL, note VARCHAR(MAX) "
             "ENCODE zstd, UNIQUE (note)) "
             "BACKUP NO DISTSTYLE KEY"));
  ASSERT_EQ(create.table.columns.size(), 4U);
  EXPECT_TRUE(create.if_not_exists);
  EXPECT_EQ(create.table.columns[0].identity->seed, 0);
  EXPECT_TRUE(create.table.columns[0].not_null);
  EXPECT_EQ(create.table.columns[1].encoding, "raw");
  EXPECT_EQ(create.table.layout.dist_key, "start_time");
  EXPECT_EQ(create.table.layout.sort_keys, std::vector<std::string>{"start_time"});
  EXPECT_EQ(to_string(create.table.columns[2].type), "numeric(18,0)");
  EXPECT_EQ(create.table.columns[2].default_sql, "1 + 2");
  EXPECT_EQ(create.table.columns[3].type.length, 65535);
  EXPECT_EQ(create.table.keys.size(), 2U);
}

TEST(Parse, KnowsTemporaryTablesByWordAndByName) {
  EXPECT_TRUE(
      std::get<CreateTableStatement>(parsed("create local temp table t (a int)")).table.temporary);
  const auto create = std::get<CreateTableStatement>(parsed("create table #t (a int)"));
  EXPECT_TRUE(create.table.temporary);
  EXPECT_EQ(create.table.name.name, "#t");
}

TEST(Parse, NamesTheFaultsOfATableDefinition) {
  EXPECT_NE(
      error_of("CREATE TABLE t (a int, A int)").find("a.sql:1:24: the column a is there twice"),
      std::string::npos);
  EXPECT_NE(error_of("CREATE TABLE t (a int) DISTKEY(b)")
                .find("DISTKEY names a column that is not there: b"),
            std::string::npos);
  EXPECT_NE(error_of("CREATE TABLE t (a int) DISTSTYLE KEY").find("needs a DISTKEY"),
            std::string::npos);
  EXPECT_NE(error_of("CREATE TABLE t (a varchar IDENTITY(1,1))").find("must be INT or BIGINT"),
            std::string::npos);
  EXPECT_NE(error_of("CREATE TABLE t (a int CHECK (a > 0))").find("CHECK constraints do not exist"),
            std::string::npos);
  EXPECT_NE(error_of("CREATE TABLE t (a int ENCODE zst)").find("did you mean 'zstd'"),
            std::string::npos);
  EXPECT_NE(error_of("CREATE TABLE t (a integr)").find("a.sql:1:19: unknown data type: integr"),
            std::string::npos);
}

TEST(Parse, TellsCreateTableAsFromColumnDefinitions) {
  const auto create = std::get<CreateTableAsStatement>(
      parsed("CREATE TABLE t (a, b) DISTKEY(1) COMPOUND SORTKEY(a, b) AS SELECT 1, 2"));
  EXPECT_EQ(create.table.columns.size(), 2U);
  EXPECT_EQ(create.table.layout.dist_key, "1");
  EXPECT_EQ(name_of("create temp table t as (select 1 as a)"), "CREATE TABLE AS");
}

TEST(Parse, ReadsEveryFormOfDeleteAndUpdate) {
  for (const auto* text :
       {"DELETE FROM t", "DELETE t WHERE a = 1", "delete from t using u where t.a = u.a",
        "WITH x AS (SELECT 1 AS a) DELETE FROM t USING x WHERE t.a = x.a"}) {
    EXPECT_EQ(name_of(text), "DELETE") << text;
  }
  const auto update = std::get<UpdateStatement>(
      parsed("UPDATE sales AS s SET a = q.a, b = DEFAULT FROM (SELECT 1 AS a) q WHERE s.a = q.a"));
  EXPECT_EQ(update.alias, "s");
  EXPECT_EQ(update.assignments.size(), 2U);
  EXPECT_EQ(update.assignments[1].value, nullptr);
}

TEST(Parse, ReadsQueriesOfEveryShape) {
  for (const auto* text :
       {"SELECT TOP 5 a, count(*) c FROM t WHERE a IN (SELECT 1) GROUP BY 1 HAVING count(*) > 1 "
        "ORDER BY 2 DESC NULLS LAST",
        "(SELECT 1) UNION ALL (SELECT 2) MINUS SELECT 3 LIMIT 5 OFFSET 2",
        "WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a WHERE n < 5) SELECT * FROM "
        "a",
        "SELECT t.*, u.a::varchar(10) AS x FROM t LEFT OUTER JOIN s.u AS u ON t.a = u.a CROSS JOIN "
        "v NATURAL JOIN w",
        "SELECT row_number() OVER (PARTITION BY a ORDER BY b DESC ROWS BETWEEN UNBOUNDED PRECEDING "
        "AND CURRENT ROW) FROM t",
        "SELECT listagg(DISTINCT a, ', ') WITHIN GROUP (ORDER BY a) FROM t",
        "SELECT CASE a WHEN 1 THEN 'x' ELSE 'y' END, EXTRACT(weekday FROM ts), trim(both ' ' from "
        "a), substring(a from 2 for 3) FROM t",
        "SELECT DISTINCT a FROM (SELECT a, lag(b) IGNORE NULLS OVER (ORDER BY c) FROM t) QUALIFY a "
        "= 1",
        "SELECT a NOT BETWEEN 1 AND 2 AND b NOT LIKE 'x%' ESCAPE '!' OR NOT c IS NOT NULL FROM t a "
        "JOIN u USING (id)",
        "SELECT TIMESTAMP 'epoch' + ts/1000 * INTERVAL '1 second', DATE '2018-11-01', -1::int, 'a' "
        "'b', $1",
        "SELECT ratio_to_report(x) OVER () FROM t GROUP BY GROUPING SETS ((a), ())",
        "SELECT year, month, level, time FROM \"time\" t, users u"}) {
    EXPECT_EQ(name_of(text), "SELECT") << text;
  }
}

TEST(Parse, PointsAtWhatItDidNotExpect) {
  EXPECT_EQ(error_of("SELECT a,\n FROM t"),
            "a.sql:2:2: syntax error: found \"FROM\", expected an expression");
  EXPECT_EQ(error_of("SELECT a FROM t WHERE"),
            "a.sql:1:22: syntax error: found the end of the statement, expected an expression");
  EXPECT_NE(error_of("SELECT (1").find("expected )"), std::string::npos);
  EXPECT_NE(error_of("FOO BAR").find("expected a statement"), std::string::npos);
}

TEST(Parse, RefusesWhatOnlyDuckdbUnderstands) {
  for (const auto* text : {"ATTACH 'x.db'", "INSTALL httpfs", "LOAD httpfs", "PRAGMA version",
                           "EXPORT DATABASE 'x'", "IMPORT DATABASE 'x'", "FROM t",
                           "CREATE OR REPLACE TABLE t (a int)", "CREATE MACRO f(a) AS a"}) {
    EXPECT_TRUE(std::holds_alternative<RefusedStatement>(parsed(text))) << text;
  }
  EXPECT_NE(error_of("SELECT * FROM 'file.csv'").find("files are loaded with COPY"),
            std::string::npos);
  EXPECT_NE(error_of("SELECT [1, 2]").find("expected an expression"), std::string::npos);
}

TEST(Parse, NamesWhatNeedsACluster) {
  const auto refused =
      std::get<RefusedStatement>(parsed("create external schema s from data catalog database 'd'"));
  EXPECT_EQ(refused.name, "CREATE EXTERNAL SCHEMA");
}

TEST(Parse, AcceptsWhatHasNoEffect) {
  for (const auto* text : {"VACUUM FULL t TO 95 PERCENT", "ANALYZE t (a, b)", "LOCK TABLE t"}) {
    EXPECT_TRUE(std::holds_alternative<NoEffectStatement>(parsed(text))) << text;
  }
}

TEST(Parse, RecordsUsersPrivilegesAndComments) {
  for (const auto* text : {"GRANT SELECT ON t TO u", "REVOKE ALL ON t FROM u",
                           "COMMENT ON TABLE t IS 'x'", "CREATE USER u PASSWORD 'x'"}) {
    EXPECT_TRUE(std::holds_alternative<RecordedStatement>(parsed(text))) << text;
  }
}

TEST(Parse, ForgetsThePasswordOfAUser) {
  const auto user = std::get<RecordedStatement>(parsed("CREATE USER u PASSWORD 'secret' CREATEDB"));
  ASSERT_EQ(user.clauses.size(), 2U);
  EXPECT_EQ(user.clauses[0].text, "u");
  EXPECT_EQ(user.clauses[1].text, "CREATEDB");
}

TEST(Parse, ReadsTransactionsAndSettings) {
  EXPECT_EQ(name_of("BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"), "BEGIN");
  EXPECT_EQ(name_of("start transaction"), "BEGIN");
  EXPECT_EQ(name_of("END"), "COMMIT");
  EXPECT_EQ(name_of("ABORT"), "ROLLBACK");
  const auto set = std::get<SetStatement>(parsed("SET search_path TO '$user', Public"));
  EXPECT_EQ(set.name, "search_path");
  EXPECT_EQ(set.values.value(), (std::vector<std::string>{"$user", "public"}));
  EXPECT_FALSE(std::get<SetStatement>(parsed("SET query_group TO DEFAULT")).values);
  EXPECT_EQ(std::get<SetStatement>(parsed("reset timezone")).name, "timezone");
}

TEST(Parse, ReadsMerge) {
  const auto merge =
      std::get<MergeStatement>(parsed("MERGE INTO t USING s AS q ON t.a = q.a WHEN MATCHED THEN "
                                      "UPDATE SET b = q.b WHEN NOT MATCHED THEN INSERT (a, b) "
                                      "VALUES (q.a, q.b)"));
  EXPECT_EQ(merge.source_alias, "q");
  EXPECT_EQ(merge.insert_columns.size(), 2U);
  EXPECT_TRUE(
      std::get<MergeStatement>(parsed("MERGE INTO t USING s ON t.a = s.a REMOVE DUPLICATES"))
          .remove_duplicates);
}

TEST(Parse, StopsAtNestingThatWouldExhaustTheStack) {
  EXPECT_NE(error_of("SELECT " + std::string(5000, '(')).find("nested too deeply"),
            std::string::npos);
  EXPECT_NE(error_of(std::string(5000, '(') + "SELECT 1").find("nested too deeply"),
            std::string::npos);
}

}  // namespace
}  // namespace darties::sql
