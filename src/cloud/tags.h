#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/aws/query_client.h"
#include "base/clock.h"
#include "base/xml.h"

namespace darties::cloud {

/// What is written on everything darties makes in an account, so that it is found and known again.
inline constexpr std::string_view kProjectTag = "darties:project";
inline constexpr std::string_view kOwnerTag = "darties:owner";
inline constexpr std::string_view kLeaseTag = "darties:lease-end";

using Tags = std::map<std::string, std::string>;

/// Something in the account, of any kind.
struct Thing {
  std::string kind;  ///< "role", "security group", "cluster", "serverless"
  std::string name;
  std::string identity;  ///< never given twice: an id, or name and time of creation
  std::string arn;
  Tags tags;
};

/// The tags of a project's things. No lease end: kept until someone says `down`.
Tags make_tags(const std::string& project, const std::string& owner,
               std::optional<Clock::TimePoint> lease_end);

/// The project of a thing that darties made; empty for anybody else's.
std::string project_of(const Tags& tags);
std::optional<Clock::TimePoint> lease_end_of(const Tags& tags);

/// Appends "PREFIX.1.Key=…&PREFIX.1.Value=…" for each tag.
void append_tags(aws::QueryParameters& parameters, std::string_view prefix, const Tags& tags);
/// The tags in a list of the services' answers, whatever the elements are called.
Tags read_tags(const XmlNode& list);

}  // namespace darties::cloud
