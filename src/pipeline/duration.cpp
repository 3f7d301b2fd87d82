#include "pipeline/duration.h"

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

/// Takes "30s" off the front of `text`; negative when there is no such thing.
std::int64_t take_part(std::string_view& text) {
  std::int64_t amount = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), amount);
  if (fault != std::errc() || amount < 0 || amount > kLongestMs) return -1;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  for (const auto& [unit, factor] : kUnits) {
    if (!text.starts_with(unit)) continue;
    text.remove_prefix(unit.size());
    return amount <= kLongestMs / factor ? amount * factor : -1;
  }
  return -1;
}

}  // namespace

Clock::Duration parse_duration(std::string_view text, const Place& place) {
  std::string_view rest = trim(text);
  if (rest == "0") return Clock::Duration::zero();
  std::int64_t total = rest.empty() ? -1 : 0;
  while (!rest.empty() && total >= 0) {
    const std::int64_t part = take_part(rest);
    total = part < 0 ? -1 : total + part;
  }
  if (total >= 0 && total <= kLongestMs) return Clock::Duration(total);
  throw Error(ErrorKind::kInvalid, "not a duration: '{}' (write 500ms, 30s, 10m, 2h or 1d)", text)
      .at(place);
}

}  // namespace darties
