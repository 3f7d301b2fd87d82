#include "cli/samples/sparkify_sample.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/samples/json_style.h"
#include "cli/samples/music_catalogue.h"
#include "cli/samples/music_events.h"

namespace darties::samples {
namespace {

constexpr std::uint32_t kSongsOfScaleOne = 71;
constexpr std::uint32_t kSongsForEachFurther = 15;  // people multiply faster than songs

constexpr std::string_view kEventKeys[] = {
    "artist",    "auth",  "firstName", "gender", "itemInSession", "lastName",
    "length",    "level", "location",  "method", "page",          "registration",
    "sessionId", "song",  "status",    "ts",     "userAgent",     "userId"};

std::string jsonpaths() {
  std::string text = "{\n    \"jsonpaths\": [\n";
  for (const auto key : kEventKeys) {
    text += fmt::format("        \"$['{}']\"{}\n", key, key == "userId" ? "" : ",");
  }
  return text + "    ]\n}";
}

std::string song_json(const Song& song) {
  return fmt::format(
      R"({{"num_songs": 1, "artist_id": "{}", "artist_latitude": {}, "artist_longitude": {}, "artist_location": {}, )"
      R"("artist_name": {}, "song_id": "{}", "title": {}, "duration": {}, "year": {}}})",
      song.artist_id, song.latitude, song.longitude, python_json(song.location),
      python_json(song.artist_name), song.song_id, python_json(song.title), decimal5(song.duration),
      song.year);
}

void write_songs(const std::filesystem::path& folder, const std::vector<Song>& songs,
                 const Progress& progress) {
  std::int64_t bytes = 0;
  for (const Song& song : songs) {
    const std::string text = song_json(song);
    const std::string& id = song.track_id;
    write_sample_file(folder / id.substr(2, 1) / id.substr(3, 1) / id.substr(4, 1) / (id + ".json"),
                      text);
    bytes += static_cast<std::int64_t>(text.size());
    if (progress) progress(bytes, "song_data");
  }
}

std::string start_time(std::int64_t ms) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S}.{:03}", fmt::gmtime(static_cast<std::time_t>(ms / 1000)),
                     ms % 1000);
}

}  // namespace

SparkifyTruth write_sparkify_sample(const std::filesystem::path& out,
                                    const SparkifyOptions& options, const Progress& progress) {
  SparkifyTruth truth;
  truth.options = options;
  if (options.songs == 0)
    truth.options.songs = kSongsOfScaleOne + kSongsForEachFurther * (options.scale - 1);
  const Random random(options.seed);
  const MusicCatalogue catalogue = invent_catalogue(truth.options.songs, random);
  truth.songs = static_cast<std::int64_t>(catalogue.songs.size());
  truth.artists = catalogue.artists;
  write_sample_file(out / "log_json_path.json", jsonpaths());
  write_songs(out / "song_data", catalogue.songs, progress);
  write_music_events(out / "log_data", catalogue, random, progress, truth);
  return truth;
}

std::vector<std::string> sample_entries(const SparkifyOptions&) {
  return {"log_data", "song_data", "log_json_path.json"};
}

std::string to_json(const SparkifyTruth& truth) {
  nlohmann::ordered_json json = {
      {"sample", "sparkify"},
      {"scale", truth.options.scale},
      {"seed", truth.options.seed},
      {"event_files", truth.event_files},
      {"event_bytes", truth.event_bytes},
      {"tables",
       {{"staging_events", truth.events},
        {"staging_songs", truth.songs},
        {"songplays", truth.plays},
        {"users", truth.users_free + truth.users_paid},
        {"songs", truth.songs},
        {"artists", truth.artists},
        {"time", truth.start_times}}},
      {"users_by_level", {{"free", truth.users_free}, {"paid", truth.users_paid}}},
      {"matched_plays", truth.matched_plays},
      {"logged_out_events", truth.logged_out_events},
      {"lily",
       {{"first_name", truth.lily.first_name},
        {"last_name", truth.lily.last_name},
        {"level", "paid"},
        {"title", truth.lily.title},
        {"artist", truth.lily.artist},
        {"start_time", start_time(truth.lily.start_ms)}}}};
  return json.dump(2) + "\n";
}

std::string to_text(const SparkifyTruth& truth) {
  return fmt::format(
      "A correct load gives:\n"
      "  staging_events  {:>10}   ({} files, {} of them logged out)\n"
      "  staging_songs   {:>10}\n"
      "  songplays       {:>10}   ({} with a song)\n"
      "  users           {:>10}   ({} free, {} paid)\n"
      "  songs           {:>10}\n"
      "  artists         {:>10}\n"
      "  time            {:>10}\n"
      "  {} {}, paid, played \"{}\" by {} at {}.\n",
      truth.events, truth.event_files, truth.logged_out_events, truth.songs, truth.plays,
      truth.matched_plays, truth.users_free + truth.users_paid, truth.users_free, truth.users_paid,
      truth.songs, truth.artists, truth.start_times, truth.lily.first_name, truth.lily.last_name,
      truth.lily.title, truth.lily.artist, start_time(truth.lily.start_ms));
}

}  // namespace darties::samples
