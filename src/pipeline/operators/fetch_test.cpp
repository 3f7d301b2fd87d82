#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "fakes/http_fixture.h"
#include "fakes/test_project.h"

namespace darties {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kRates = "day;USD\n2020-01-02;1.1193\n2020-01-03;1.1147\n";

/// A project, and a server whose answer at /rates.csv is `answer`, while it says that it has changed.
class Fetch : public testing::Test {
 protected:
  Fetch() {
    server_.server.Get("/rates.csv",
                       [this](const httplib::Request& request, httplib::Response& response) {
                         ++asked_;
                         response.status = status_;
                         if (request.get_header_value("If-None-Match") == "\"v1\"")
                           response.status = 304;
                         response.set_header("ETag", "\"v1\"");
                         if (response.status == 200) response.set_content(answer_, "text/csv");
                       });
    server_.server.Get("/moved",
                       [](const auto&, auto& response) { response.set_redirect("/rates.csv"); });
    server_.server.Get("/circle",
                       [](const auto&, auto& response) { response.set_redirect("/circle"); });
    server_.start();
    test_.fake = true;
  }

  TaskSummary fetch(const std::string& path, const std::string& more = "") {
    const std::string url = path.empty() ? "" : server_.url(path);
    test_.pipeline("  rates: { fetch: { url: '" + url + "', to: s3://test/rates.jsonl" + more +
                   " }, retries: 0 }\n");
    return test_.run().tasks.front();
  }
  std::string file(const std::string& name) { return read_file(test_.folder / ("data/" + name)); }

  fakes::HttpServer server_;
  std::string answer_ = kRates;
  int status_ = 200;
  int asked_ = 0;
  TestProject test_;
};

TEST_F(Fetch, WritesTheRowsOfTheAnswerToTheLake) {
  const auto task = fetch("/rates.csv");
  EXPECT_EQ(task.error, "");
  EXPECT_EQ(task.figures.rows_loaded, 2);
  EXPECT_EQ(
      file("rates.jsonl"),
      "{\"day\":\"2020-01-02\",\"USD\":\"1.1193\"}\n{\"day\":\"2020-01-03\",\"USD\":\"1.1147\"}\n");
}

TEST_F(Fetch, KeepsTheAnswerWithUrlTimeAndHash) {
  fetch("/rates.csv?key=hunter2", ", keep: s3://test/kept/rates.csv");
  EXPECT_EQ(file("kept/rates.csv"), kRates);
  const std::string record = file("kept/rates.csv.json");
  // sha256sum of the answer, by coreutils
  EXPECT_THAT(record, HasSubstr("0d82070c3858f9df7f6065520279dc56"));
  EXPECT_THAT(record, HasSubstr("/rates.csv\""));
  EXPECT_THAT(record, Not(HasSubstr("hunter2")));
}

TEST_F(Fetch, AsksForAnUnchangedAnswerOnceAndGivesTheSameRows) {
  fetch("/rates.csv");
  const std::string once = file("rates.jsonl");
  answer_ = "day;USD\n";
  EXPECT_EQ(fetch("/rates.csv").error, "");
  EXPECT_EQ(asked_, 2);
  EXPECT_EQ(file("rates.jsonl"), once);
}

TEST_F(Fetch, UsesTheKeptAnswerAndThenTheFileWithoutANetwork) {
  test_.folder.put("shipped.csv", "day,USD\n2019-01-02,1.5\n");
  status_ = 503;
  EXPECT_EQ(fetch("/rates.csv", ", otherwise: shipped.csv").error, "");
  EXPECT_EQ(file("rates.jsonl"), "{\"day\":\"2019-01-02\",\"USD\":\"1.5\"}\n");
  status_ = 200;
  fetch("/rates.csv", ", otherwise: shipped.csv");
  const std::string fresh = file("rates.jsonl");
  status_ = 503;
  fetch("/rates.csv", ", otherwise: shipped.csv");
  EXPECT_EQ(file("rates.jsonl"), fresh);
}

TEST_F(Fetch, TrustsNoKeptAnswerThatItsRecordDoesNotKnow) {
  fetch("/rates.csv", ", keep: s3://test/kept.csv");
  test_.folder.put("data/kept.csv", "day;USD\n2020-01-02;9.9\n");
  EXPECT_EQ(fetch("/rates.csv", ", keep: s3://test/kept.csv").error, "");
  EXPECT_EQ(file("kept.csv"), kRates);
}

TEST_F(Fetch, AsksNobodyWithoutAUrl) {
  test_.folder.put("shipped.csv", "day,USD\n2019-01-02,1.5\n");
  EXPECT_EQ(fetch("", ", otherwise: shipped.csv").figures.rows_loaded, 1);
  EXPECT_EQ(asked_, 0);
}

TEST_F(Fetch, FailsWhenTheAnswerIsNotWhatWasAskedFor) {
  test_.folder.put("shipped.csv", "day,USD\n");
  EXPECT_THAT(fetch("/absent.csv", ", otherwise: shipped.csv").error, HasSubstr("404"));
  EXPECT_THAT(fetch("/rates.csv", ", largest_bytes: 10").error, HasSubstr("larger than 10 bytes"));
  EXPECT_THAT(fetch("/rates.csv", ", columns: [EUR]").error, HasSubstr("EUR"));
  status_ = 503;
  EXPECT_THAT(fetch("/other.csv").error, HasSubstr("404"));
}

TEST_F(Fetch, FollowsRedirectsButNotForever) {
  EXPECT_EQ(fetch("/moved").error, "");
  EXPECT_THAT(fetch("/circle").error, HasSubstr("more than 5 times"));
}

TEST_F(Fetch, WritesCsvWithTheColumnsThatAreWanted) {
  answer_ = "b,a\n\"x, \"\"y\"\"\",1\n";
  test_.pipeline("  r: { fetch: { url: " + server_.url("/rates.csv") +
                 ", to: s3://test/r.csv, columns: [a, b], rename: { b: text } } }\n");
  EXPECT_EQ(test_.run().tasks.front().error, "");
  EXPECT_EQ(file("r.csv"), "a,text\n1,\"x, \"\"y\"\"\"\n");
}

}  // namespace
}  // namespace darties
