#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <vector>

#include "lake/store.h"
#include "warehouse/load/object_list.h"

namespace darties::load {

/// Opens the objects of a load in order, and some before their turn where their store says that it is of use: those are on
/// their way while others are read.
///
/// Threads: one at a time.
class OpenAhead {
 public:
  explicit OpenAhead(const std::vector<LoadObject>& objects) : objects_(objects) {}

  /// Null when the object's store does not read ahead: then it is opened best by whoever reads it.
  std::unique_ptr<ObjectReader> take(std::size_t object);
  /// The object, opened in any case.
  std::unique_ptr<ObjectReader> open(std::size_t object);

 private:
  void ask_for_more();

  const std::vector<LoadObject>& objects_;
  std::map<std::size_t, std::unique_ptr<ObjectReader>> asked_;  // by index
  std::size_t next_ = 0;                                        // the first that was not asked for
  std::uint64_t bytes_ = 0;                                     // of those asked for
};

}  // namespace darties::load
