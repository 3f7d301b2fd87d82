// Songs first, then the tracks that people play. A track is one of our songs, or nearly one
// (another length, another artist: what a join that looks at title and artist only would take for
// it), or something nobody has a file of. Whether a track is one of our songs is looked up by its
// three texts at the end, for every track.
#include "cli/samples/music_catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "cli/samples/json_style.h"
#include "cli/samples/music_words.h"

namespace darties::samples {
namespace {

constexpr std::uint32_t kElenasSong = 12;
constexpr std::uint32_t kSmallSample = 71;
constexpr std::uint32_t kSongsInFolder = 12;
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kLettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

std::string letters(Random& random, std::string_view alphabet, int count) {
  std::string out;
  for (int i = 0; i < count; ++i)
    out += alphabet[random.below(static_cast<std::uint32_t>(alphabet.size()))];
  return out;
}

std::string song_key(std::string_view title, std::string_view artist, std::int64_t duration) {
  return fmt::format("{}\t{}\t{}", title, artist, duration);
}

/// 40 s to 10 min, never with fewer than three decimals.
std::int64_t invent_duration(Random& random) {
  std::int64_t seconds = 40;
  seconds += random.below(200);
  seconds += random.below(200);
  if (random.chance(30)) seconds += random.below(160);
  std::int64_t fraction = random.below(100'000);
  if (fraction % 1000 == 0) fraction += 7;
  return seconds * 100'000 + fraction;
}

std::string invent_track_id(Random& random, std::uint32_t index) {
  const std::uint32_t folder = index / kSongsInFolder;
  std::string id = "TR";
  for (const std::uint32_t step : {676u, 26u, 1u}) id += kLetters[folder / step % 26];
  id += letters(random, kLetters, 2);
  id += random.chance(500) ? "128F" : "12903";
  while (id.size() < 18) id += "0123456789ABCDEF"[random.below(16)];
  return id;
}

Song invent_song(Random& random, std::uint32_t index) {
  const ArtistHome home = pick_artist_home(random);
  Song song;
  song.track_id = invent_track_id(random, index);
  // The index keeps ids apart, however many songs there are.
  song.song_id = fmt::format("SO{}12A{:05X}", letters(random, kLetters, 5), index);
  while (song.song_id.size() < 18) song.song_id += "0123456789ABCDEF"[random.below(16)];
  song.artist_id = fmt::format("AR{}1187{:05X}", letters(random, kLettersAndDigits, 5), index);
  while (song.artist_id.size() < 18) song.artist_id += "0123456789ABCDEF"[random.below(16)];
  song.artist_name = invent_artist(random);
  song.title = invent_title(random);
  song.location = home.location;
  song.latitude = home.latitude;
  song.longitude = home.longitude;
  song.duration = invent_duration(random);
  song.year = random.chance(600) ? 0 : static_cast<int>(random.between(1958, 2010));
  return song;
}

/// Later songs sometimes give a known artist under a longer name, as the full data set does.
void share_artist(Song& song, const Song& other, bool later, Random& random) {
  song.artist_id = other.artist_id;
  song.artist_name = other.artist_name;
  song.location = other.location;
  song.latitude = other.latitude;
  song.longitude = other.longitude;
  const bool featuring = random.chance(100) && later && other.artist_name != "Elena";
  if (featuring) song.artist_name += " feat. " + invent_artist(random);
}

void make_elenas(Song& song) {
  song.artist_name = "Elena";
  song.title = "Harbour Lights at Dawn";
  song.location = "Lisbon, Portugal";
  song.latitude = "38.72572";
  song.longitude = "-9.15025";
  song.duration = 243'56'771;
}

/// Two of the first 71 songs share an artist with an earlier one; later every third does.
bool shares_an_artist(std::uint32_t index) {
  return index < kSmallSample ? index % 35 == 34 : index % 3 == 2;
}

std::vector<Song> invent_songs(std::uint32_t count, Random random, std::int64_t& artists) {
  std::vector<Song> songs;
  std::unordered_set<std::string> seen;
  songs.reserve(count);
  while (songs.size() < count) {
    const auto index = static_cast<std::uint32_t>(songs.size());
    Song song = invent_song(random, index);
    const bool shared = shares_an_artist(index);
    if (shared) share_artist(song, songs[random.below(index)], index >= kSmallSample, random);
    if (index == kElenasSong) make_elenas(song);
    if (!seen.insert(song.title + '\t' + song.artist_name).second) continue;
    if (!shared) ++artists;
    songs.push_back(std::move(song));
  }
  return songs;
}

Track make_track(std::string_view artist, std::string_view title, std::int64_t duration) {
  Track track;
  track.artist = encode_twice_more(artist);
  track.title = encode_twice_more(title);
  track.duration = duration;
  track.artist_json = php_json(track.artist);
  track.title_json = php_json(track.title);
  track.duration_json = decimal5(duration);
  return track;
}

/// One of our songs as it is, or with another length, artist or title.
Track track_near(const Song& song, Random& random) {
  std::string artist = song.artist_name;
  std::string title = song.title;
  std::int64_t duration = song.duration;
  const auto draw = random.below(8);
  if (draw == 1 || draw == 2) artist = invent_artist(random);
  if (draw >= 3 && draw <= 5) title = invent_title(random);
  if (draw <= 5) duration = invent_duration(random);
  return make_track(artist, title, duration);
}

void look_up_songs(const std::vector<Song>& songs, std::vector<Track>& tracks) {
  std::unordered_map<std::string, std::uint32_t> index;
  for (std::uint32_t i = 0; i < songs.size(); ++i) {
    index.emplace(song_key(songs[i].title, songs[i].artist_name, songs[i].duration), i);
  }
  for (Track& track : tracks) {
    const auto found = index.find(song_key(track.title, track.artist, track.duration));
    if (found != index.end()) track.song = found->second;
  }
}

}  // namespace

MusicCatalogue invent_catalogue(std::uint32_t songs, const Random& random) {
  MusicCatalogue catalogue;
  catalogue.songs =
      invent_songs(std::max(songs, kElenasSong + 1), random.fork(1), catalogue.artists);
  Random draw = random.fork(2);
  for (const Song& song : catalogue.songs) {
    if (draw.chance(800)) catalogue.tracks.push_back(track_near(song, draw));
  }
  const std::size_t unknown = 4000 + catalogue.songs.size();
  for (std::size_t i = 0; i < unknown; ++i) {
    const std::string artist = invent_artist(draw);
    const std::string title = invent_title(draw);
    catalogue.tracks.push_back(make_track(artist, title, invent_duration(draw)));
  }
  for (auto i = static_cast<std::uint32_t>(catalogue.tracks.size()); i > 1; --i) {
    std::swap(catalogue.tracks[i - 1], catalogue.tracks[draw.below(i)]);
  }
  const Song& elena = catalogue.songs[kElenasSong];
  catalogue.elenas_track = static_cast<std::uint32_t>(catalogue.tracks.size());
  catalogue.tracks.push_back(make_track(elena.artist_name, elena.title, elena.duration));
  look_up_songs(catalogue.songs, catalogue.tracks);
  return catalogue;
}

}  // namespace darties::samples
