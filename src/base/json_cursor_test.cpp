#include "base/json_cursor.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <random>
#include <string>

#include "base/json_string.h"

namespace darties {
namespace {

bool is_json(const std::string& text) {
  const std::string padded = text + std::string(JsonCursor::kPadding, '\0');
  JsonCursor cursor(padded.data(), padded.data() + text.size());
  cursor.skip_blanks();
  if (!cursor.skip_value()) return false;
  cursor.skip_blanks();
  return cursor.at_end();
}

std::string decoded(const std::string& text) {
  std::string into(text.size(), '\0');
  into.resize(static_cast<std::size_t>(decode_json_string(text, into.data()) - into.data()));
  return into;
}

TEST(JsonCursor, AcceptsWhatRfc8259Accepts) {
  for (const auto* text :
       {"{}", "[]", "null", "true", "false", "0", "-0", "1.5e+10", "\"\"", "[1,[2,{\"a\":[]}]]",
        " { \"a\" : 1 , \"b\" : \"\\u00e9\" } ", "\"\\\\\"", "1E5"}) {
    EXPECT_TRUE(is_json(text)) << text;
  }
}

TEST(JsonCursor, RefusesWhatRfc8259Refuses) {
  for (const auto* text :
       {"",      "{",         "[1,]", "{\"a\":1,}", "{a:1}", "01",      "1.",          ".5",
        "-",     "+1",        "1e",   "nul",        "\"",    "\"\\x\"", "\"\\u12g4\"", "\"a\nb\"",
        "[1 2]", "{\"a\" 1}", "]",    "{\"a\":}",   "'a'"}) {
    EXPECT_FALSE(is_json(text)) << text;
  }
}

TEST(JsonCursor, DecodesEscapes) {
  EXPECT_EQ(decoded(R"(a\n\t\b\f\r\"\\\/)"), "a\n\t\b\f\r\"\\/");
  EXPECT_EQ(decoded(R"(\u0041\u00e9\u20ac\ud83d\ude00)"), "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
  EXPECT_EQ(decoded(R"(\ud83d!)"), "\xed\xa0\xbd!");
}

TEST(JsonCursor, RefusesToNestTooDeep) {
  const std::string open(JsonCursor::kMaxDepth + 1, '[');
  const std::string close(JsonCursor::kMaxDepth + 1, ']');
  EXPECT_FALSE(is_json(open + close));
  EXPECT_TRUE(is_json(open.substr(1) + close.substr(1)));
}

// simdjson is the judge: both must agree on every mutation of a document.
TEST(JsonCursor, AgreesWithSimdjsonOnMutatedDocuments) {
  const std::string base =
      R"({"artist":"Bj\u00f6rk","n":[1,-2.5e3,0],"deep":{"a":{"b":null}},"t":true,"s":"\"\\\/"})";
  const std::string alphabet = "{}[]\",:\\0123456789.eE+-truefalsn \t\n";
  std::mt19937 random(7);
  simdjson::dom::parser parser;
  for (int i = 0; i < 50'000; ++i) {
    std::string text = base;
    for (unsigned changes = 1 + random() % 3; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      if (random() % 3 == 0) {
        text.erase(at, 1);
      } else {
        text[at] = alphabet[random() % alphabet.size()];
      }
    }
    simdjson::dom::element document;
    const auto error = parser.parse(simdjson::padded_string(text)).get(document);
    // What double can not hold, as 1e999, is a number all the same: the column decides.
    if (error == simdjson::NUMBER_ERROR && is_json(text)) continue;
    const bool judged = error == simdjson::SUCCESS;
    ASSERT_EQ(is_json(text), judged) << text;
  }
}

}  // namespace
}  // namespace darties
