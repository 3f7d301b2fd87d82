#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lake/lake.h"

namespace darties::load {

/// One object that a COPY reads.
struct LoadObject {
  Store* store = nullptr;
  std::string bucket;
  ObjectInfo info;
  std::string url;  ///< s3://bucket/key
};

using ObjectFilter = std::function<bool(const std::string& url, const ObjectInfo& object)>;

/// The objects whose keys start with the key of `source`, in byte order of key. A filter may leave some out, even all.
/// Errors: kNotFound when no object starts so; kInvalid when `source` is no s3:// address.
std::vector<LoadObject> list_objects(Lake& lake, const std::string& source,
                                     const ObjectFilter& filter);

/// The objects that the manifest at `source` names, in its order. An entry whose object is missing is left out unless it
/// is mandatory.
/// Errors: kNotFound for a missing manifest, mandatory object, or when no object is there at all; kInvalid for a
/// manifest that is not as it must be.
std::vector<LoadObject> list_manifest(Lake& lake, const std::string& source,
                                      const ObjectFilter& filter);

}  // namespace darties::load
