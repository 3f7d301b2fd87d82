#include "cloud/tags.h"

#include "base/aws/iso_time.h"

namespace darties::cloud {

Tags make_tags(const std::string& project, const std::string& owner,
               std::optional<Clock::TimePoint> lease_end) {
  Tags tags = {{std::string(kProjectTag), project}, {std::string(kOwnerTag), owner}};
  if (lease_end) tags.emplace(kLeaseTag, aws::to_iso_time(*lease_end));
  return tags;
}

std::string project_of(const Tags& tags) {
  const auto found = tags.find(std::string(kProjectTag));
  return found == tags.end() ? "" : found->second;
}

std::optional<Clock::TimePoint> lease_end_of(const Tags& tags) {
  const auto found = tags.find(std::string(kLeaseTag));
  return found == tags.end() ? std::nullopt : aws::parse_iso_time(found->second);
}

void append_tags(aws::QueryParameters& parameters, std::string_view prefix, const Tags& tags) {
  int number = 0;
  for (const auto& [key, value] : tags) {
    ++number;
    parameters.emplace_back(fmt::format("{}.{}.Key", prefix, number), key);
    parameters.emplace_back(fmt::format("{}.{}.Value", prefix, number), value);
  }
}

Tags read_tags(const XmlNode& list) {
  Tags tags;
  for (const XmlNode& tag : list.children()) {
    const bool capital = static_cast<bool>(tag.at("Key"));
    tags.emplace(tag.text(capital ? "Key" : "key"), tag.text(capital ? "Value" : "value"));
  }
  return tags;
}

}  // namespace darties::cloud
