#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/mutex.h"
#include "warehouse/load/decoded_object.h"
#include "warehouse/load/load_plan.h"
#include "warehouse/load/object_list.h"
#include "warehouse/load/open_ahead.h"

namespace darties::load {

/// A part of an object, or all of it.
struct Slice {
  std::size_t object = 0;  ///< index into the list of objects
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint64_t bytes = 0;  ///< of the object as it is stored
  std::shared_ptr<ObjectReader>
      reader;  ///< shared by the slices of one object; empty: still to be opened
  std::unique_ptr<ByteSource>
      decoded;  ///< a part of a compressed object, already undone; `begin` counts decoded bytes
};

/// What one thread reads before it asks again: several small objects, or a part of a large one.
using WorkUnit = std::vector<Slice>;

/// Deals the objects of a load out to its threads, in order. Large ones are cut where a record starts, when their turn
/// comes; small ones go many at a time. A large compressed object is cut when there are not enough objects for all
/// threads: whoever asks for work then decodes the next piece, while the others convert theirs.
///
/// Threads: next() may be called from any thread at the same time.
class WorkQueue {
 public:
  WorkQueue(const LoadPlan& plan, const std::vector<LoadObject>& objects, int threads);

  std::optional<WorkUnit> next();
  /// How many threads can find something to do.
  int useful_threads() const { return useful_threads_; }

 private:
  static constexpr std::uint64_t kLargestPiece = 8 * 1024 * 1024;
  static constexpr std::uint64_t kSmallestPiece = 256 * 1024;
  static constexpr std::uint64_t kDecodedPiece = 4 * 1024 * 1024;
  static constexpr std::size_t kMostObjects = 128;

  bool worth_cutting(const LoadObject& object) const REQUIRES(mutex_);
  void open_object() REQUIRES(mutex_);
  std::uint64_t end_of_piece(ObjectReader& object, std::uint64_t piece_bytes) const
      REQUIRES(mutex_);
  Slice next_piece() REQUIRES(mutex_);
  Slice next_decoded_piece() REQUIRES(mutex_);
  void close_object() REQUIRES(mutex_);

  const LoadPlan& plan_;
  const std::vector<LoadObject>& objects_;
  const std::size_t threads_;
  std::uint64_t piece_bytes_ = kLargestPiece;
  std::size_t unit_objects_ = kMostObjects;
  int useful_threads_ = 1;
  Mutex mutex_;
  OpenAhead ahead_ GUARDED_BY(mutex_);
  std::size_t next_ GUARDED_BY(mutex_) = 0;     // the object whose turn it is
  std::uint64_t begin_ GUARDED_BY(mutex_) = 0;  // of what is left of it
  std::shared_ptr<ObjectReader> reader_ GUARDED_BY(mutex_);
  std::unique_ptr<DecodedObject> decoded_ GUARDED_BY(mutex_);       // of a compressed object
  std::shared_ptr<std::uint64_t> stored_bytes_ GUARDED_BY(mutex_);  // read of it so far
};

}  // namespace darties::load
