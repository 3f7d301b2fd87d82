#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "lake/store.h"

namespace darties {

/// An object being written that compares itself with what is there under its key, so that the same bytes are not written
/// again.
class ObjectOutput {
 public:
  ObjectOutput(Store& store, std::string key);

  void write(std::string_view bytes);
  /// Writes what is kept back, so that commit() is quick. Call once, after the last write().
  void finish();
  /// Makes the object visible; returns false when it was there, the same, and was left alone.
  bool commit();

  const std::string& key() const { return key_; }
  std::uint64_t size_bytes() const { return size_bytes_; }

 private:
  void flush();
  void compare();

  Store& store_;
  std::string key_;
  std::unique_ptr<ObjectReader>
      existing_;  // null when there is none, or once it is known to differ
  std::unique_ptr<ObjectWriter> writer_;
  std::string pending_;
  std::string old_bytes_;
  std::uint64_t size_bytes_ = 0;
};

}  // namespace darties
