#include "base/http/http_date.h"

#include <gtest/gtest.h>

namespace darties {
namespace {

TEST(HttpDate, IsReadInItsThreeForms) {  // those of RFC 9110, 5.6.7
  const auto expected = std::chrono::system_clock::from_time_t(784111777);
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), expected);
  EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT"), expected);
  EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994"), expected);
}

TEST(HttpDate, OfAnotherTextIsNothing) {
  EXPECT_EQ(parse_http_date(""), std::nullopt);
  EXPECT_EQ(parse_http_date("yesterday"), std::nullopt);
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 9994 08:49:37 GMT"), std::nullopt);
}

}  // namespace
}  // namespace darties
