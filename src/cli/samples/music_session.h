#pragma once

#include <cstdint>
#include <string_view>

#include "cli/samples/music_catalogue.h"
#include "cli/samples/music_listeners.h"
#include "cli/samples/random.h"

namespace darties::samples {

/// What an event is about, with the method and status that the logs give it.
struct Page {
  std::string_view name;
  std::string_view method;
  int status;
};
extern const Page kNextSong, kHome, kLogin, kLogout, kSettings, kSaveSettings, kHelp, kAbout,
    kError, kUpgrade, kSubmitUpgrade, kDowngrade, kSubmitDowngrade;

/// One visit: from its first event to the last, seconds to hours later.
struct MusicSession {
  std::int64_t next_ms = 0;  ///< time of the next event
  std::uint32_t id = 0;
  std::uint32_t listener = 0;
  std::uint32_t item = 0;  ///< itemInSession of the next event
  std::uint32_t left = 1;  ///< events still to come
  bool logged_in = true;
  bool lily = false;        ///< one of Lily's scripted visits
  bool with_elena = false;  ///< the one in which she plays Elena's song
  const Page* last_page = nullptr;
};

/// The number of events of a visit: mostly few, at times a hundred.
std::uint32_t draw_session_length(Random& random);

/// The next page of a visit; logs the visitor in or out. `may_change_level`: a change of level may
/// begin.
const Page& next_page(MusicSession& session, const Listener& listener, bool may_change_level,
                      Random& random);

/// The track of a NextSong.
const Track& next_track(const MusicSession& session, const MusicCatalogue& catalogue,
                        Random& random);

/// Seconds until the next event of the visit.
std::int64_t seconds_after(const Page& page, const Track* track, Random& random);

}  // namespace darties::samples
