#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "clean/extract.h"
#include "clean/object_output.h"

namespace darties {

/// The objects of one extract, by key, and the bad cells beside them.
class ExtractOutputs {
 public:
  /// More bytes than the limit are refused.
  ExtractOutputs(Store& store, std::string bucket, std::uint64_t limit_bytes)
      : store_(store), bucket_(std::move(bucket)), limit_bytes_(limit_bytes) {}

  /// The object is there even if no row goes into it, so that an older one does not stay.
  void begin(const std::string& key) { find(key); }
  void write(const std::string& key, std::string_view line);
  void reject(const std::string& key, const Reject& reject);

  /// Makes all objects visible, rejects first: whoever sees an object can see what it lacks.
  std::vector<ExtractedObject> commit();

 private:
  struct Object {
    Object(Store& store, const std::string& key) : output(store, key) {}
    ObjectOutput output;
    std::uint64_t rows = 0;
  };
  Object& find(const std::string& key);
  void commit_rejects();

  Store& store_;
  std::string bucket_;
  std::uint64_t limit_bytes_;
  std::uint64_t written_bytes_ = 0;
  std::map<std::string, std::unique_ptr<Object>> objects_;
  Object* last_ = nullptr;  // most lines go where the line before went
  std::map<std::string, std::string> rejects_;
};

}  // namespace darties
