#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/samples/random.h"

namespace darties::samples {

/// One song file: a record of the song metadata.
struct Song {
  std::string track_id;  ///< "TRAAAKQ128F92A6C1E"; its letters three to five are its folders
  std::string song_id;
  std::string artist_id;
  std::string artist_name;
  std::string title;
  std::string location;
  std::string latitude;  ///< as written in JSON
  std::string longitude;
  std::int64_t duration = 0;  ///< hundred-thousandths of a second
  int year = 0;               ///< 0: unknown
};

/// Something that people play. Most of it has no song file, as in the real sample.
struct Track {
  std::string artist;  ///< as it stands in the logs: accents encoded twice more
  std::string title;
  std::int64_t duration = 0;
  std::string artist_json;  ///< the same as JSON, ready to be written
  std::string title_json;
  std::string duration_json;
  std::optional<std::uint32_t> song;  ///< the song with equal title, artist and duration
};

struct MusicCatalogue {
  std::vector<Song> songs;
  std::vector<Track> tracks;
  std::uint32_t elenas_track = 0;  ///< the track that Lily will play: its song is by Elena
  std::int64_t artists = 0;        ///< distinct artist ids among the songs
};

MusicCatalogue invent_catalogue(std::uint32_t songs, const Random& random);

}  // namespace darties::samples
