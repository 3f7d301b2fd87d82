#include "cli/samples/music_session.h"

namespace darties::samples {

const Page kNextSong{"NextSong", "PUT", 200};
const Page kHome{"Home", "GET", 200};
const Page kLogin{"Login", "PUT", 307};
const Page kLogout{"Logout", "PUT", 307};
const Page kSettings{"Settings", "GET", 200};
const Page kSaveSettings{"Save Settings", "PUT", 307};
const Page kHelp{"Help", "GET", 200};
const Page kAbout{"About", "GET", 200};
const Page kError{"Error", "GET", 404};
const Page kUpgrade{"Upgrade", "GET", 200};
const Page kSubmitUpgrade{"Submit Upgrade", "PUT", 307};
const Page kDowngrade{"Downgrade", "GET", 200};
const Page kSubmitDowngrade{"Submit Downgrade", "PUT", 307};

namespace {

constexpr std::uint32_t kElenasItem = 5;

const Page& page_before_login(MusicSession& session, Random& random) {
  if (session.last_page == &kLogin) {
    session.logged_in = true;
    return kHome;
  }
  const auto draw = random.below(100);
  if (draw < 45) return kLogin;
  return draw < 90 ? kHome : draw < 96 ? kAbout : kHelp;
}

/// What a page asks for next, if anything.
const Page* page_that_follows(const MusicSession& session, bool may_change_level, Random& random) {
  if (session.last_page == &kSubmitUpgrade || session.last_page == &kSubmitDowngrade)
    return &kNextSong;
  if (session.last_page == &kSettings && random.chance(180)) return &kSaveSettings;
  if (session.left < 2 || !may_change_level)
    return nullptr;  // a change of level is always followed by a song
  if (session.last_page == &kUpgrade && random.chance(400)) return &kSubmitUpgrade;
  if (session.last_page == &kDowngrade && random.chance(40)) return &kSubmitDowngrade;
  return nullptr;
}

const Page& page_of_a_listener(MusicSession& session, Level level, Random& random) {
  const auto draw = random.below(1000);
  if (draw < 898) return kNextSong;
  if (draw < 960) return kHome;
  if (draw < 971) return level == Level::kPaid ? kDowngrade : kUpgrade;
  if (draw < 979) return kSettings;
  if (draw < 985) return kHelp;
  if (draw < 989) return kAbout;
  if (draw < 990) return kError;
  session.logged_in = false;
  return kLogout;
}

const Page& page_of_a_looker(Random& random) {
  static const Page* const kPages[] = {&kHome, &kHome, &kSettings, &kHelp, &kUpgrade};
  return *random.pick(kPages);
}

}  // namespace

std::uint32_t draw_session_length(Random& random) {
  const auto draw = random.below(1000);
  if (draw < 336) return 1;
  if (draw < 544) return 2;
  if (draw < 648) return 3;
  if (draw < 716) return 4;
  if (draw < 756) return 5;
  return 6 + random.below(1 + random.below(94));
}

const Page& next_page(MusicSession& session, const Listener& listener, bool may_change_level,
                      Random& random) {
  if (session.lily) return session.item == 0 ? kHome : kNextSong;
  if (!session.logged_in) return page_before_login(session, random);
  if (listener.only_looks) return page_of_a_looker(random);
  if (const Page* page = page_that_follows(session, may_change_level, random)) return *page;
  return page_of_a_listener(session, listener.level, random);
}

const Track& next_track(const MusicSession& session, const MusicCatalogue& catalogue,
                        Random& random) {
  if (session.with_elena && session.item == kElenasItem)
    return catalogue.tracks[catalogue.elenas_track];
  const auto draw = [&]() -> const Track& {
    return catalogue
        .tracks[random.skewed_below(static_cast<std::uint32_t>(catalogue.tracks.size()))];
  };
  const Track* track = &draw();
  while (session.lily && track->song)
    track = &draw();  // Lily plays one song that has a file: Elena's
  return *track;
}

std::int64_t seconds_after(const Page& page, const Track* track, Random& random) {
  if (track) {
    const std::int64_t whole = track->duration / 100'000;
    return random.chance(40) ? random.between(3, whole) : whole;
  }
  if (page.status == 307) return 1;
  return random.chance(100) ? 0 : random.between(5, 150);
}

}  // namespace darties::samples
