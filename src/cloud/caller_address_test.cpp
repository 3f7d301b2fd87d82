#include "cloud/caller_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/http_fixture.h"

namespace darties::cloud {
namespace {

using ::testing::HasSubstr;

std::string refusal(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(CallerAddress, OfOneAddressIsARangeOfOne) {
  EXPECT_EQ(check_cidr("203.0.113.7", false), "203.0.113.7/32");
  EXPECT_EQ(check_cidr("2001:db8::1", false), "2001:db8::1/128");
  EXPECT_EQ(check_cidr("10.0.0.0/8", false), "10.0.0.0/8");
}

TEST(CallerAddress, OfTheWholeInternetMustBeMeant) {
  for (const char* text : {"0.0.0.0/0", "0.0.0.0/1", "::/0"}) {
    EXPECT_THAT(refusal([&] { check_cidr(text, false); }), HasSubstr("--to-the-whole-internet"));
    EXPECT_EQ(check_cidr(text, true), text);
  }
}

TEST(CallerAddress, RefusesWhatIsNoRange) {
  for (const char* text : {"", "example.org", "1.2.3/8", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1"})
    EXPECT_THAT(refusal([&] { check_cidr(text, true); }), HasSubstr("203.0.113.7/32")) << text;
}

TEST(CallerAddress, IsAskedOfAPageThatAnswersWithIt) {
  fakes::HttpServer server;
  server.server.Get(
      "/ip", [](const auto&, auto& answer) { answer.set_content("203.0.113.7\n", "text/plain"); });
  server.server.Get("/html",
                    [](const auto&, auto& answer) { answer.set_content("<html>", "text/html"); });
  server.start();
  HttpClient http({});
  EXPECT_EQ(ask_caller_cidr(http, server.url("/ip"), {}), "203.0.113.7/32");
  EXPECT_THAT(refusal([&] { ask_caller_cidr(http, server.url("/html"), {}); }),
              HasSubstr("--cidr"));
  EXPECT_THAT(refusal([&] { ask_caller_cidr(http, server.url("/none"), {}); }), HasSubstr("404"));
  EXPECT_THAT(refusal([&] { ask_caller_cidr(http, "http://127.0.0.1:1/", {}); }),
              HasSubstr("--cidr"));
}

}  // namespace
}  // namespace darties::cloud
