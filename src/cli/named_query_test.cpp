#include "cli/named_query.h"

#include <gmock/gmock.h>

#include "fakes/temporary_folder.h"

namespace darties::cli {
namespace {

using testing::HasSubstr;

constexpr std::string_view kSong =
    "-- question: Which song did {first_name} play?\n"
    "-- parameter: first_name = Lily\n"
    "-- parameter: level\n"
    "-- empty: {first_name} played none ({level}).\n"
    "SELECT ':quoted' FROM t WHERE name = :first_name AND level = :level\n";

class NamedQueryTest : public testing::Test {
 protected:
  template <class Act>
  std::pair<ErrorKind, std::string> complaint(Act act) {
    try {
      act();
    } catch (const Error& error) {
      const std::string text = error.what();
      const std::size_t at = text.find(folder.path().string());
      return {error.kind(), at == 0 ? text.substr(folder.path().string().size() + 1) : text};
    }
    return {ErrorKind::kBug, "(accepted)"};
  }

  TemporaryFolder folder;
};

TEST_F(NamedQueryTest, ReadsItsHead) {
  const NamedQuery query = read_named_query(folder.put("song.sql", kSong));
  EXPECT_EQ(query.name, "song");
  EXPECT_EQ(query.question, "Which song did {first_name} play?");
  ASSERT_EQ(query.parameters.size(), 2u);
  EXPECT_EQ(query.parameters[0].default_value, "Lily");
  EXPECT_EQ(query.parameters[1].default_value, std::nullopt);
}

TEST_F(NamedQueryTest, GivenValuesReplaceDefaults) {
  const NamedQuery query = read_named_query(folder.put("song.sql", kSong));
  const auto values = parameter_values(query, {{"first_name", "O'Neil"}, {"level", "paid"}}, false);
  EXPECT_EQ(fill_in(query.empty, values), "O'Neil played none (paid).");
  EXPECT_THAT(sql::bind_parameters(query.sql, values),
              HasSubstr("SELECT ':quoted' FROM t WHERE name = 'O''Neil' AND level = 'paid'"));
}

TEST_F(NamedQueryTest, AParameterWithoutValueIsNullOnlyWhereThatIsMeant) {
  const NamedQuery query = read_named_query(folder.put("song.sql", kSong));
  EXPECT_EQ(parameter_values(query, {}, true).at("level"), std::nullopt);
  EXPECT_EQ(complaint([&] { parameter_values(query, {}, false); }).second,
            "parameter level has no value: give level=VALUE");
}

TEST_F(NamedQueryTest, RefusesUnknownNamesWithTheNearest) {
  const NamedQuery query = read_named_query(folder.put("song.sql", kSong));
  EXPECT_EQ(
      complaint([&] {
        parameter_values(query, {{"firstname", "x"}}, true);
      }).second,
      "song has no parameter 'firstname' (did you mean 'first_name'?); it has: first_name, level");
  const auto [kind, text] = complaint([&] { find_named_query(folder.path(), "sogn"); });
  EXPECT_EQ(kind, ErrorKind::kNotFound);
  EXPECT_THAT(text, HasSubstr("no query is called 'sogn' (did you mean 'song'?)"));
  EXPECT_EQ(complaint([&] { find_named_query(folder.path(), "../song"); }).first,
            ErrorKind::kNotFound);
}

TEST_F(NamedQueryTest, HeadAndSqlNameTheSameParameters) {
  EXPECT_EQ(complaint([&] {
              read_named_query(folder.put("a.sql", "-- parameter: x = 1\nSELECT :y, :x"));
            }).second,
            "a.sql: :y has no `-- parameter: y` line (did you mean 'x'?)");
  EXPECT_EQ(complaint([&] {
              read_named_query(folder.put("b.sql", "-- parameter: x = 1\nSELECT 1"));
            }).second,
            "b.sql:1:4: parameter x is not used: there is no :x in the SQL");
  EXPECT_THAT(
      complaint([&] { read_named_query(folder.put("c.sql", "-- quesion: x\nSELECT 1")); }).second,
      HasSubstr("c.sql:1:4: unknown key 'quesion' (did you mean 'question'?)"));
}

TEST_F(NamedQueryTest, AFolderThatIsNotThereHasNone) {
  EXPECT_TRUE(list_named_queries(folder / "absent").empty());
}

}  // namespace
}  // namespace darties::cli
