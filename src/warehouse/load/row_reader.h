#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "warehouse/load/arena.h"
#include "warehouse/load/load_state.h"
#include "warehouse/load/row_batch.h"
#include "warehouse/load/value_writer.h"
#include "warehouse/load/window.h"

namespace darties::load {

/// Takes the bytes of a window apart into rows. One for each format; each thread has its own.
class RowReader {
 public:
  enum class Status {
    kBatchFull,
    kNeedsData,  ///< the window holds no further whole row, and is not the last of its source
    kDone,       ///< nothing is left of the source
    kStop,       ///< the load has failed: the rest of the source is not wanted
  };

  RowReader(LoadState& state, Arena& arena)
      : state_(state), plan_(state.plan()), arena_(arena), writer_(plan_, arena) {}
  virtual ~RowReader() = default;

  /// What is read from now on belongs to this object, from this byte on.
  void begin(std::size_t object, std::uint64_t offset) {
    object_ = object;
    slice_begin_ = offset;
    counts_ = {};
  }
  /// Adds rows behind those of the batch.
  virtual Status read(Window& window, RowBatch& batch) = 0;

  /// The bytes of the source ended before they should have, since the file is not written as ENCODING says: what is
  /// missing counts as one rejected row.
  Status reject_rest(const Window& window, std::string_view reason, RowBatch& batch);

  const RowCounts& counts() const { return counts_; }
  const std::vector<char>& trailing_blanks() const { return writer_.trailing_blanks(); }

 protected:
  /// Where a record stands in the window.
  struct Record {
    const char* begin;
    const char* end;
    std::string_view text() const { return {begin, static_cast<std::size_t>(end - begin)}; }
  };

  /// Counts and keeps a rejected row; false when the load has failed with it. `by_column` is false for a fault of the
  /// row as a whole.
  bool reject(const Window& window, const Record& record, const Fault& fault, bool by_column,
              RowBatch& batch);
  void note_replacement(const Window& window, const Record& record, std::size_t column);
  /// The texts of the row's fields, for the first rejects of a load.
  virtual std::vector<LoadReject::Field> describe_fields(const Record& record,
                                                         std::size_t up_to_column) = 0;

  LoadState& state_;
  const LoadPlan& plan_;
  Arena& arena_;
  ValueWriter writer_;
  std::size_t object_ = 0;
  std::uint64_t slice_begin_ = 0;
  RowCounts counts_;
};

std::unique_ptr<RowReader> make_row_reader(LoadState& state, Arena& arena);
std::unique_ptr<RowReader> make_json_rows(LoadState& state, Arena& arena);
std::unique_ptr<RowReader> make_text_rows(LoadState& state, Arena& arena);

}  // namespace darties::load
