#pragma once

#include <memory>
#include <optional>

#include "warehouse/load/load_state.h"
#include "warehouse/load/row_reader.h"

namespace darties::load {

/// One thread's share of a load: takes work, reads it, and fills batch after batch with rows.
///
/// Memory: one window of 2 MB (up to 4.25 MB for long rows), the strings of one batch that had to be changed, and for
/// compressed objects the decoder's own state. It does not grow with the input.
class BatchFiller {
 public:
  explicit BatchFiller(LoadState& state);

  /// Fills the batch; no rows means that there is no more work, or that the load has stopped. What went wrong is kept
  /// in the state; nothing is thrown. The strings of the former batch are void.
  void fill(RowBatch& batch) noexcept;
  /// The object that the rows of the last batch came from, where one_object_a_batch() holds.
  std::size_t object() const { return object_; }

 private:
  void fill_or_throw(RowBatch& batch);
  void fail(std::exception_ptr error, RowBatch& batch);
  void drop_work();
  bool open_next_slice();
  std::unique_ptr<ByteSource> open_source(Slice& slice) const;
  void close_slice();
  bool get_more(RowBatch& batch);
  bool skip_start(RowBatch& batch);

  LoadState& state_;
  Arena arena_;
  Window window_;
  std::unique_ptr<RowReader> reader_;
  WorkUnit unit_;
  std::size_t next_slice_ = 0;
  std::optional<Slice> slice_;
  std::size_t object_ = 0;
  std::unique_ptr<ByteSource> source_;
  bool at_start_ = false;         // the object's byte order mark and header lines are still to come
  std::int64_t header_left_ = 0;  // lines
};

}  // namespace darties::load
