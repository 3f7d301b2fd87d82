#include "sql/functions/like_pattern.h"

#include <gtest/gtest.h>

#include <ctime>

#include "base/error.h"

namespace darties::sql {
namespace {

/// The definition of LIKE, word by word.
bool slow_like(std::string_view text, std::string_view pattern) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '%') {
    return slow_like(text, pattern.substr(1)) ||
           (!text.empty() && slow_like(text.substr(1), pattern));
  }
  if (text.empty()) return false;
  return (pattern[0] == '_' || pattern[0] == text[0]) &&
         slow_like(text.substr(1), pattern.substr(1));
}

std::string spelled(unsigned number, std::string_view letters, std::size_t length) {
  std::string text;
  for (std::size_t i = 0; i < length; ++i, number /= static_cast<unsigned>(letters.size()))
    text += letters[number % letters.size()];
  return text;
}

TEST(LikePattern, AgreesWithTheDefinitionOnEveryShortPattern) {
  for (std::size_t length = 0; length <= 5; ++length) {
    for (unsigned number = 0; number < 1U << (2 * length); ++number) {
      const std::string pattern = spelled(number, "ab%_", length);
      for (const auto* text : {"", "a", "b", "ab", "ba", "aab", "abab", "bbab", "aaaab", "abbaab"})
        ASSERT_EQ(like(text, pattern, ""), slow_like(text, pattern)) << text << " " << pattern;
    }
  }
}

TEST(LikePattern, TakesACharacterOfSeveralBytesForOne) {
  EXPECT_TRUE(like("né", "n_", ""));
  EXPECT_TRUE(like("xéy€z", "%é_€_", ""));
  EXPECT_FALSE(like("é", "__", ""));
  EXPECT_TRUE(like("aé€b", "%_€_", ""));
}

TEST(LikePattern, TakesWildcardsBehindTheEscapeCharacterForThemselves) {
  EXPECT_TRUE(like("50%", "50\\%", "\\"));
  EXPECT_FALSE(like("500", "50\\%", "\\"));
  EXPECT_TRUE(like("a_b", "%#_b", "#"));
  EXPECT_TRUE(like("a\\b", "a\\b", ""));
  EXPECT_THROW(like("a", "a\\", "\\"), Error);
}

TEST(LikePattern, IgnoresTheCaseOfAsciiLettersAlone) {
  EXPECT_TRUE(like_ignoring_case("Nancy", "nAN_Y", ""));
  EXPECT_TRUE(like_ignoring_case("xNANCY", "%nancy", ""));
  EXPECT_FALSE(like_ignoring_case("É", "é", ""));
}

TEST(LikePattern, NeedsNoLongerForManyWildcards) {
  const std::string text(65535, 'x');
  std::string pattern = "%";
  for (int i = 0; i < 1000; ++i) pattern += "x_%";
  std::string long_part = "%" + std::string(30000, '_') + std::string(2000, 'x') + "y%";
  const std::clock_t start = std::clock();
  EXPECT_FALSE(like(text, pattern + "y%", ""));
  EXPECT_FALSE(like_ignoring_case(text, "%X%x%X%x%y%x_%", ""));
  EXPECT_FALSE(like(text, long_part, ""));
  EXPECT_LT(std::clock() - start, 3 * CLOCKS_PER_SEC);
}

}  // namespace
}  // namespace darties::sql
