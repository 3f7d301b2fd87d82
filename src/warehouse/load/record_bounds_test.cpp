#include "warehouse/load/record_bounds.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace darties::load {
namespace {

// The rule as a machine of one byte a step: what CsvWalk must agree with.
std::vector<std::size_t> record_ends(std::string_view text, char delimiter, char quote) {
  enum class State { kFieldStart, kPlain, kQuoted, kQuoteInQuoted } state = State::kFieldStart;
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (state == State::kQuoted) {
      if (c == quote) state = State::kQuoteInQuoted;
      continue;
    }
    if (state == State::kQuoteInQuoted) {
      if (c == quote) {
        state = State::kQuoted;
        continue;
      }
      state = State::kPlain;
    }
    if (c == quote && state == State::kFieldStart) {
      state = State::kQuoted;
    } else if (c == '\n') {
      ends.push_back(i + 1);
      state = State::kFieldStart;
    } else if (c == delimiter) {
      state = State::kFieldStart;
    } else if (c != ' ') {
      state = State::kPlain;
    }
  }
  return ends;
}

std::optional<std::size_t> first_from(const std::vector<std::size_t>& ends, std::size_t target) {
  for (const auto end : ends) {
    if (end >= target) return end;
  }
  return std::nullopt;
}

TEST(CsvWalk, FindsTheLineFeedBehindQuotedOnes) {
  CsvWalk walk(',', '"');
  EXPECT_EQ(walk.find("a,\"b\nc\",d\ne\n", 0), 10u);
}

TEST(CsvWalk, TakesAQuoteWithinTextAsText) {
  CsvWalk walk(',', '"');
  EXPECT_EQ(walk.find("5\" pipe\nnext\n", 0), 8u);
}

TEST(CsvWalk, GoesOnWhenMoreBytesAreThere) {
  CsvWalk walk(',', '"');
  EXPECT_EQ(walk.find("\"a\n", 0), std::nullopt);
  EXPECT_EQ(walk.find("\"a\n\"", 0), std::nullopt);
  EXPECT_EQ(walk.find("\"a\n\"\"\n\"\n", 0), 8u);
}

TEST(CsvWalk, AgreesWithTheRuleOnEveryMixtureOfQuotes) {
  std::mt19937 random(11);
  for (const char delimiter : {',', ' '}) {
    for (int round = 0; round < 20'000; ++round) {
      std::string text;
      for (std::size_t size = random() % 24; text.size() < size;)
        text += "ab \n,\"\"\n "[random() % 9];
      const auto ends = record_ends(text, delimiter, '"');
      const std::size_t target = random() % 12;
      CsvWalk walk(delimiter, '"');
      // In two pieces: the answer is that of the whole.
      const auto half = walk.find(std::string_view(text).substr(0, text.size() / 2), target);
      const auto found = half ? half : walk.find(text, target);
      ASSERT_EQ(found, first_from(ends, target)) << "text: " << text << "| target " << target;
    }
  }
}

}  // namespace
}  // namespace darties::load
