#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace darties::load {

/// One file that a manifest names.
struct ManifestEntry {
  std::string url;  ///< the whole key, never a prefix
  bool mandatory = false;
};

/// Reads a manifest: {"entries":[{"url":"s3://bucket/key","mandatory":true}]} as plain JSON in UTF-8. Keys that COPY
/// does not know, such as those UNLOAD writes, are passed over. `source` is what messages call it.
/// Errors: kInvalid, saying what is wrong.
std::vector<ManifestEntry> parse_manifest(std::string_view text, std::string_view source);

}  // namespace darties::load
