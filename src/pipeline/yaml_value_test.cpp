#include "pipeline/yaml_value.h"

#include <gtest/gtest.h>

namespace darties {
namespace {

YamlValue read(std::string_view text) { return read_yaml(text, "a.yml"); }

Error error_of(std::string_view text) {
  try {
    read(text);
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorKind::kBug, "no error");
}

TEST(YamlValue, KnowsWhereEveryKeyAndValueStands) {
  const YamlValue root = read("dag: x\ntasks:\n  load: { sql: 'a.sql' }\n");
  EXPECT_EQ(to_string(root.entries[0].place), "a.yml:1:1");
  EXPECT_EQ(to_string(root.find("dag")->place), "a.yml:1:6");
  const YamlValue& load = *root.find("tasks")->find("load");
  EXPECT_EQ(to_string(load.entries[0].place), "a.yml:3:11");
  EXPECT_EQ(to_string(load.find("sql")->place), "a.yml:3:16");
  EXPECT_EQ(load.find("sql")->text, "a.sql");
}

TEST(YamlValue, CountsColumnsInCharacters) {
  const YamlValue root = read("{ é: 1, ü: 2 }\n");
  EXPECT_EQ(root.entries[1].place.column, 9);
}

TEST(YamlValue, LeavesTextAsItIs) {
  const YamlValue root = read("a: 0012\nb: 2018-11-01\nc: yes\nd: \"\"\ne:\nf: ~\n");
  EXPECT_EQ(root.find("a")->text, "0012");
  EXPECT_EQ(root.find("b")->text, "2018-11-01");
  EXPECT_EQ(root.find("c")->text, "yes");
  EXPECT_TRUE(root.find("d")->is_text());
  EXPECT_TRUE(root.find("e")->is_null());
  EXPECT_TRUE(root.find("f")->is_null());
}

TEST(YamlValue, RefusesAKeyGivenTwice) {
  const Error error = error_of("a: 1\nb: 2\na: 3\n");
  EXPECT_EQ(std::string(error.what()), "a.yml:3:1: key given twice: a (first in line 1)");
}

TEST(YamlValue, PointsAtATabThatIndents) {
  const Error error = error_of("tasks:\n\tload: 1\n");
  EXPECT_EQ(std::string(error.what()), "a.yml:2:1: a tab as indentation: YAML takes blanks only");
}

TEST(YamlValue, RefusesADocumentThatAliasesBlowUp) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j) text += (j == 0 ? "*a" : ", *a") + std::to_string(i - 1);
    text += "]\n";
  }
  const Error error = error_of(text);
  EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
  EXPECT_NE(error.message().find("aliases counted in full"), std::string::npos) << error.what();
}

TEST(YamlValue, WorksInMergeKeys) {
  const YamlValue root = read_yaml(
      "base: &b { retries: 2, timeout: 5m }\nmore: &m { timeout: 1h, after: x }\n"
      "one: { <<: *b, timeout: 9s }\ntwo: { <<: [*b, *m], sql: q }\n",
      "a.yml");
  const YamlValue& one = *root.find("one");
  EXPECT_EQ(one.find("retries")->text, "2");
  EXPECT_EQ(one.find("timeout")->text, "9s");
  EXPECT_EQ(one.entries.size(), 2U);
  const YamlValue& two = *root.find("two");
  EXPECT_EQ(two.find("timeout")->text, "5m");
  EXPECT_EQ(two.find("after")->text, "x");
  EXPECT_EQ(two.find("sql")->text, "q");
}

TEST(YamlValue, RefusesToMergeWhatIsNoMap) {
  try {
    read_yaml("a: &a [1]\nb: { <<: *a }\n", "a.yml");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              "a.yml:2:10: '<<' takes a map, or a list of maps, of this file: *NAME");
  }
}

TEST(YamlValue, CopiesWhatAnAliasStandsFor) {
  const YamlValue root = read("a: &x { b: 1 }\nc: *x\n");
  EXPECT_EQ(root.find("c")->find("b")->text, "1");
}

TEST(YamlValue, RefusesTagsSecondDocumentsAndBrokenText) {
  EXPECT_NE(error_of("a: !!python/object x\n").message().find("tags"), std::string::npos);
  EXPECT_NE(error_of("a: 1\n---\nb: 2\n").message().find("one document"), std::string::npos);
  EXPECT_EQ(error_of("a: [1, 2\n").kind(), ErrorKind::kInvalid);
  EXPECT_EQ(error_of("a: \xff\n").kind(), ErrorKind::kInvalid);
}

TEST(YamlValue, TakesAnEmptyFileAsNothing) { EXPECT_TRUE(read("").is_null()); }

}  // namespace
}  // namespace darties
