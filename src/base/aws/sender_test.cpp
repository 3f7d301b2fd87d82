#include "base/aws/sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <mutex>

#include "fakes/fake_clock.h"
#include "fakes/http_fixture.h"

namespace darties::aws {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const Scope kScope{"eu-west-1", "sts"};

/// Answers of a service, one after the other; the last one again and again.
class Script {
 public:
  struct Answer {
    int status = 200;
    std::string body = "fine";
    httplib::Headers headers = {};
  };

  explicit Script(std::vector<Answer> answers) : answers_(std::move(answers)) {
    const auto handler = [this](const httplib::Request& request, httplib::Response& response) {
      const std::lock_guard lock(mutex_);
      const Answer& answer = answers_[std::min(requests_.size(), answers_.size() - 1)];
      requests_.push_back(request);
      response.status = answer.status;
      for (const auto& [name, value] : answer.headers) response.headers.emplace(name, value);
      response.set_content(answer.body, "text/xml");
    };
    server_.server.Get(".*", handler).Post(".*", handler);
    server_.start();
  }

  std::string url(std::string_view path = "/") const { return server_.url(path); }
  std::vector<httplib::Request> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::string header(std::size_t request, const char* name) const {
    return requests().at(request).get_header_value(name);
  }

 private:
  const std::vector<Answer> answers_;
  mutable std::mutex mutex_;  // guards requests_
  std::vector<httplib::Request> requests_;
  fakes::HttpServer server_;
};

const Script::Answer kFine;

std::string error_body(std::string_view code) {
  return fmt::format("<Error><Code>{}</Code><Message>m</Message></Error>", code);
}

/// Gives key1, key2, …: the next one after each refresh.
class NumberedKeys final : public CredentialProvider {
 public:
  Credentials get() override {
    const std::lock_guard lock(mutex_);
    if (!failure_.empty()) throw Error(ErrorKind::kDenied, "{}", failure_);
    fetched_ = true;
    return current();
  }
  std::optional<Credentials> ready() override {
    const std::lock_guard lock(mutex_);
    if (!fetched_) return std::nullopt;
    return current();
  }
  bool refresh(const Credentials&) override {
    const std::lock_guard lock(mutex_);
    ++number_;
    fetched_ = false;
    return true;
  }
  void fail(std::string failure) { failure_ = std::move(failure); }

 private:
  Credentials current() const {
    return {.access_key_id = Secret(fmt::format("key{}", number_)),
            .secret_access_key = Secret("secret"),
            .session_token = Secret("token")};
  }

  std::mutex mutex_;
  int number_ = 1;
  bool fetched_ = false;
  std::string failure_;
};

class SenderTest : public ::testing::Test {
 protected:
  Call call_to(const std::string& url) {
    Call call{.request = {.url = url}, .scope = kScope, .credentials = keys_};
    call.request.headers.add("Connection", "close");  // the server waits for those kept
    return call;
  }
  Call call_to(const Script& script) { return call_to(script.url()); }
  Reply send(const Script& script) { return sender_.send(call_to(script)); }
  Reply start(Call call) {
    std::promise<Reply> promise;
    sender_.start(std::move(call), [&](Reply reply) { promise.set_value(std::move(reply)); });
    return promise.get_future().get();
  }

  FakeClock clock_;
  std::shared_ptr<NumberedKeys> keys_ = std::make_shared<NumberedKeys>();
  HttpClient http_{{}};
  Sender sender_{http_, clock_, {.most_tries = 4, .first_wait = milliseconds(1)}};
};

std::string message_of(const Reply& reply) {
  try {
    if (reply.failure) std::rethrow_exception(reply.failure);
  } catch (const Error& error) {
    return error.what();
  }
  return "no failure";
}

TEST_F(SenderTest, SignsAndGivesTheAnswer) {
  const Script script({kFine});
  const Reply reply = send(script);
  EXPECT_TRUE(reply.ok());
  EXPECT_EQ(reply.response.body, "fine");
  EXPECT_EQ(reply.tries, 1);
  EXPECT_THAT(script.header(0, "Authorization"),
              HasSubstr("Credential=key1/20181130/eu-west-1/sts/aws4_request"));
}

TEST_F(SenderTest, SendsUnsignedWithoutCredentials) {
  const Script script({kFine});
  Call call = call_to(script);
  call.credentials = nullptr;
  EXPECT_TRUE(sender_.send(call).ok());
  EXPECT_EQ(script.header(0, "Authorization"), "");
}

TEST_F(SenderTest, TriesAgainAfterFailuresOfTheServiceAndThrottling) {
  const Script script({{503, error_body("SlowDown")},
                       {500, error_body("InternalError")},
                       {400, error_body("Throttling")},
                       {}});
  const Reply reply = send(script);
  EXPECT_TRUE(reply.ok());
  EXPECT_EQ(reply.tries, 4);
}

TEST_F(SenderTest, GivesTheRefusalWhenAllTriesAreUsed) {
  const Script script({{500, error_body("InternalError")}});
  const Reply reply = send(script);
  ASSERT_TRUE(reply.refusal);
  EXPECT_EQ(reply.refusal->code, "InternalError");
  EXPECT_THAT(script.requests(), SizeIs(4));
}

TEST_F(SenderTest, DoesNotTryAgainWhatFailsAgain) {
  for (const std::string code : {"AccessDenied", "NoSuchEntity"}) {
    const Script script({{400, error_body(code)}});
    EXPECT_EQ(send(script).refusal->code, code);
    EXPECT_THAT(script.requests(), SizeIs(1));
  }
  const Script page({{500, "<html>not implemented</html>"}});
  EXPECT_TRUE(send(page).refusal->foreign);
  EXPECT_THAT(page.requests(), SizeIs(1));
}

TEST_F(SenderTest, StopsWhenTheNextWaitWouldPassTheBudget) {
  Sender impatient(http_, clock_, {.budget = milliseconds(-1), .first_wait = milliseconds(1)});
  const Script script({{500, error_body("InternalError")}});
  EXPECT_TRUE(impatient.send(call_to(script)).refusal);
  EXPECT_THAT(script.requests(), SizeIs(1));
}

TEST_F(SenderTest, TriesAgainWhenTheConnectionBreaks) {
  const fakes::RawServer server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort");
  const Reply reply =
      sender_.send({.request = {.url = server.url("/")}, .scope = kScope, .credentials = keys_});
  EXPECT_EQ(reply.tries, 4);
  EXPECT_THAT(message_of(reply), HasSubstr("while trying 4 times in "));
}

TEST_F(SenderTest, TriesAgainWhenTheAnswerIsNotAccepted) {
  const Script script({{200, "damaged"}, {200, "whole"}});
  Call call = call_to(script);
  call.accept = [](const HttpResponse& response) { return response.body == "whole"; };
  EXPECT_EQ(sender_.send(call).response.body, "whole");
  call.accept = [](const HttpResponse&) { return false; };
  EXPECT_THAT(message_of(sender_.send(call)), HasSubstr("checksum"));
}

TEST_F(SenderTest, MovesToAnotherRegionOnce) {
  const Script elsewhere({kFine});
  const Script here({{301, "", {{"x-amz-bucket-region", "eu-west-3"}}}});
  Call call = call_to(here);
  EXPECT_EQ(sender_.send(call).refusal->code, "PermanentRedirect");
  call.move_to_region = [&](Call& moving, const std::string& region) {
    moving.scope.region = region;
    moving.request.url = elsewhere.url();
  };
  EXPECT_TRUE(sender_.send(call).ok());
  EXPECT_THAT(elsewhere.header(0, "Authorization"), HasSubstr("/eu-west-3/sts/"));
  call.move_to_region = [](Call& moving, const std::string&) { moving.scope.region = "other"; };
  EXPECT_FALSE(sender_.send(call).ok());
  EXPECT_THAT(here.requests(), SizeIs(1 + 1 + 2));
}

TEST_F(SenderTest, CorrectsAWrongClockOnceAndForAllCallsThatFollow) {
  const Script script(
      {{403, error_body("RequestTimeTooSkewed"), {{"Date", "Fri, 30 Nov 2018 05:00:00 GMT"}}}, {}});
  EXPECT_TRUE(send(script).ok());
  EXPECT_EQ(script.header(0, "x-amz-date"), "20181130T000000Z");
  EXPECT_EQ(script.header(1, "x-amz-date"), "20181130T050000Z");
  EXPECT_TRUE(send(script).ok());
  EXPECT_EQ(script.header(2, "x-amz-date"), "20181130T050000Z");
}

TEST_F(SenderTest, GivesUpWhenTheCorrectedClockIsRefusedToo) {
  const Script script(
      {{403, error_body("RequestTimeTooSkewed"), {{"Date", "Fri, 30 Nov 2018 05:00:00 GMT"}}},
       {403, error_body("RequestTimeTooSkewed"), {{"Date", "Fri, 30 Nov 2018 10:00:00 GMT"}}}});
  EXPECT_EQ(send(script).refusal->code, "RequestTimeTooSkewed");
  EXPECT_THAT(script.requests(), SizeIs(2));
}

TEST_F(SenderTest, RenewsExpiredCredentialsOnce) {
  const Script script({{400, error_body("ExpiredToken")}, {}});
  EXPECT_TRUE(send(script).ok());
  EXPECT_THAT(script.header(1, "Authorization"), HasSubstr("Credential=key2/"));
  const Script always({{400, error_body("ExpiredToken")}});
  EXPECT_EQ(send(always).refusal->code, "ExpiredToken");
  EXPECT_THAT(always.requests(), SizeIs(2));
}

TEST_F(SenderTest, DoesNotAskAgainWithFixedKeysThatHaveExpired) {
  const Script script({{400, error_body("ExpiredToken")}});
  Call call = call_to(script);
  call.credentials = fixed_credentials(keys_->get());
  EXPECT_EQ(sender_.send(call).refusal->code, "ExpiredToken");
  EXPECT_THAT(script.requests(), SizeIs(1));
}

TEST_F(SenderTest, FetchesCredentialsOnAnotherThreadWhenStartedWithoutWaiting) {
  const Script script({kFine});
  EXPECT_TRUE(start(call_to(script)).ok());
}

TEST_F(SenderTest, MissingCredentialsAreThrownOrGivenToTheCallback) {
  const Script script({kFine});
  keys_->fail("no credentials anywhere");
  EXPECT_THROW(send(script), Error);
  EXPECT_THAT(message_of(start(call_to(script))), HasSubstr("no credentials anywhere"));
  EXPECT_THAT(script.requests(), SizeIs(0));
}

TEST_F(SenderTest, ASinkIsForgottenBeforeTheCallIsSentAgain) {
  const fakes::RawServer server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort");
  std::string taken;
  Call call = call_to(server.url("/"));
  call.request.sink = [&](std::string_view piece) { taken += piece; };
  EXPECT_EQ(sender_.send(call).tries, 1);
  call.start_over = [&] { taken.clear(); };
  EXPECT_EQ(sender_.send(call).tries, 4);
  EXPECT_EQ(taken, "short");
}

TEST_F(SenderTest, WhatASinkThrowsEndsTheCall) {
  const Script script({kFine});
  Call call = call_to(script);
  call.request.sink = [](std::string_view) {
    throw Error(ErrorKind::kUnavailable, "no space left");
  };
  call.start_over = [] {};
  const Reply reply = sender_.send(call);
  EXPECT_THAT(message_of(reply), HasSubstr("no space left"));
  EXPECT_EQ(reply.tries, 1);
}

TEST_F(SenderTest, AStopEndsTheWaitingForANextTry) {
  Sender patient(http_, clock_,
                 {.budget = std::chrono::hours(9), .longest_wait = std::chrono::hours(1)});
  std::stop_source source;
  const Script script({{503, error_body("SlowDown"), {{"Retry-After", "60"}}}});
  Call call = call_to(script);
  std::jthread stopper([&] {
    while (script.requests().empty()) std::this_thread::yield();
    source.request_stop();
  });
  try {
    patient.send(call, source.get_token());
    FAIL() << "came back";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
}

TEST_F(SenderTest, ARefusalForHasteHalvesTheRequestsInFlight) {
  HttpClient http({.most_in_flight = 8});
  Sender sender(http, clock_, {.most_tries = 4, .first_wait = milliseconds(1)});
  std::atomic<int> seen{0};
  std::atomic<int> present{0};
  std::promise<void> door;
  const auto opened = door.get_future().share();
  fakes::HttpServer server;
  server.server.new_task_queue = [] { return new httplib::ThreadPool(16); };
  server.server.Get("/", [&](const httplib::Request&, httplib::Response& response) {
    response.status = ++seen == 1 ? 503 : 200;
    if (seen <= 2) return;
    ++present;
    opened.wait();
  });
  server.start();
  const Call call = call_to(server.url("/"));
  EXPECT_EQ(sender.send(call).tries, 2);
  std::atomic<int> left{8};
  std::promise<void> all;
  for (int i = 0; i < 8; ++i) {
    sender.start(call, [&](const Reply&) {
      if (--left == 0) all.set_value();
    });
  }
  while (present < 4) std::this_thread::yield();
  EXPECT_EQ(present, 4);
  door.set_value();
  all.get_future().wait();
}

}  // namespace
}  // namespace darties::aws
