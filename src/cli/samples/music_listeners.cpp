#include "cli/samples/music_listeners.h"

#include <utility>

#include "cli/samples/json_style.h"

namespace darties::samples {
namespace {

constexpr std::uint32_t kOnlyLooks = 19;
constexpr std::uint32_t kUserAgents = 24;
constexpr std::int64_t kDayMs = 86'400'000;

Listener invent_listener(std::uint32_t index, std::int64_t first_day_ms, Random& random) {
  Listener person;
  person.user_id = index + 2;
  person.name = invent_person(random);
  person.metro_area = pick_metro_area(random);
  person.user_agent = static_cast<std::uint16_t>(random.below(kUserAgents));
  person.registered_ms = first_day_ms + 796 - 1000 * random.between(600, 20 * kDayMs / 1000);
  person.only_looks = index == kOnlyLooks;
  if (index == Listeners::kLily)
    person.name = {.first = "Lily", .last = "Fontaine", .female = true};
  return person;
}

}  // namespace

std::string_view to_string(Level level) { return level == Level::kPaid ? "paid" : "free"; }

Listeners::Listeners(std::uint32_t count, std::int64_t first_day_ms, Random random) {
  while (user_agents_.size() < kUserAgents)
    user_agents_.push_back(php_json(pick_user_agent(random)));
  people_.reserve(count);
  by_activity_.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    people_.push_back(invent_listener(i, first_day_ms, random));
    if (i != kLily) by_activity_.push_back(i);
  }
  for (auto i = static_cast<std::uint32_t>(by_activity_.size()); i > 1; --i) {
    std::swap(by_activity_[i - 1], by_activity_[random.below(i)]);
  }
  // Those who come most often pay most often.
  for (std::uint32_t rank = 0; rank < by_activity_.size(); ++rank) {
    const bool often = rank < by_activity_.size() / 4;
    if (random.chance(often ? 600 : 30)) people_[by_activity_[rank]].level = Level::kPaid;
  }
  people_[kLily].level = Level::kPaid;
}

std::uint32_t Listeners::draw(Random& random) const {
  const auto size = static_cast<std::uint32_t>(by_activity_.size());
  return by_activity_[random.chance(300) ? random.below(size) : random.skewed_below(size)];
}

}  // namespace darties::samples
