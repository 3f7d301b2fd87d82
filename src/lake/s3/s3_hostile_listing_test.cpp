// Listings that no S3 gives: an endpoint that is broken, or wants to do harm.
#include <gmock/gmock.h>

#include "base/aws/access.h"
#include "base/error.h"
#include "fakes/http_fixture.h"
#include "lake/lake.h"

namespace darties {
namespace {

using testing::HasSubstr;

std::string object_xml(const std::string& key, const std::string& size = "1") {
  return "<Contents><Key>" + key + "</Key><Size>" + size + "</Size><ETag>\"e\"</ETag></Contents>";
}

std::string page_xml(const std::string& content, const std::string& next = "") {
  const std::string more = next.empty() ? "<IsTruncated>false</IsTruncated>"
                                        : "<IsTruncated>true</IsTruncated><NextContinuationToken>" +
                                              next + "</NextContinuationToken>";
  return "<ListBucketResult>" + more + content + "</ListBucketResult>";
}

/// A bucket whose listing is what `answer` says for a token.
class HostileListing : public testing::Test {
 protected:
  using Answer = std::function<std::string(const std::string& token)>;

  /// What the error says, or the keys.
  std::string list(const Answer& answer, const std::string& delimiter = "") {
    fakes::HttpServer server;
    server.server.Get("/.*", [&](const auto& request, auto& response) {
      response.set_content(answer(request.get_param_value("continuation-token")),
                           "application/xml");
    });
    server.start();
    aws::AccessOptions options;
    options.region = "us-east-1";
    options.endpoint_urls[""] = server.url("");
    options.path_style = true;
    options.access_key_id = Secret("AKIATEST");
    options.secret_access_key = Secret("secret");
    const auto access = std::make_shared<aws::Access>(std::move(options), system_clock());
    Lake lake({}, LakeInTheCloud{.access = [&] { return access; }});
    try {
      std::string keys;
      if (delimiter.empty()) {
        for (const auto& object : lake.bucket("lake").list("in/")) keys += object.key + " ";
      } else {
        lake.bucket("lake").list_pages("in/", delimiter, [](const ListPage&) {});
      }
      return keys;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalid) << error.what();
      EXPECT_THAT(error.what(), HasSubstr("listing s3://lake/in/"));
      return error.what();
    }
  }
};

TEST_F(HostileListing, ThatIsSoundIsTaken) {
  EXPECT_EQ(list([](const std::string& token) {
              return token.empty() ? page_xml(object_xml("in/a"), "A")
                                   : page_xml(object_xml("in/b"));
            }),
            "in/a in/b ");
}

TEST_F(HostileListing, OfTokensThatComeAgain) {
  const auto said = list([](const std::string& token) {
    const bool first = token.empty() || token == "B";
    return page_xml("", first ? "A" : "B");
  });
  EXPECT_THAT(said, HasSubstr("leads in a circle"));
}

TEST_F(HostileListing, OfOnePageUnderEverNewTokens) {
  int tokens = 0;
  const auto said = list([&](const std::string&) {
    return page_xml(object_xml("in/a") + object_xml("in/b"), std::to_string(++tokens));
  });
  EXPECT_THAT(said, HasSubstr("leads in a circle, it is again at: in/a"));
  EXPECT_LE(tokens, 3);
}

TEST_F(HostileListing, OfEmptyPagesWithoutEnd) {
  int tokens = 0;
  const auto said =
      list([&](const std::string&) { return page_xml("", std::to_string(++tokens)); });
  EXPECT_THAT(said, HasSubstr("pages without an object"));
}

TEST_F(HostileListing, ThatGoesOnAndDoesNotSayWhere) {
  const auto said = list([](const std::string&) {
    return "<ListBucketResult><IsTruncated>true</IsTruncated>" + object_xml("in/a") +
           "</ListBucketResult>";
  });
  EXPECT_THAT(said, HasSubstr("NextContinuationToken"));
}

TEST_F(HostileListing, OfSizesThatAreNone) {
  for (const std::string size : {"-5", "4junk", "", " 4", "+4", "99999999999999999999", "1e3"}) {
    const auto said = list([&](const std::string&) { return page_xml(object_xml("in/a", size)); });
    EXPECT_THAT(said, HasSubstr("expected a size")) << size;
  }
}

TEST_F(HostileListing, OfKeysThatComeTwice) {
  const std::string keys = object_xml("in/a") + object_xml("in/b") + object_xml("in/a");
  EXPECT_THAT(list([&](const std::string&) { return page_xml(keys); }),
              HasSubstr("a key comes twice: s3://lake/in/a"));
  const std::string next = object_xml("in/a") + object_xml("in/a");
  EXPECT_THAT(list([&](const std::string&) { return page_xml(next); }, "/"),
              HasSubstr("a key comes twice: in/a"));
}

TEST_F(HostileListing, OfKeysOutsideOfThePrefix) {
  for (const std::string key : {"out/a", "in", ""}) {
    const auto said = list([&](const std::string&) { return page_xml(object_xml(key)); });
    EXPECT_THAT(said, HasSubstr("does not list as S3 does")) << key;
  }
  const std::string folder = "<CommonPrefixes><Prefix>out/</Prefix></CommonPrefixes>";
  EXPECT_THAT(list([&](const std::string&) { return page_xml(folder); }, "/"),
              HasSubstr("a folder outside of the prefix: out/"));
}

}  // namespace
}  // namespace darties
