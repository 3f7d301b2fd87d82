// One JSON object on its way into a text column, beside nlohmann-json: where that finds a text under "s", COPY must load
// the same one.
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

#include "fuzz/load_rows.h"

namespace {

constexpr std::size_t kLongest = 60'000;

// The text under "s"; absent when there is none, or when the two may differ: a key that stands twice, a zero byte (for
// nlohmann-json the input ends there), a text longer than the column.
std::optional<std::string> judged(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return std::nullopt;
  int keys = 0;
  const auto count = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& key) {
    if (event == nlohmann::json::parse_event_t::key && depth == 1 && key == "s") ++keys;
    return true;
  };
  const auto document = nlohmann::json::parse(bytes, count, false);
  if (!document.is_object() || keys != 1 || !document["s"].is_string()) return std::nullopt;
  auto text = document["s"].get<std::string>();
  if (text.find('\0') != std::string::npos || text.size() > kLongest) return std::nullopt;
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto expected = judged(bytes);
  if (!expected) return 0;
  const auto loaded = darties::fuzz::load_texts(bytes, "JSON 'auto'");
  if (loaded.size() != 1 || loaded.front() != *expected) std::abort();
  return 0;
}
