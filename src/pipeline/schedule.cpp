#include "pipeline/schedule.h"

#include <algorithm>
#include <charconv>
#include <span>
#include <string>
#include <vector>

#include "base/text.h"

namespace darties {
namespace {

const std::vector<std::string> kPresets = {"@once",   "@hourly",  "@daily",  "@midnight",
                                           "@weekly", "@monthly", "@yearly", "@annually"};
constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::string_view kDays[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

/// One of the five fields of a cron line.
struct Field {
  std::string_view name;
  int least;
  int most;
  std::span<const std::string_view> words = {};  ///< the first stands for `least`
};
constexpr Field kFields[] = {{"minute", 0, 59},
                             {"hour", 0, 23},
                             {"day of the month", 1, 31},
                             {"month", 1, 12, kMonths},
                             {"day of the week", 0, 7, kDays}};

/// The number that a value stands for; -1 when the field has no such value.
int value_of(std::string_view text, const Field& field) {
  const auto word = std::find(field.words.begin(), field.words.end(), lower_ascii(text));
  if (word != field.words.end())
    return field.least + static_cast<int>(std::distance(field.words.begin(), word));
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = fault == std::errc() && end == text.data() + text.size();
  return whole && value >= field.least && value <= field.most ? value : -1;
}

/// "5", "1-5", "*", each perhaps with "/2".
bool is_range(std::string_view text, const Field& field) {
  const auto slash = text.find('/');
  if (slash != std::string_view::npos) {
    const Field step{"step", 1, field.most + 1};
    if (value_of(text.substr(slash + 1), step) < 0) return false;
    text = text.substr(0, slash);
  }
  if (text == "*") return true;
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return value_of(text, field) >= 0;
  const int from = value_of(text.substr(0, dash), field);
  const int to = value_of(text.substr(dash + 1), field);
  return from >= 0 && to >= from;
}

std::vector<std::string_view> fields_of(std::string_view text) {
  std::vector<std::string_view> fields;
  for (const std::string_view part : split(text, ' ')) {
    if (!part.empty()) fields.push_back(part);
  }
  return fields;
}

}  // namespace

void expect_schedule(std::string_view text, const Place& place) {
  const std::string_view trimmed = trim(text);
  if (std::find(kPresets.begin(), kPresets.end(), trimmed) != kPresets.end()) return;
  const auto fields = fields_of(trimmed);
  if (fields.size() != std::size(kFields)) {
    throw Error(ErrorKind::kInvalid,
                "not a schedule: '{}'{}; write five fields of cron, such as \"0 7 * * *\", or one "
                "of {}",
                text, suggestion(trimmed, kPresets), join(kPresets, ", "))
        .at(place);
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (const std::string_view part : split(fields[i], ',')) {
      if (is_range(part, kFields[i])) continue;
      throw Error(ErrorKind::kInvalid,
                  "schedule '{}': '{}' is no {} (from {} to {}, *, 1-5, */2, or a list with ',')",
                  text, part, kFields[i].name, kFields[i].least, kFields[i].most)
          .at(place);
    }
  }
}

}  // namespace darties
