#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/samples/sample_file.h"

namespace darties::samples {

struct SparkifyOptions {
  std::uint32_t scale = 1;  ///< 1 is about 8,000 events; 1000 about 4 GB of them and 15,000 songs
  std::uint64_t seed = 1;
  std::uint32_t songs = 0;  ///< number of song files; 0: what the scale gives
};

/// A play that Lily, on a paid level, made of a song by Elena.
struct LilysPlay {
  std::string first_name;
  std::string last_name;
  std::string title;
  std::string artist;
  std::int64_t start_ms = 0;  ///< since 1970, UTC
};

/// What a correct load of the sample gives. Counted while the sample is written, never by loading
/// it.
struct SparkifyTruth {
  SparkifyOptions options;
  std::int64_t event_files = 0;
  std::int64_t event_bytes = 0;
  std::int64_t events = 0;         ///< staging_events
  std::int64_t songs = 0;          ///< staging_songs and songs
  std::int64_t artists = 0;        ///< distinct artist_id
  std::int64_t plays = 0;          ///< songplays: page is NextSong
  std::int64_t matched_plays = 0;  ///< title, artist and duration equal those of a song
  std::int64_t start_times = 0;    ///< time: distinct start_time of the plays
  std::int64_t users_free = 0;     ///< users with a play, by the level of their last one
  std::int64_t users_paid = 0;
  std::int64_t logged_out_events = 0;  ///< records with an empty userId
  LilysPlay lily;
};

/// Writes log_data/YYYY/MM/*.json, song_data/A/B/C/*.json and log_json_path.json below `out`, in
/// the style of the real files. The same options give the same bytes everywhere.
SparkifyTruth write_sparkify_sample(const std::filesystem::path& out,
                                    const SparkifyOptions& options, const Progress& progress);

/// What write_sparkify_sample makes in its folder.
std::vector<std::string> sample_entries(const SparkifyOptions& options);

/// The truth as a JSON document, and as lines for people.
std::string to_json(const SparkifyTruth& truth);
std::string to_text(const SparkifyTruth& truth);

}  // namespace darties::samples
