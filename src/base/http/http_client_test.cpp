#include "base/http/http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <future>

#include "base/http/web_address.h"
#include "fakes/http_fixture.h"

namespace darties {
namespace {

using namespace std::chrono_literals;
using fakes::HttpServer;
using fakes::RawServer;
using testing::HasSubstr;
using testing::Not;

ErrorKind kind_of(const std::function<void()>& call, std::string* text = nullptr) {
  try {
    call();
  } catch (const Error& error) {
    if (text != nullptr) *text = error.what();
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::kBug;
}

TEST(HttpClient, ReturnsStatusHeadersAndBodyOfAnyAnswer) {
  HttpServer server;
  server.server.Get("/missing", [](const auto&, auto& response) {
    response.status = 404;
    response.set_header("X-Reason", "gone");
    response.set_content("no such thing", "text/plain");
  });
  server.start();
  HttpClient client({});
  const auto answer = client.send({.url = server.url("/missing")});
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.headers.text("x-reason"), "gone");
  EXPECT_EQ(answer.body, "no such thing");
}

TEST(HttpClient, SendsBodyMethodAndHeadersAsTheyAre) {
  HttpServer server;
  httplib::Request seen;
  server.server.Put("/.*", [&](const auto& request, auto&) { seen = request; });
  server.start();
  HttpClient client({});
  HttpRequest request{.method = "PUT", .url = server.url("/a//b/../c%20d")};
  request.headers.add("Content-Type", "text/csv");
  request.body = std::make_shared<const std::string>(3 * 1024 * 1024, 'x');
  EXPECT_EQ(client.send(request).status, 200);
  EXPECT_EQ(seen.target, "/a//b/../c%20d");
  EXPECT_EQ(seen.body, *request.body);
  EXPECT_EQ(seen.get_header_value("Content-Type"), "text/csv");
  EXPECT_FALSE(seen.has_header("Expect"));
}

TEST(HttpClient, RefusesAHeaderThatHoldsALinesEnd) {
  HttpClient client({});
  HttpRequest request{.url = "http://127.0.0.1:1/"};
  request.headers.add("X-Token", "CANARY\r\nX-More: yes");
  std::string text;
  EXPECT_EQ(kind_of([&] { client.send(request); }, &text), ErrorKind::kInvalid);
  EXPECT_THAT(text, HasSubstr("X-Token"));
  EXPECT_THAT(text, Not(HasSubstr("CANARY")));
}

TEST(HttpClient, RefusesAPartThatNobodyAskedFor) {
  const RawServer server(
      "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-7/999\r\nContent-Length: 8\r\n"
      "Connection: close\r\n\r\n12345678");
  HttpClient client({});
  std::string text;
  EXPECT_EQ(kind_of([&] { client.send({.url = server.url("/")}); }, &text), ErrorKind::kInvalid);
  EXPECT_THAT(text, HasSubstr("206"));
  HttpRequest ranged{.url = server.url("/")};
  ranged.headers.add("Range", "bytes=0-7");
  EXPECT_EQ(client.send(ranged).body, "12345678");
}

TEST(HttpClient, RefusesALengthThatIsNone) {
  for (const std::string length : {"99999999999999999999", "8junk", "0x8", "8, 9"}) {
    const RawServer server("HTTP/1.1 200 OK\r\nContent-Length: " + length +
                           "\r\nConnection: close\r\n\r\n12345678");
    HttpClient client({});
    std::string text;
    EXPECT_EQ(kind_of([&] { client.send({.url = server.url("/")}); }, &text), ErrorKind::kInvalid)
        << length;
    EXPECT_THAT(text, HasSubstr("Content-Length"));
  }
  for (const std::string length : {"-5", ""}) {  // libcurl sees these first
    const RawServer server("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n12345678");
    HttpClient client({});
    EXPECT_THROW(client.send({.url = server.url("/")}), Error) << length;
  }
  const RawServer two("HTTP/1.1 200 OK\r\nContent-Length: 8\r\nContent-Length: 4\r\n\r\n12345678");
  HttpClient client({});
  EXPECT_EQ(kind_of([&] { client.send({.url = two.url("/")}); }), ErrorKind::kInvalid);
}

TEST(HttpClient, SaysThatAProxyAsksForAPassword) {
  const RawServer proxy(
      "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
      "Content-Length: 0\r\nConnection: close\r\n\r\n");
  ::setenv("http_proxy", proxy.url("").c_str(), 1);
  ::setenv("https_proxy", proxy.url("").c_str(), 1);
  HttpClient client({.allow_http = true});
  for (const char* url : {"http://stranger.invalid/", "https://stranger.invalid/"}) {
    std::string text;
    EXPECT_EQ(kind_of([&] { client.send({.url = url}); }, &text), ErrorKind::kDenied) << url;
    EXPECT_THAT(text, HasSubstr("proxy asks for a name and password (407)")) << url;
  }
  ::unsetenv("http_proxy");
  ::unsetenv("https_proxy");
}

TEST(HttpClient, AsksNoProxyForThisMachine) {
  HttpServer server;
  server.server.Get("/", [](const auto&, auto& response) { response.status = 204; });
  server.start();
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  HttpClient client({});
  EXPECT_EQ(client.send({.url = server.url("/")}).status, 204);
  ::unsetenv("http_proxy");
}

TEST(HttpClient, SendsAPutWithoutABodyAsAnEmptyOne) {
  HttpServer server;
  std::string length = "none";
  server.server.Put("/", [&](const auto& request, auto&) {
    length = request.get_header_value("Content-Length");
  });
  server.start();
  HttpClient client({});
  EXPECT_EQ(client.send({.method = "PUT", .url = server.url("/")}).status, 200);
  EXPECT_EQ(length, "0");
}

TEST(HttpClient, GivesA2xxBodyToTheSinkAndARefusalToTheAnswer) {
  HttpServer server;
  server.server.Get("/good",
                    [](const auto&, auto& response) { response.set_content("rows", "a/b"); });
  server.server.Get("/bad", [](const auto&, auto& response) {
    response.status = 500;
    response.set_content("<html>", "text/html");
  });
  server.start();
  HttpClient client({});
  std::string taken;
  const auto take = [&](std::string_view piece) { taken += piece; };
  EXPECT_EQ(client.send({.url = server.url("/good"), .sink = take}).body, "");
  EXPECT_EQ(client.send({.url = server.url("/bad"), .sink = take}).body, "<html>");
  EXPECT_EQ(taken, "rows");
}

TEST(HttpClient, BringsOutWhatTheSinkThrows) {
  HttpServer server;
  server.server.Get("/", [](const auto&, auto& response) { response.set_content("rows", "a/b"); });
  server.start();
  HttpClient client({});
  const auto refuse = [](std::string_view) { throw Error(ErrorKind::kDenied, "no room for it"); };
  std::string text;
  EXPECT_EQ(kind_of([&] { client.send({.url = server.url("/"), .sink = refuse}); }, &text),
            ErrorKind::kDenied);
  EXPECT_EQ(text, "no room for it");
}

TEST(HttpClient, KeepsManyRequestsInFlightAndEveryAnswerToItsOwn) {
  HttpServer server;
  server.server.new_task_queue = [] { return new httplib::ThreadPool(16); };
  server.server.Get(R"(/n/(\d+))", [](const auto& request, auto& response) {
    response.set_content(request.matches[1], "text/plain");
  });
  server.start();
  HttpClient client({.most_in_flight = 16});
  std::vector<std::future<std::string>> answers;
  for (int i = 0; i < 500; ++i) {
    auto promise = std::make_shared<std::promise<std::string>>();
    answers.push_back(promise->get_future());
    client.start({.url = server.url("/n/" + std::to_string(i))},
                 [promise](HttpOutcome outcome) { promise->set_value(outcome.response.body); });
  }
  for (int i = 0; i < 500; ++i)
    EXPECT_EQ(answers[static_cast<std::size_t>(i)].get(), std::to_string(i));
}

TEST(HttpClient, CallsABodyThatEndsEarlyAFailure) {
  const RawServer server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it");
  HttpClient client({});
  EXPECT_EQ(kind_of([&] { client.send({.url = server.url("/")}); }), ErrorKind::kUnavailable);
}

TEST(HttpClient, CallsAnAnswerThatIsNoHttpAFailure) {
  const RawServer server("");
  HttpClient client({});
  EXPECT_EQ(kind_of([&] { client.send({.url = server.url("/")}); }), ErrorKind::kUnavailable);
}

TEST(HttpClient, EndsWhatIsSilentForTooLong) {
  HttpServer server;
  std::promise<void> release;
  auto released = release.get_future().share();
  server.server.Get("/", [released](const auto&, auto&) { released.wait(); });
  server.start();
  HttpClient client({});
  HttpRequest request{.url = server.url("/")};
  request.limits.silence = 50ms;
  EXPECT_EQ(kind_of([&] { client.send(request); }), ErrorKind::kUnavailable);
  release.set_value();
}

TEST(HttpClient, SaysTheSameOfANameThatIsNotKnownHoweverOftenItIsAsked) {
  HttpClient client({});
  for (int i = 0; i < 3; ++i) {
    std::string text;
    EXPECT_EQ(kind_of([&] { client.send({.url = "https://no-such-host.invalid/"}); }, &text),
              ErrorKind::kUnavailable);
    EXPECT_THAT(text, HasSubstr("no-such-host.invalid"));
  }
}

TEST(HttpClient, StopsWaitingWhenAskedTo) {
  HttpServer server;
  std::promise<void> release;
  auto released = release.get_future().share();
  std::stop_source stop;
  server.server.Get("/", [&stop, released](const auto&, auto&) {
    stop.request_stop();
    released.wait();
  });
  server.start();
  HttpClient client({});
  EXPECT_EQ(kind_of([&] { client.send({.url = server.url("/")}, stop.get_token()); }),
            ErrorKind::kCancelled);
  release.set_value();
}

TEST(HttpClient, TellsThoseInFlightWhenItGoes) {
  HttpServer server;
  std::promise<void> arrived, release;
  auto released = release.get_future().share();
  server.server.Get("/", [&arrived, released](const auto&, auto&) {
    arrived.set_value();
    released.wait();
  });
  server.start();
  std::atomic<int> told = 0;
  {
    HttpClient client({.most_in_flight = 1});
    client.start({.url = server.url("/")},
                 [&](HttpOutcome outcome) { told += outcome.error ? 1 : 0; });
    client.start({.url = server.url("/")},
                 [&](HttpOutcome outcome) { told += outcome.error ? 1 : 0; });
    arrived.get_future().wait();
  }
  EXPECT_EQ(told, 2);
  release.set_value();
}

TEST(HttpClient, RefusesABodyAboveItsLimit) {
  HttpServer server;
  server.server.Get("/", [](const auto&, auto& response) {
    response.set_content(std::string(2000, 'x'), "a/b");
  });
  server.start();
  HttpClient client({});
  HttpRequest request{.url = server.url("/")};
  request.limits.largest_body = 1000;
  std::string text;
  EXPECT_EQ(kind_of([&] { client.send(request); }, &text), ErrorKind::kInvalid);
  EXPECT_THAT(text, HasSubstr("larger than 1000 bytes"));
}

TEST(HttpClient, FollowsNoRedirect) {
  HttpServer server;
  server.server.Get("/", [](const auto&, auto& response) { response.set_redirect("/elsewhere"); });
  server.start();
  HttpClient client({});
  const auto answer = client.send({.url = server.url("/")});
  EXPECT_EQ(answer.status, 302);
  EXPECT_EQ(answer.headers.text("Location"), "/elsewhere");
}

TEST(HttpClient, SpeaksInTheClearToThisMachineOnly) {
  HttpClient client({});
  std::string text;
  const std::string url = "http://user:hunter2@example.invalid/a?token=hunter2";
  EXPECT_EQ(kind_of([&] { client.send({.url = url}); }, &text), ErrorKind::kInvalid);
  EXPECT_THAT(text, HasSubstr("http://example.invalid/a"));
  EXPECT_THAT(text, Not(HasSubstr("hunter2")));
}

TEST(HttpClient, ConnectsWhereItIsToldTo) {
  HttpServer server;
  std::string host;
  server.server.Get("/",
                    [&](const auto& request, auto&) { host = request.get_header_value("Host"); });
  server.start();
  HttpClient client(
      {.connect_to = {"bucket.example.invalid:80:127.0.0.1:" + std::to_string(server.port())},
       .allow_http = true});
  EXPECT_EQ(client.send({.url = "http://bucket.example.invalid/"}).status, 200);
  EXPECT_EQ(host, "bucket.example.invalid");
}

TEST(HttpClient, WaitsBeforeItSendsWhatIsDelayed) {
  HttpServer server;
  server.server.Get("/", [](const auto&, auto&) {});
  server.start();
  HttpClient client({});
  const auto begin = std::chrono::steady_clock::now();
  client.send({.url = server.url("/"), .delay = 30ms});
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 30ms);
}

TEST(WebAddress, KnowsWhichAddressesStayOnThisMachine) {
  for (const auto* url : {"http://localhost:80/", "http://127.0.0.1", "http://127.1/",
                          "http://0x7f000001/", "http://[::1]:8/", "http://169.254.169.254/latest"})
    EXPECT_TRUE(stays_on_this_machine(url)) << url;
  for (const auto* url :
       {"http://127.0.0.1.example.com/", "http://localhost.example.com", "http://x@example.com/",
        "http://localhost@example.com/", "http://10.0.0.1/"})
    EXPECT_FALSE(stays_on_this_machine(url)) << url;
}

TEST(WebAddress, KnowsPrivateNetworks) {
  for (const auto* url :
       {"http://10.0.0.1/", "https://172.31.0.1/", "http://192.168.1.1", "http://100.64.0.1/",
        "http://0.0.0.0/", "http://[fd00::1]/", "http://[fe80::1]/", "http://127.0.0.1/"})
    EXPECT_TRUE(is_private_address(url)) << url;
  for (const auto* url : {"https://172.32.0.1/", "https://example.org/", "https://8.8.8.8/",
                          "https://[2001:db8::1]/"})
    EXPECT_FALSE(is_private_address(url)) << url;
}

TEST(WebAddress, ResolvesAsTheRfcDoes) {
  const std::string base = "http://a/b/c/d?q";
  EXPECT_EQ(resolve_url(base, "g"), "http://a/b/c/g");
  EXPECT_EQ(resolve_url(base, "../g"), "http://a/b/g");
  EXPECT_EQ(resolve_url(base, "/g"), "http://a/g");
  EXPECT_EQ(resolve_url(base, "//g"), "http://g/");
  EXPECT_EQ(resolve_url(base, "https://e/f?x=1"), "https://e/f?x=1");
}

}  // namespace
}  // namespace darties
