// What is unloaded and copied back is the same, for every type and format, with the options that lose nothing.
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <random>

#include "warehouse/engines/embedded/copy_fixture.h"
#include "warehouse/engines/embedded/unload_lines.h"

namespace darties {
namespace {

/// Values of one type at random, among them those at its ends and those that are hard to write down.
class RandomValues {
 public:
  explicit RandomValues(unsigned seed) : random_(seed) {}

  std::string text() {
    static const std::vector<std::string> kPieces = {"",
                                                     " ",
                                                     "|",
                                                     ",",
                                                     "\"",
                                                     "'",
                                                     "\\",
                                                     "\n",
                                                     "\r",
                                                     "\r\n",
                                                     "\t",
                                                     "a",
                                                     "\\N",
                                                     "NULL",
                                                     "\xc3\xa9",
                                                     "0",
                                                     "{}",
                                                     "\"\"",
                                                     ".",
                                                     "\\n",
                                                     "  ",
                                                     "\xe2\x82\xac",
                                                     "\xf0\x9f\x98\x80",
                                                     "null",
                                                     "@",
                                                     "x y",
                                                     "\x01"};
    std::string text;
    for (std::size_t count = pick(7); count > 0; --count) text += kPieces[pick(kPieces.size())];
    return text;
  }
  std::int64_t number(int bits) {
    const std::int64_t most =
        bits == 64 ? std::numeric_limits<std::int64_t>::max() : (std::int64_t{1} << (bits - 1)) - 1;
    const std::int64_t ends[] = {0, -1, 1, most, -most - 1, 10, -10};
    if (pick(3) == 0) return ends[pick(std::size(ends))];
    return static_cast<std::int64_t>(random_()) >> (64 - bits);
  }
  double real() {
    return std::ldexp(static_cast<double>(number(54)), static_cast<int>(pick(600)) - 300);
  }
  /// Days from 0001-01-01 to 9999-12-31.
  std::int64_t day() { return static_cast<std::int64_t>(pick(3'652'059)) - 719'162; }
  std::size_t pick(std::size_t count) { return std::size_t(random_() % count); }
  bool is_null() { return pick(5) == 0; }

  std::string row(int id) {
    std::string row = fmt::format("({}", id);
    const auto add = [&](const std::string& value) { row += ", " + (is_null() ? "NULL" : value); };
    add(duck::literal(text()));
    add(duck::literal(fmt::format("c{}", pick(100))));
    add(fmt::to_string(number(16)));
    add(fmt::to_string(number(64)));
    add(fmt::format("CAST({} AS DECIMAL(18,4)) / 1", number(40)));
    add(fmt::format("'{}{:020}.{:018}'::DECIMAL(38,18)", pick(2) == 0 ? "-" : "",
                    std::uint64_t(number(60)) >> 4, std::uint64_t(number(60)) >> 8));
    add(fmt::format("{:.17g}::DOUBLE", real()));
    add(fmt::format("{:.9g}::FLOAT", static_cast<float>(number(30)) / 8));
    add(pick(2) == 0 ? "true" : "false");
    add(fmt::format("DATE '1970-01-01' + ({})::INTEGER", day()));
    add(fmt::format("make_timestamp({})",
                    day() * 86'400'000'000 + std::int64_t(pick(86'400'000'000))));
    add(fmt::format("make_timestamp({})::TIMESTAMPTZ", day() / 2 * 86'400'000'000));
    add(duck::literal(fmt::format("{{\"k\":[{},null,\"{}\"]}}", number(32),
                                  pick(2) == 0 ? "a|b, c" : "\\\"\\\\\\n")) +
        "::JSON");
    return row + ")";
  }

 private:
  std::mt19937_64 random_;
};

const std::vector<std::string> kColumns = {
    "id int",          "s varchar(200)",   "c char(10)",         "n smallint", "l bigint",
    "d decimal(18,4)", "w decimal(38,18)", "f double precision", "r real",     "b boolean",
    "day date",        "seen timestamp",   "at timestamptz",     "doc super"};

/// The options of UNLOAD, and those of COPY.
class UnloadRoundTrip : public CopyFixture,
                        public ::testing::WithParamInterface<std::pair<const char*, const char*>> {
};
class UnloadedValues : public CopyFixture {};

TEST_P(UnloadRoundTrip, GivesTheSameRowsBack) {
  const auto [out, in] = GetParam();
  sql("SET TimeZone = 'UTC'");
  table(kColumns, "t");
  const TableShape back = table(kColumns, "back");
  RandomValues values(2018);
  for (int block = 0; block < 4; ++block) {
    std::string rows;
    for (int i = 0; i < 250; ++i) rows += (i > 0 ? ", " : "") + values.row(block * 250 + i);
    sql("INSERT INTO public.t VALUES " + rows);
  }
  unload(fmt::format("UNLOAD ('SELECT * FROM public.t') TO 's3://test/round/' {}", out));
  const auto outcome = copy(back, fmt::format("COPY back FROM 's3://test/round/' {}", in));
  ASSERT_FALSE(outcome.error) << outcome.error->what();
  EXPECT_EQ(rows("SELECT count(*) FROM public.back"), std::vector<std::string>{"1000"});
  // Of SUPER, NULL is written as JSON's null, which is another value when it comes back: so does Redshift.
  const std::string all = "SELECT * REPLACE (coalesce(doc, 'null'::JSON) AS doc) FROM public.";
  EXPECT_EQ(rows("(" + all + "back EXCEPT " + all + "t) ORDER BY id LIMIT 5"),
            std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(
    Formats, UnloadRoundTrip,
    ::testing::Values(std::pair("ESCAPE NULL AS '@none@'", "ESCAPE NULL AS '@none@'"),
                      std::pair("ESCAPE ADDQUOTES NULL AS '@none@' GZIP",
                                "ESCAPE REMOVEQUOTES NULL AS '@none@' GZIP"),
                      std::pair("CSV NULL AS '@none@'", "CSV NULL AS '@none@'"),
                      std::pair("CSV DELIMITER '|' NULL AS '@none@' BZIP2",
                                "CSV DELIMITER '|' NULL AS '@none@' BZIP2"),
                      std::pair("JSON ZSTD", "JSON 'auto' ZSTD"), std::pair("PARQUET", "PARQUET")));

TEST_F(UnloadedValues, AreWrittenAsClientsSeeThem) {
  sql("SET TimeZone = 'UTC'");
  table(kColumns, "t");
  RandomValues values(7);
  for (int i = 0; i < 300; ++i) sql("INSERT INTO public.t VALUES " + values.row(i));
  const duck::RowConsumer compare{
      .is_cancelled = {}, .columns = {}, .chunk = [](duckdb_data_chunk chunk) {
        const duck::ChunkText slow(chunk);
        const duck::ValueReader quick(chunk, 0);
        std::string scratch;
        for (std::size_t row = 0; row < slow.size(); ++row) {
          for (std::size_t column = 0; column < kColumns.size(); ++column)
            EXPECT_EQ(quick.text(column, row, scratch), slow.value(column, row))
                << kColumns[column];
        }
      }};
  EXPECT_FALSE(duck::run(connection_, "SELECT * FROM public.t", {}, compare));
}

}  // namespace
}  // namespace darties
