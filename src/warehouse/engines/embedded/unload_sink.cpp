#include "warehouse/engines/embedded/unload_sink.h"

#include <algorithm>

#include "base/cancellation.h"
#include "warehouse/engines/embedded/unload_lines.h"

namespace darties {
namespace {

constexpr std::size_t kPiece = 256 * 1024;
constexpr std::int64_t kReportBytes = 32 * 1024 * 1024;

}  // namespace

/// A desk for the time of a call: the first that is free.
class UnloadSink::Seat {
 public:
  explicit Seat(UnloadSink& sink) : sink_(sink) {
    const MutexLock lock(sink_.mutex_);
    const auto free = std::ranges::find(sink_.desks_, false, &Desk::is_taken);
    desk_ = free != sink_.desks_.end() ? &*free : &sink_.add_desk();
    desk_->is_taken = true;
  }
  ~Seat() {
    const MutexLock lock(sink_.mutex_);
    desk_->is_taken = false;
  }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

  Desk& desk() { return *desk_; }

 private:
  UnloadSink& sink_;
  Desk* desk_ = nullptr;
};

UnloadSink::UnloadSink(const sql::UnloadStatement& unload, const UnloadContext& context,
                       const load::UnloadShape& shape, load::UnloadTarget& target,
                       std::size_t slices)
    : unload_(unload), context_(context), shape_(shape), format_(unload, shape) {
  for (std::size_t i = 0; i < slices; ++i)
    slices_.emplace_back(load::UnloadSlice(unload, target, format_.header(), i));
}

UnloadSink::Desk& UnloadSink::add_desk() {
  Desk& desk = desks_.emplace_back();
  desk.slice = &slices_[(desks_.size() - 1) % slices_.size()];
  return desk;
}

void UnloadSink::take(duckdb_data_chunk chunk, std::size_t first_column) {
  throw_if_cancelled(context_.stop, "unloading");
  Seat seat(*this);
  format(chunk, first_column, seat.desk());
}

void UnloadSink::format(duckdb_data_chunk chunk, std::size_t first_column, Desk& desk) {
  const duck::ValueReader values(chunk, first_column);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (!shape_.partition.empty()) {
      desk.row_partition.clear();
      for (const std::size_t column : shape_.partition) {
        Value value;
        if (const auto text = values.text(column, row, desk.scratch)) value = *text;
        load::append_partition(shape_.columns[column].name, value, desk.row_partition);
      }
      if (desk.row_partition != desk.partition) flush(desk);
      desk.partition = desk.row_partition;
    }
    format_.begin_row(desk.lines);
    for (std::size_t field = 0; field < shape_.written.size(); ++field) {
      if (const auto text = values.text(shape_.written[field], row, desk.scratch)) {
        format_.add_field(field, *text, desk.lines);
      } else {
        format_.add_null(field, desk.lines);
      }
    }
    format_.end_row(desk.lines);
    ++desk.waiting_rows;
    if (desk.lines.size() >= kPiece) flush(desk);
  }
}

void UnloadSink::flush(Desk& desk) {
  if (desk.waiting_rows == 0) return;
  {
    const MutexLock lock(desk.slice->mutex);
    desk.slice->writer.write(desk.partition, desk.lines, desk.waiting_rows);
  }
  rows_ += desk.waiting_rows;
  report(static_cast<std::int64_t>(desk.lines.size()));
  desk.lines.clear();
  desk.waiting_rows = 0;
}

void UnloadSink::report(std::int64_t bytes) {
  const std::int64_t before = bytes_.fetch_add(bytes);
  const bool is_due = before / kReportBytes != (before + bytes) / kReportBytes;
  if (context_.progress && is_due) context_.progress({rows_, before + bytes, 0});
}

void UnloadSink::finish() {
  const MutexLock lock(mutex_);
  for (Desk& desk : desks_) flush(desk);
  // Without rows: JSON and partitions write nothing, the others an object that holds at most the header.
  const bool wants_object =
      unload_.format != sql::UnloadStatement::Format::kJson && shape_.partition.empty();
  for (Slice& slice : slices_) {
    const MutexLock slice_lock(slice.mutex);
    if (rows_ == 0 && wants_object && &slice == &slices_.front()) slice.writer.open_empty();
    slice.writer.finish();
  }
}

}  // namespace darties
