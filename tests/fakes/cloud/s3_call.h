#pragma once

#include <map>
#include <string>

#include "fakes/cloud/wire.h"

namespace darties::fakes {

/// What a request asks S3 for: bucket from path or host, key decoded, the operation's name as AWS calls it.
struct S3Call {
  std::string operation;
  std::string bucket;
  std::string key;
  std::map<std::string, std::string> query;

  bool has(const std::string& name) const { return query.contains(name); }
  std::string text(const std::string& name) const {
    const auto found = query.find(name);
    return found == query.end() ? "" : found->second;
  }
};

S3Call read_s3_call(const WireRequest& request);

}  // namespace darties::fakes
