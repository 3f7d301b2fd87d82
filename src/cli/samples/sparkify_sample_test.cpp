// The sample is read back here by other means (a JSON library, counting from scratch) and compared with the truth that
// the generator states.
#include "cli/samples/sparkify_sample.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <tuple>

namespace darties::samples {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// A folder with a sample of scale 1, made once.
class SparkifySample : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = fs::temp_directory_path() / ("darties_sample_" + std::to_string(getpid()));
    truth_ = write_sparkify_sample(folder_, {.scale = 1, .seed = 1, .songs = 0}, {});
  }
  static void TearDownTestSuite() { fs::remove_all(folder_); }

  static std::vector<fs::path> files(const fs::path& below) {
    std::set<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / below)) {
      if (entry.is_regular_file()) found.insert(entry.path());
    }
    return {found.begin(), found.end()};
  }

  static std::vector<nlohmann::ordered_json> events() {
    std::vector<nlohmann::ordered_json> all;
    for (const auto& file : files("log_data")) {
      std::istringstream in(read_file(file));
      for (std::string line; std::getline(in, line);)
        all.push_back(nlohmann::ordered_json::parse(line));
    }
    return all;
  }

  static std::vector<nlohmann::ordered_json> songs() {
    std::vector<nlohmann::ordered_json> all;
    for (const auto& file : files("song_data"))
      all.push_back(nlohmann::ordered_json::parse(read_file(file)));
    return all;
  }

  static fs::path folder_;
  static SparkifyTruth truth_;
};
fs::path SparkifySample::folder_;
SparkifyTruth SparkifySample::truth_;

TEST_F(SparkifySample, IsNearTheRealSample) {
  EXPECT_NEAR(static_cast<double>(truth_.events), 8056, 800);
  EXPECT_EQ(truth_.songs, 71);
  EXPECT_EQ(truth_.artists, 69);
  EXPECT_EQ(truth_.event_files, 30);
}

TEST_F(SparkifySample, CountsItsPlaysRightly) {
  std::int64_t plays = 0, logged_out = 0;
  std::set<std::int64_t> start_times;
  std::map<std::string, std::string> levels;
  for (const auto& event : events()) {
    if (event["userId"] == "") ++logged_out;
    if (event["page"] != "NextSong") continue;
    ++plays;
    start_times.insert(event["ts"].get<std::int64_t>());
    levels[event["userId"]] = event["level"];  // events come in the order of time
  }
  const auto with_level = [&](const char* level) {
    return std::ranges::count_if(levels, [&](const auto& user) { return user.second == level; });
  };
  EXPECT_EQ(truth_.events, static_cast<std::int64_t>(events().size()));
  EXPECT_EQ(truth_.plays, plays);
  EXPECT_EQ(truth_.logged_out_events, logged_out);
  EXPECT_EQ(truth_.start_times, static_cast<std::int64_t>(start_times.size()));
  EXPECT_EQ(truth_.users_free, with_level("free"));
  EXPECT_EQ(truth_.users_paid, with_level("paid"));
}

TEST_F(SparkifySample, CountsItsSongsAndMatchesRightly) {
  using Key = std::tuple<std::string, std::string, double>;
  std::set<Key> known;
  std::set<std::string> artists, ids;
  for (const auto& song : songs()) {
    known.emplace(song["title"].get<std::string>(), song["artist_name"].get<std::string>(),
                  song["duration"].get<double>());
    artists.insert(song["artist_id"].get<std::string>());
    ids.insert(song["song_id"].get<std::string>());
  }
  std::int64_t matched = 0;
  for (const auto& event : events()) {
    if (event["page"] != "NextSong") continue;
    const Key key{event["song"].get<std::string>(), event["artist"].get<std::string>(),
                  event["length"].get<double>()};
    if (known.contains(key)) ++matched;
  }
  EXPECT_EQ(known.size(), 71u);
  EXPECT_EQ(static_cast<std::int64_t>(ids.size()), truth_.songs);
  EXPECT_EQ(static_cast<std::int64_t>(artists.size()), truth_.artists);
  EXPECT_EQ(matched, truth_.matched_plays);
  EXPECT_GE(matched, 1);
}

TEST_F(SparkifySample, LetsLilyPlayOneSongByElenaOnAPaidLevel) {
  int found = 0;
  for (const auto& event : events()) {
    if (event["firstName"] != "Lily" || event["song"] != truth_.lily.title) continue;
    ++found;
    EXPECT_EQ(event["artist"], "Elena");
    EXPECT_EQ(event["level"], "paid");
    EXPECT_EQ(event["ts"], truth_.lily.start_ms);
  }
  EXPECT_EQ(found, 1);
}

TEST_F(SparkifySample, HasTheQuirksOfTheRealLogs) {
  std::string all;
  for (const auto& file : files("log_data")) {
    const std::string text = read_file(file);
    EXPECT_NE(text.back(), '\n') << "no final newline in " << file;
    all += text + "\n";
  }
  EXPECT_TRUE(std::ranges::all_of(all, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
  for (const char* quirk :
       {R"(\/)", R"("\"Mozilla)", R"(\u00c3\u0083)", R"("userId":"")", R"(796.0,"sessionId")",
        R"("page":"Submit Upgrade")", R"( ","status":200)", R"(\"Baby\")"}) {
    EXPECT_NE(all.find(quirk), std::string::npos) << quirk;
  }
}

TEST_F(SparkifySample, LeavesNullExactlyWhatTheRealLogsLeaveNull) {
  std::set<std::pair<std::int64_t, std::int64_t>> items;
  for (const auto& event : events()) {
    const bool plays = event["page"] == "NextSong";
    const bool out = event["userId"] == "";
    EXPECT_EQ(event.size(), 18u);
    for (const char* key : {"artist", "length", "song"}) EXPECT_EQ(event[key].is_null(), !plays);
    for (const char* key :
         {"firstName", "gender", "lastName", "location", "registration", "userAgent"}) {
      EXPECT_EQ(event[key].is_null(), out);
    }
    EXPECT_EQ(event["auth"], out ? "Logged Out" : "Logged In");
    EXPECT_EQ(event["ts"].get<std::int64_t>() % 1000, 796);
    EXPECT_TRUE(
        items.emplace(event["sessionId"].get<int>(), event["itemInSession"].get<int>()).second);
  }
}

TEST_F(SparkifySample, PutsSongFilesIntoFoldersByTheLettersOfTheirTrack) {
  for (const auto& file : files("song_data")) {
    const std::string id = file.stem().string();
    EXPECT_EQ(id.size(), 18u);
    EXPECT_EQ(file.parent_path(),
              folder_ / "song_data" / id.substr(2, 1) / id.substr(3, 1) / id.substr(4, 1));
  }
}

TEST_F(SparkifySample, GivesTheSameBytesForTheSameSeed) {
  const fs::path again = folder_ / "again";
  write_sparkify_sample(again, {.scale = 1, .seed = 1, .songs = 0}, {});
  for (const auto& file : files("log_data")) {
    EXPECT_EQ(read_file(file), read_file(again / fs::relative(file, folder_))) << file;
  }
  EXPECT_EQ(to_json(truth_),
            to_json(write_sparkify_sample(again, {.scale = 1, .seed = 1, .songs = 0}, {})));
  EXPECT_NE(to_json(truth_),
            to_json(write_sparkify_sample(again, {.scale = 1, .seed = 2, .songs = 0}, {})));
  fs::remove_all(again);
}

// The hash was taken once; it fails when another compiler, library or machine draws something else.
TEST_F(SparkifySample, GivesTheSameBytesOnEveryMachine) {
  std::uint64_t hash = 14695981039346656037u;  // FNV-1a
  for (const char* below : {"log_data", "song_data"}) {
    for (const auto& file : files(below)) {
      for (const char c : read_file(file))
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    }
  }
  EXPECT_EQ(hash, 18357842728793301251u);
}

TEST(SparkifySampleScale, MakesAsManySongsAsAskedFor) {
  const fs::path folder = fs::temp_directory_path() / ("darties_songs_" + std::to_string(getpid()));
  const auto truth = write_sparkify_sample(folder, {.scale = 2, .seed = 3, .songs = 500}, {});
  EXPECT_EQ(truth.songs, 500);
  EXPECT_LT(truth.artists, 500);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace darties::samples
