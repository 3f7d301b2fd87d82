#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "cli/samples/music_words.h"
#include "cli/samples/random.h"

namespace darties::samples {

enum class Level : std::uint8_t { kFree, kPaid };
std::string_view to_string(Level level);

/// One user of the music service. Name, gender, place and browser never change; the level may.
struct Listener {
  std::uint32_t user_id = 0;
  PersonName name;
  std::string_view metro_area;
  std::uint16_t user_agent = 0;
  std::int64_t registered_ms = 0;
  Level level = Level::kFree;
  bool only_looks = false;  ///< never plays a song
  bool listening = false;   ///< a session is open

  bool played = false;  ///< what the truth needs to know
  Level level_of_last_play = Level::kFree;
};

/// The people, and who comes how often.
class Listeners {
 public:
  static constexpr std::uint32_t kLily = 22;

  Listeners(std::uint32_t count, std::int64_t first_day_ms, Random random);

  /// Draws somebody; few come often, most come rarely. Never Lily, who keeps to the script.
  std::uint32_t draw(Random& random) const;
  Listener& operator[](std::uint32_t index) { return people_[index]; }
  const std::vector<Listener>& all() const { return people_; }
  /// JSON texts of the browsers, which Listener::user_agent counts.
  const std::vector<std::string>& user_agents() const { return user_agents_; }
  std::uint32_t next(std::uint32_t index) const {
    return (index + 1) % static_cast<std::uint32_t>(people_.size());
  }

 private:
  std::vector<Listener> people_;
  std::vector<std::uint32_t> by_activity_;
  std::vector<std::string> user_agents_;
};

}  // namespace darties::samples
