#include "pipeline/duration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/text.h"

namespace darties {
namespace {

constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> kUnits = {{
    {"ms", 1},
    {"s", 1'000},
    {"m", 60'000},
    {"h", 3'600'000},
    {"d", 86'400'000},
}};
constexpr std::int64_t kLongestMs = 366LL * 86'400'000;
constexpr std::int64_t kNone = -1;

/// Takes "30s" off the front of `text`; kNone when there is no such thing. What is too long to count is kLongestMs + 1.
std::int64_t take_part(std::string_view& text) {
  std::int64_t amount = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), amount);
  const bool is_huge = fault == std::errc::result_out_of_range;
  if ((fault != std::errc() && !is_huge) || text.starts_with('-')) return kNone;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  for (const auto& [unit, factor] : kUnits) {
    if (!text.starts_with(unit)) continue;
    text.remove_prefix(unit.size());
    return !is_huge && amount <= kLongestMs / factor ? amount * factor : kLongestMs + 1;
  }
  return kNone;
}

}  // namespace

Clock::Duration parse_duration(std::string_view text, const Place& place) {
  std::string_view rest = trim(text);
  if (rest == "0") return Clock::Duration::zero();
  std::int64_t total = rest.empty() ? kNone : 0;
  while (!rest.empty() && total != kNone) {
    const std::int64_t part = take_part(rest);
    total = part == kNone ? kNone : std::min(total + part, kLongestMs + 1);
  }
  if (total == kNone) {
    throw Error(ErrorKind::kInvalid, "not a duration: '{}' (write 500ms, 30s, 10m, 2h or 1d)", text)
        .at(place);
  }
  if (total > kLongestMs)
    throw Error(ErrorKind::kInvalid, "{} is too long: at most 366d", trim(text)).at(place);
  return Clock::Duration(total);
}

}  // namespace darties
