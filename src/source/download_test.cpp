#include "source/download.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "fakes/http_fixture.h"
#include "fakes/self_signed.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

using testing::HasSubstr;

/// A server that is reached under the name of a stranger's as well.
class Download : public testing::Test {
 protected:
  Download() {
    server_.server.Get(
        "/rates", [](const auto&, auto& response) { response.set_content("rates", "text/csv"); });
    server_.server.Get(R"(/status/(\d+))", [](const auto& request, auto& response) {
      response.status = std::stoi(request.matches[1]);
    });
    server_.server.Get("/to", [](const auto& request, auto& response) {
      response.set_redirect(request.get_param_value("url"));
    });
    server_.server.Get("/nowhere", [](const auto&, auto& response) { response.status = 302; });
    server_.start();
  }

  HttpClient client() {
    const std::string here = ":80:127.0.0.1:" + std::to_string(server_.port());
    return HttpClient(
        {.connect_to = {"stranger.invalid" + here, "other.invalid" + here}, .allow_http = true});
  }
  /// The body, or what the error says.
  std::string get(const std::string& url) {
    HttpClient http = client();
    try {
      return download(http, {.url = url}, {}).bytes;
    } catch (const Error& error) {
      kind_ = error.kind();
      return error.what();
    }
  }

  fakes::HttpServer server_;
  ErrorKind kind_ = ErrorKind::kBug;
};

TEST_F(Download, FollowsRedirectsWithinAServerAndToAnother) {
  EXPECT_EQ(get("http://stranger.invalid/to?url=/rates"), "rates");
  EXPECT_EQ(get("http://stranger.invalid/to?url=http://other.invalid/rates"), "rates");
}

TEST_F(Download, FollowsNoRedirectFromOutsideIntoAPrivateNetwork) {
  for (const std::string& inside :
       {server_.url("/rates"), std::string("http://169.254.169.254/latest/meta-data"),
        std::string("http://10.0.0.1/"), std::string("http://[::1]/"),
        std::string("http://2130706433/")}) {
    EXPECT_THAT(get("http://stranger.invalid/to?url=" + inside), HasSubstr("private network"))
        << inside;
    EXPECT_EQ(kind_, ErrorKind::kInvalid);
  }
}

TEST_F(Download, MayStayInsideWhereItBegan) {
  EXPECT_EQ(get(server_.url("/to?url=/rates")), "rates");
}

TEST_F(Download, FollowsNoRedirectFromHttpsToHttp) {
  const TemporaryFolder folder;
  const fakes::SelfSigned self_signed(folder.path());
  httplib::SSLServer secure(self_signed.certificate_file.c_str(), self_signed.key_file.c_str());
  secure.Get("/",
             [&](const auto&, auto& response) { response.set_redirect(server_.url("/rates")); });
  const int port = secure.bind_to_any_port("127.0.0.1");
  std::thread thread([&] { secure.listen_after_bind(); });
  while (!secure.is_running()) std::this_thread::yield();
  std::string text = "followed";
  {
    HttpClient http({.ca_bundle = self_signed.certificate_file});
    try {
      download(http, {.url = "https://127.0.0.1:" + std::to_string(port) + "/"}, {});
    } catch (const Error& error) {
      text = error.what();
    }
  }
  secure.stop();
  thread.join();
  EXPECT_THAT(text, HasSubstr("from https to http://"));
}

TEST_F(Download, TellsStatusesApartByWhatCanBeDone) {
  const std::pair<int, ErrorKind> kinds[] = {
      {404, ErrorKind::kNotFound}, {410, ErrorKind::kNotFound},    {401, ErrorKind::kDenied},
      {403, ErrorKind::kDenied},   {429, ErrorKind::kUnavailable}, {503, ErrorKind::kUnavailable},
      {400, ErrorKind::kInvalid}};
  for (const auto& [status, kind] : kinds) {
    EXPECT_THAT(get(server_.url("/status/" + std::to_string(status))),
                HasSubstr(std::to_string(status)));
    EXPECT_EQ(kind_, kind) << status;
  }
}

TEST_F(Download, SaysThatARedirectLeadsNowhere) {
  EXPECT_THAT(get(server_.url("/nowhere")), HasSubstr("redirects to nowhere"));
}

}  // namespace
}  // namespace darties
