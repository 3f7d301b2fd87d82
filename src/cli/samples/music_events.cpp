// Visits lie in a heap by the time of their next event. The earliest is taken, its event written,
// and the visit put back with its next time: so one pass gives a log in the order of time, and what
// was written can be counted with nothing but the previous start time and a few bits for each
// listener.
#include "cli/samples/music_events.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <queue>
#include <vector>

#include "cli/samples/json_style.h"
#include "cli/samples/music_listeners.h"
#include "cli/samples/music_session.h"

namespace darties::samples {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kFirstDayMs = 1'541'030'400'000;  // 2018-11-01, a Thursday
constexpr std::int64_t kMillisecond = 796;               // every time in the real logs ends in it
constexpr std::uint32_t kSessionsOfScaleOne = 930;
constexpr std::uint32_t kListenersOfScaleOne = 97;
constexpr std::array<int, 7> kVisitsByWeekday = {115, 105, 50, 40,
                                                 110, 120, 125};  // from Thursday on
constexpr int kLilysDays[] = {2, 9, 20, 27};
constexpr int kElenasDay = 20;  // 2018-11-21

std::int64_t number_of_days(std::uint32_t scale) {
  return std::clamp<std::int64_t>(scale, 30, 365);
}

struct LaterFirst {
  bool operator()(const MusicSession& a, const MusicSession& b) const {
    return a.next_ms != b.next_ms ? a.next_ms > b.next_ms : a.id > b.id;
  }
};

struct Event {
  const MusicSession& session;
  const Listener& listener;
  const Page& page;
  const Track* track;
  bool logged_in;
};

class EventText {
 public:
  explicit EventText(const Listeners& listeners) : listeners_(listeners) {}

  void append(std::string& out, const Event& event) const {
    const Listener& person = event.listener;
    const bool in = event.logged_in;
    out += R"({"artist":)";
    out += event.track ? std::string_view(event.track->artist_json) : "null";
    out += in ? R"(,"auth":"Logged In","firstName":")"
              : R"(,"auth":"Logged Out","firstName":null,"gender":null,)";
    if (in) {
      out += person.name.first;
      out += person.name.female ? R"(","gender":"F",)" : R"(","gender":"M",)";
    }
    out += R"("itemInSession":)";
    append_number(out, event.session.item);
    out += in ? R"(,"lastName":")" : R"(,"lastName":null)";
    if (in) (out += person.name.last) += '"';
    out += R"(,"length":)";
    out += event.track ? std::string_view(event.track->duration_json) : "null";
    ((out += R"(,"level":")") += to_string(person.level)) += R"(","location":)";
    if (in)
      ((out += '"') += person.metro_area) += '"';
    else
      out += "null";
    append_rest(out, event);
  }

 private:
  void append_rest(std::string& out, const Event& event) const {
    const bool in = event.logged_in;
    ((out += R"(,"method":")") += event.page.method) += R"(","page":")";
    (out += event.page.name) += R"(","registration":)";
    if (in) append_number(out, event.listener.registered_ms);
    out += in ? ".0" : "null";
    append_number(out += R"(,"sessionId":)", event.session.id);
    out += R"(,"song":)";
    out += event.track ? std::string_view(event.track->title_json) : "null";
    append_number(out += R"(,"status":)", event.page.status);
    append_number(out += R"(,"ts":)", event.session.next_ms);
    out += R"(,"userAgent":)";
    out += in ? std::string_view(listeners_.user_agents()[event.listener.user_agent]) : "null";
    out += R"(,"userId":")";
    if (in) append_number(out, event.listener.user_id);
    out += R"("})";
  }

  const Listeners& listeners_;
};

class MusicSimulation {
 public:
  MusicSimulation(const MusicCatalogue& catalogue, const Random& random, SparkifyTruth& truth)
      : catalogue_(catalogue),
        listeners_(kListenersOfScaleOne * truth.options.scale, kFirstDayMs, random.fork(3)),
        arrivals_(random.fork(4)),
        choices_(random.fork(5)),
        text_(listeners_),
        truth_(truth),
        days_(number_of_days(truth.options.scale)) {}

  void run(const std::filesystem::path& folder, const Progress& progress) {
    for (std::int64_t day = 0; day < days_; ++day) {
      visitors_arrive(day);
      write_day(folder, day, progress);
    }
    count_levels();
  }

 private:
  std::int64_t end_ms() const { return kFirstDayMs + days_ * kDayMs; }

  void visitors_arrive(std::int64_t day) {
    const auto weight_before = [](std::int64_t d) {
      std::int64_t sum = 0;
      for (std::int64_t i = 0; i < d; ++i) sum += kVisitsByWeekday[static_cast<std::size_t>(i % 7)];
      return sum;
    };
    const std::int64_t total = std::int64_t{kSessionsOfScaleOne} * truth_.options.scale;
    const std::int64_t all = weight_before(days_);
    const std::int64_t count =
        total * weight_before(day + 1) / all - total * weight_before(day) / all;
    for (std::int64_t i = 0; i < count; ++i) arrive(day);
    if (std::ranges::find(kLilysDays, day) != std::end(kLilysDays)) lily_arrives(day);
  }

  std::int64_t draw_second() {
    const std::int64_t around_noon =
        std::int64_t{arrivals_.below(43'200)} + arrivals_.below(43'200);
    return (around_noon + 4 * 3600) % 86'400;
  }

  void arrive(std::int64_t day) {
    const std::int64_t second = draw_second();
    const std::uint32_t length = draw_session_length(arrivals_);
    session_id_ += 1 + (arrivals_.chance(150) ? 1 : 0);
    sessions_.push(
        MusicSession{.next_ms = kFirstDayMs + day * kDayMs + second * 1000 + kMillisecond,
                     .id = session_id_,
                     .listener = listeners_.draw(arrivals_),
                     .left = length,
                     .logged_in = arrivals_.chance(880)});
  }

  void lily_arrives(std::int64_t day) {
    session_id_ += 1;
    sessions_.push(MusicSession{.next_ms = kFirstDayMs + day * kDayMs + 70'403'000 + kMillisecond,
                                .id = session_id_,
                                .listener = Listeners::kLily,
                                .left = 9,
                                .lily = true,
                                .with_elena = day == kElenasDay});
  }

  void write_day(const std::filesystem::path& folder, std::int64_t day, const Progress& progress) {
    const std::int64_t until = kFirstDayMs + (day + 1) * kDayMs;
    std::optional<SampleFile> file;
    const auto date = fmt::gmtime(static_cast<std::time_t>(until / 1000 - 1));
    const std::string name = fmt::format("{:%Y/%m/%Y-%m-%d}-events.json", date);
    while (!sessions_.empty() && sessions_.top().next_ms < until) {
      MusicSession session = sessions_.top();
      sessions_.pop();
      if (!find_listener(session)) continue;
      if (!file) file.emplace(folder / name);
      if (file->bytes() > 0) file->buffer() += '\n';  // none behind the last record
      step(session, file->buffer());
      file->flush_if_full();
    }
    if (!file) return;
    file->finish();
    truth_.event_bytes += file->bytes();
    truth_.event_files += 1;
    if (progress) progress(truth_.event_bytes, name);
  }

  /// At the first event of a visit: one person has one visit at a time, so somebody else may come
  /// instead.
  bool find_listener(MusicSession& session) {
    if (session.item > 0) return true;
    for (int tries = 0; tries < 100; ++tries) {
      const bool free = !listeners_[session.listener].listening;
      if (free && (session.lily || session.listener != Listeners::kLily)) {
        listeners_[session.listener].listening = true;
        return true;
      }
      if (session.lily) return true;
      session.listener = listeners_.next(session.listener);
    }
    return false;
  }

  void step(MusicSession& session, std::string& out) {
    Listener& person = listeners_[session.listener];
    const bool may_change_level = session.next_ms < end_ms() - kDayMs;
    const bool was_in = session.logged_in;
    const Page& page = next_page(session, person, may_change_level, choices_);
    const Track* track = &page == &kNextSong ? &next_track(session, catalogue_, choices_) : nullptr;
    const bool logged_in = was_in || session.logged_in;  // the Logout itself is still logged in
    text_.append(out, {session, person, page, track, logged_in});
    count(session, person, track, logged_in);
    if (&page == &kSubmitUpgrade) person.level = Level::kPaid;
    if (&page == &kSubmitDowngrade) person.level = Level::kFree;
    session.last_page = &page;
    session.next_ms += 1000 * seconds_after(page, track, choices_);
    session.item += 1;
    session.left -= 1;
    if (session.left > 0)
      sessions_.push(session);
    else
      person.listening = false;
  }

  void count(const MusicSession& session, Listener& person, const Track* track, bool logged_in) {
    truth_.events += 1;
    if (!logged_in) truth_.logged_out_events += 1;
    if (!track) return;
    truth_.plays += 1;
    if (session.next_ms != last_start_ms_) truth_.start_times += 1;
    last_start_ms_ = session.next_ms;
    person.played = true;
    person.level_of_last_play = person.level;
    if (!track->song) return;
    truth_.matched_plays += 1;
    if (!session.lily) return;
    truth_.lily = {.first_name = std::string(person.name.first),
                   .last_name = std::string(person.name.last),
                   .title = track->title,
                   .artist = track->artist,
                   .start_ms = session.next_ms};
  }

  void count_levels() {
    for (const Listener& person : listeners_.all()) {
      if (!person.played) continue;
      (person.level_of_last_play == Level::kPaid ? truth_.users_paid : truth_.users_free) += 1;
    }
  }

  const MusicCatalogue& catalogue_;
  Listeners listeners_;
  Random arrivals_;
  Random choices_;
  EventText text_;
  SparkifyTruth& truth_;
  std::int64_t days_;
  std::priority_queue<MusicSession, std::vector<MusicSession>, LaterFirst> sessions_;
  std::uint32_t session_id_ = 2;
  std::int64_t last_start_ms_ = -1;
};

}  // namespace

void write_music_events(const std::filesystem::path& log_folder, const MusicCatalogue& catalogue,
                        const Random& random, const Progress& progress, SparkifyTruth& truth) {
  MusicSimulation(catalogue, random, truth).run(log_folder, progress);
}

}  // namespace darties::samples
