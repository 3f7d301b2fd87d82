#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <functional>
#include <thread>

#include "base/http/http_client.h"
#include "fakes/self_signed.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

/// An HTTPS server that nobody has vouched for.
class Tls : public testing::Test {
 protected:
  Tls() {
    server_.Get("/",
                [](const auto&, auto& response) { response.set_content("rates", "text/csv"); });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~Tls() override {
    server_.stop();
    thread_.join();
  }
  std::string url(const std::string& host) const {
    return "https://" + host + ":" + std::to_string(port_) + "/";
  }

  TemporaryFolder folder_;
  fakes::SelfSigned self_signed_{folder_.path()};
  httplib::SSLServer server_{self_signed_.certificate_file.c_str(), self_signed_.key_file.c_str()};
  int port_ = 0;
  std::thread thread_;
};

ErrorKind kind_of_refusal(HttpClient& client, const std::string& url, std::string& text) {
  try {
    client.send({.url = url});
  } catch (const Error& error) {
    text = error.what();
    return error.kind();
  }
  ADD_FAILURE() << "it was trusted";
  return ErrorKind::kBug;
}

TEST_F(Tls, RefusesACertificateThatNobodyVouchesFor) {
  HttpClient client({});
  std::string text;
  EXPECT_EQ(kind_of_refusal(client, url("127.0.0.1"), text), ErrorKind::kDenied);
  EXPECT_THAT(text, testing::HasSubstr("aws.ca_bundle"));
}

TEST_F(Tls, TrustsTheBundleItIsGiven) {
  HttpClient client({.ca_bundle = self_signed_.certificate_file});
  EXPECT_EQ(client.send({.url = url("127.0.0.1")}).body, "rates");
}

TEST_F(Tls, RefusesACertificateOfAnotherHost) {
  HttpClient client({.ca_bundle = self_signed_.certificate_file});
  std::string text;
  EXPECT_EQ(kind_of_refusal(client, url("localhost"), text), ErrorKind::kDenied);
}

TEST_F(Tls, SaysWhichBundleIsNotThere) {
  HttpClient client({.ca_bundle = folder_.path() / "absent.pem"});
  std::string text;
  EXPECT_EQ(kind_of_refusal(client, url("127.0.0.1"), text), ErrorKind::kDenied);
  EXPECT_THAT(text, testing::HasSubstr("absent.pem"));
}

}  // namespace
}  // namespace darties
