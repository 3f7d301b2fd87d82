#include "sql/translate.h"

#include <gtest/gtest.h>

#include "fakes/fake_catalog.h"

// What DuckDB is told; that it then answers as Redshift does is what tests/cases/redshift says.

namespace darties::sql {
namespace {

class Translate : public testing::Test {
 protected:
  Translate() {
    const Type integer = parse_type("int");
    const Type decimal = parse_type("decimal(8,2)");
    catalog_.add_table({"public", "t"},
                       {{"id", parse_type("bigint"), true, Identity::kAlways, {}},
                        {"a", integer, false, Identity::kNone, {}},
                        {"s", parse_type("varchar(10)"), false, Identity::kNone, {}},
                        {"d", decimal, false, Identity::kNone, {}}});
    catalog_.add_table({"public", "u"},
                       {{"a", integer, false, Identity::kNone, {}},
                        {"s", parse_type("varchar(10)"), false, Identity::kNone, {}}});
    catalog_.add_table({"pg_temp", "#x"}, {{"a", integer, false, Identity::kNone, {}}}, true);
    catalog_.set_type("a", "INTEGER", integer);
    catalog_.set_type("d", "DECIMAL(8,2)", decimal);
  }

  Translation translation(const std::string& text) {
    const Statement statement{text, 0, {"a.sql", 1, 1}};
    return translate(statement, parse(statement), catalog_);
  }
  std::string sql(const std::string& text) {
    std::string all;
    for (const auto& step : translation(text).steps) all += (all.empty() ? "" : "; ") + step.sql;
    return all;
  }
  std::string error(const std::string& text) {
    try {
      translation(text);
    } catch (const Error& caught) {
      return caught.what();
    }
    return "no error";
  }

  FakeCatalog catalog_;
};

TEST_F(Translate, PassesThroughWhatNeedsNoChange) {
  const std::string text =
      "SELECT a,  s AS x -- why\nFROM t WHERE a IN (1, 2) ORDER BY a DESC LIMIT 5";
  EXPECT_EQ(sql(text), text);
}

TEST_F(Translate, NamesColumnsAsRedshiftDoes) {
  EXPECT_EQ(sql("SELECT count(*), upper(s), a + 1, s::varchar(max) FROM t"),
            "SELECT count(*) AS count, upper(s) AS upper, a + 1 AS \"?column?\", CAST(s AS "
            "VARCHAR) AS s FROM t");
}

TEST_F(Translate, FoldsNamesAndUnescapesLiterals) {
  EXPECT_EQ(sql(R"(SELECT "A" AS "Foo", 'it\'s\t' AS Bar FROM T)"),
            "SELECT a AS foo, 'it''s\t' AS bar FROM t");
}

TEST_F(Translate, LeavesIntegerDivisionToTheOperatorAndGivesDecimalsTheirScale) {
  EXPECT_EQ(sql("SELECT a / 2 AS x FROM t"), "SELECT a / 2 AS x FROM t");
  EXPECT_EQ(sql("SELECT d / a AS x FROM t"),
            "SELECT CAST(darties_divide_13(d, a) AS DECIMAL(19,13)) AS x FROM t");
  EXPECT_EQ(sql("SELECT d * d / 2.5 AS x FROM t"),
            "SELECT CAST(d * d AS DECIMAL(17,4)) / 2.5 AS x FROM t");
}

TEST_F(Translate, GivesAggregatesRedshiftsTypes) {
  EXPECT_EQ(sql("SELECT sum(a) AS s, avg(DISTINCT a) AS m, avg(d) AS n, sum(d) AS p FROM t"),
            "SELECT CAST(sum(a) AS BIGINT) AS s, CAST(sum(DISTINCT a) // count(DISTINCT a) AS "
            "BIGINT) AS m, "
            "darties_divide_2(sum(d), nullif(count(d), 0)) AS n, sum(d) AS p FROM t");
}

TEST_F(Translate, AsksTheSameQuestionForTheSameTextOfOneSelect) {
  sql("SELECT nvl(d) / 2 AS x FROM t GROUP BY nvl(d) / 2");
  ASSERT_FALSE(catalog_.probes.empty());
  EXPECT_EQ(catalog_.probes.front(),
            "SELECT darties_probe(1, coalesce(d)) / 2 AS x FROM t GROUP BY darties_probe(1, "
            "coalesce(d)) / 2");
}

TEST_F(Translate, AsksNothingOfColumnsWhoseTypeIsDeclared) {
  sql("SELECT x.d / 2 AS x FROM (SELECT d FROM t WHERE a = 1 AND s = 'x' GROUP BY d) AS x");
  EXPECT_TRUE(catalog_.probes.empty());
}

TEST_F(Translate, KeepsEpochIdiomsApart) {
  EXPECT_EQ(sql("SELECT TIMESTAMP 'epoch' + a/1000 * INTERVAL '1 second' AS x FROM t"),
            "SELECT CAST('1970-01-01 00:00:00' AS TIMESTAMP) + a / 1000 * INTERVAL '1 seconds' AS "
            "x FROM t");
  EXPECT_EQ(
      sql("SELECT dateadd(ms, a, 'epoch') AS x FROM t"),
      "SELECT (CAST('1970-01-01 00:00:00' AS TIMESTAMP) + to_microseconds(CAST(a AS BIGINT) * "
      "1000)) AS x FROM t");
}

TEST_F(Translate, RewritesFunctionsThatDuckdbHasNot) {
  EXPECT_EQ(sql("SELECT nvl(a, 0) AS x, nvl2(a, 1, 2) AS y FROM t"),
            "SELECT coalesce(a, 0) AS x, CASE WHEN (a) IS NOT NULL THEN 1 ELSE 2 END AS y FROM t");
  EXPECT_EQ(sql("SELECT decode(a, 1, 'x', 'y') AS x FROM t"),
            "SELECT CASE WHEN (a) IS NOT DISTINCT FROM (1) THEN 'x' ELSE 'y' END AS x FROM t");
  EXPECT_EQ(
      sql("SELECT listagg(s, ',') WITHIN GROUP (ORDER BY a DESC) AS x FROM t"),
      "SELECT darties_listagg(string_agg(s, ',' ORDER BY a DESC) FILTER (WHERE s <> '')) AS x "
      "FROM t");
  EXPECT_EQ(sql("SELECT lag(a) IGNORE NULLS OVER (ORDER BY a) AS x FROM t"),
            "SELECT lag(a IGNORE NULLS)  OVER (ORDER BY a) AS x FROM t");
}

TEST_F(Translate, RewritesTopMinusAndPatterns) {
  EXPECT_EQ(sql("SELECT TOP 5 a FROM t"), "SELECT  a FROM t LIMIT 5");
  EXPECT_EQ(sql("SELECT a FROM t MINUS SELECT a FROM u"), "SELECT a FROM t EXCEPT SELECT a FROM u");
  EXPECT_EQ(sql("SELECT a FROM t WHERE s ~ '^b' AND s LIKE 'a\\\\_%'"),
            "SELECT a FROM t WHERE regexp_matches(s, '^b') AND (darties_like(s, 'a\\_%', '\\'))");
}

TEST_F(Translate, TakesPhysicalAttributesOffATableAndDrawsIdentityFromASequence) {
  const auto created = translation(
      "CREATE TABLE p (id BIGINT IDENTITY(0,2), n NUMERIC ENCODE az64 REFERENCES t(id), v "
      "VARCHAR(MAX) DEFAULT 'x' NOT NULL) "
      "DISTSTYLE KEY DISTKEY(id) SORTKEY(n)");
  ASSERT_EQ(created.steps.size(), 2U);
  EXPECT_EQ(created.steps[0].sql,
            "CREATE SEQUENCE public.p_id_seq INCREMENT BY 2 MINVALUE -9223372036854775807 MAXVALUE "
            "9223372036854775807 START 0");
  EXPECT_EQ(created.steps[1].sql,
            "CREATE TABLE public.p (id BIGINT DEFAULT (nextval('public.p_id_seq')) NOT NULL, "
            "n DECIMAL(18,0), v VARCHAR DEFAULT ('x') NOT NULL)");
  const auto& table = std::get<TableCreated>(created.effects.at(0)).table;
  EXPECT_EQ(table.layout.dist_key, "id");
  EXPECT_EQ(table.keys.size(), 1U);
}

TEST_F(Translate, KeepsTheLengthsOfTextsInATableMadeByAQuery) {
  const auto created = std::get<TableCreated>(
      translation("CREATE TABLE c AS WITH w AS (SELECT s, a FROM t) SELECT w.*, 'abc' AS l, s || "
                  "'xy' AS m, upper(s)::varchar(7) AS n "
                  "FROM w")
          .effects.at(0));
  ASSERT_EQ(created.query_types.size(), 5U);
  EXPECT_EQ(created.query_types[0], parse_type("varchar(10)"));
  EXPECT_EQ(created.query_types[1], std::nullopt);
  EXPECT_EQ(created.query_types[2], parse_type("varchar(3)"));
  EXPECT_EQ(created.query_types[3], parse_type("varchar(12)"));
  EXPECT_EQ(created.query_types[4], parse_type("varchar(7)"));
}

TEST_F(Translate, ComparesWithoutTrailingBlanksWhatMayHaveThem) {
  catalog_.set_type("s", "VARCHAR", parse_type("varchar(10)"));
  EXPECT_EQ(sql("SELECT a FROM t WHERE s = 'x '"), "SELECT a FROM t WHERE s = 'x'");
  EXPECT_EQ(sql("SELECT a FROM t WHERE s || ' ' = s"),
            "SELECT a FROM t WHERE rtrim((s || ' '), ' ') = s");
  EXPECT_EQ(sql("SELECT 1 AS x WHERE 'a' = 'a  '"), "SELECT 1 AS x WHERE 'a' = 'a'");
}

TEST_F(Translate, RemembersWhatAViewReads) {
  const auto created = std::get<ViewCreated>(
      translation("CREATE VIEW v AS WITH u AS (SELECT a FROM t) SELECT a FROM u").effects.at(0));
  EXPECT_EQ(created.reads, (std::vector<QualifiedName>{{"public", "t"}}));
}

TEST_F(Translate, CoercesTextsOnTheirWayIntoAColumn) {
  EXPECT_EQ(sql("INSERT INTO u SELECT a, s FROM t"),
            "INSERT INTO public.u (a, s) SELECT c1, darties_assign_varchar(c2, "
            "10) FROM (SELECT a, s FROM t) "
            "AS source(c1, c2)");
  EXPECT_EQ(sql("INSERT INTO t VALUES (DEFAULT, 1, 'short')"),
            "INSERT INTO public.t (id, a, s) VALUES (DEFAULT, 1, 'short')");
  EXPECT_EQ(
      sql("UPDATE u SET s = 'a' || s WHERE a = 1"),
      "UPDATE public.u SET s = darties_assign_varchar(darties_limited('a' || s), 10) WHERE a = 1");
}

TEST_F(Translate, RefusesValuesForAnIdentityColumn) {
  EXPECT_EQ(error("INSERT INTO t VALUES (5, 1)").substr(0, 66),
            "a.sql:1:23: cannot set an identity column to a value: id draws its");
}

TEST_F(Translate, RewritesDeleteAndTruncate) {
  EXPECT_EQ(sql("DELETE t WHERE a = 1"), "DELETE FROM public.t WHERE a = 1");
  EXPECT_EQ(sql("DELETE FROM t USING u WHERE t.a = u.a"),
            "DELETE FROM public.t USING u WHERE t.a = u.a");
  const auto truncated = translation("TRUNCATE t");
  EXPECT_TRUE(std::holds_alternative<CommitsTransaction>(truncated.effects.at(0)));
}

TEST_F(Translate, NamesTablesOfAViewWithTheirSchema) {
  EXPECT_EQ(
      sql("CREATE OR REPLACE VIEW v AS WITH u AS (SELECT a FROM t) SELECT a FROM u"),
      "CREATE OR REPLACE VIEW public.v AS WITH u AS (SELECT a FROM public.t) SELECT a FROM u");
}

TEST_F(Translate, ResolvesTemporaryAndSystemNames) {
  EXPECT_EQ(sql("SELECT a FROM #x"), "SELECT a FROM \"#x\"");
  EXPECT_EQ(sql("SELECT * FROM pg_table_def"), "SELECT * FROM darties_internal.pg_table_def");
}

TEST_F(Translate, PointsAtARelationOrFunctionThatIsNotThere) {
  EXPECT_EQ(error("SELECT a\nFROM nosuch"), "a.sql:2:6: relation \"nosuch\" does not exist");
  EXPECT_TRUE(error("SELECT getenv('HOME')")
                  .starts_with("a.sql:1:8: not supported on the embedded engine yet: the function "
                               "getenv, which is not one of Redshift's"));
  EXPECT_NE(error("SELECT * FROM glob('*')").find("not supported"), std::string::npos);
}

TEST_F(Translate, SkipsWhatIfExistsAllows) {
  const auto dropped = translation("DROP TABLE IF EXISTS nosuch");
  EXPECT_TRUE(dropped.steps.empty());
  EXPECT_EQ(dropped.notices.size(), 1U);
  EXPECT_TRUE(translation("CREATE TABLE IF NOT EXISTS t (a int)").steps.empty());
}

TEST_F(Translate, SortsRowNumbersByOneKeyWhereOnlyTheFirstAreKept) {
  EXPECT_EQ(sql("SELECT a FROM (SELECT a, row_number() OVER (PARTITION BY id ORDER BY a DESC, d "
                "DESC) AS nth FROM t) AS q WHERE nth = 1"),
            "SELECT a FROM (SELECT a, row_number() OVER (PARTITION BY id ORDER BY row(a, d) DESC "
            "NULLS LAST) AS nth FROM t) AS q WHERE nth = 1");
  const std::string all =
      "SELECT a FROM (SELECT a, row_number() OVER (ORDER BY a DESC, d DESC) AS nth FROM t) AS q";
  EXPECT_EQ(sql(all), all);
  const std::string mixed =
      "SELECT a FROM (SELECT a, row_number() OVER (ORDER BY a, d DESC) AS nth FROM t) AS q WHERE "
      "nth = 1";
  EXPECT_EQ(sql(mixed), mixed);
}

TEST_F(Translate, MapsPositionsBackToTheUsersText) {
  const std::string text = "SELECT nvl(a, 0), zzz FROM t";
  const auto step = translation(text).steps.front();
  EXPECT_EQ(step.source_of(step.sql.find("zzz")), text.find("zzz"));
  EXPECT_EQ(step.source_of(step.sql.find("coalesce")), text.find("nvl"));
}

}  // namespace
}  // namespace darties::sql
