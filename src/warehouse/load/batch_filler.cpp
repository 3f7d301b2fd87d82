#include "warehouse/load/batch_filler.h"

#include <cstring>

#include "base/error.h"
#include "warehouse/load/object_source.h"

namespace darties::load {

BatchFiller::BatchFiller(LoadState& state)
    : state_(state), reader_(make_row_reader(state, arena_)) {}

void BatchFiller::fill(RowBatch& batch) noexcept {
  // Once the load has failed its rows are not wanted, only faults before the one that ended it.
  do {
    try {
      fill_or_throw(batch);
    } catch (Error& error) {
      if (slice_) error.while_doing("loading " + state_.objects()[slice_->object].url);
      fail(std::make_exception_ptr(error), batch);
    } catch (...) {
      fail(std::current_exception(), batch);
    }
  } while (state_.has_failed() && batch.rows > 0);
  if (state_.stopped()) batch.rows = 0;
  if (batch.rows == 0 && slice_) close_slice();
}

void BatchFiller::fail(std::exception_ptr error, RowBatch& batch) {
  std::optional<LoadPlace> place;
  if (slice_)
    place = {slice_->object, source_ ? window_.offset_of(window_.begin()) : slice_->begin};
  state_.fail(std::move(error), place);
  drop_work();
  batch.rows = 0;
}

/// What is left of the unit comes behind the failure.
void BatchFiller::drop_work() {
  if (slice_) close_slice();
  unit_.clear();
  next_slice_ = 0;
}

void BatchFiller::fill_or_throw(RowBatch& batch) {
  batch.rows = 0;
  arena_.clear();
  if (!slice_ || window_.unread().empty()) window_.clear();
  while (batch.rows < batch.capacity && !state_.stopped()) {
    if (!slice_ && !open_next_slice()) break;
    if (state_.is_over({slice_->object, window_.offset_of(window_.begin())})) {
      drop_work();
      break;
    }
    object_ = slice_->object;
    if (at_start_ && !skip_start(batch)) break;
    auto status = reader_->read(window_, batch);
    if (status == RowReader::Status::kDone && !source_->fault().empty())
      status = reader_->reject_rest(window_, source_->fault(), batch);
    if (status == RowReader::Status::kDone || status == RowReader::Status::kStop) {
      close_slice();
      if (state_.one_object_a_batch() && batch.rows > 0) break;
    } else if (status == RowReader::Status::kNeedsData && !get_more(batch)) {
      break;
    }
  }
}

bool BatchFiller::open_next_slice() {
  if (next_slice_ == unit_.size()) {
    if (state_.has_failed()) return false;  // units come in order: the next is behind the failure
    auto unit = state_.queue().next();
    next_slice_ = 0;
    unit_ = unit ? std::move(*unit) : WorkUnit();
    if (!unit) {
      state_.add_trailing_blanks(reader_->trailing_blanks());
      return false;
    }
  }
  slice_ = std::move(unit_[next_slice_++]);
  source_ = slice_->decoded ? std::move(slice_->decoded) : open_source(*slice_);
  window_.attach(*source_, slice_->begin);
  reader_->begin(slice_->object, slice_->begin);
  at_start_ = slice_->begin == 0;
  header_left_ = state_.plan().ignore_header;
  return true;
}

std::unique_ptr<ByteSource> BatchFiller::open_source(Slice& slice) const {
  const auto& object = state_.objects()[slice.object];
  if (!slice.reader) {
    slice.reader = object.store->open_listed(object.info);
    slice.end = slice.reader->size_bytes();
    slice.bytes = slice.end;
  }
  return load::open_source(state_.plan(), slice.reader, slice.begin, slice.end, object.url);
}

void BatchFiller::close_slice() {
  state_.add_counts({.object = slice_->object,
                     .begin = slice_->begin,
                     .rows = reader_->counts(),
                     .bytes = slice_->bytes});
  slice_.reset();
  source_.reset();
}

// Reads on. False when the batch has to go first, because its strings are in the way.
bool BatchFiller::get_more(RowBatch& batch) {
  if (window_.fill() != Window::Filled::kNoRoom) return true;
  if (batch.rows > 0) return false;
  window_.slide();
  window_.fill();
  return true;
}

// A byte order mark, then IGNOREHEADER lines. False when the batch has to go first.
bool BatchFiller::skip_start(RowBatch& batch) {
  if (window_.unread().size() < 3 && !window_.last()) {
    if (!get_more(batch)) return false;
    if (window_.unread().size() < 3 && !window_.last()) return skip_start(batch);
  }
  if (header_left_ == state_.plan().ignore_header && window_.unread().starts_with("\xef\xbb\xbf")) {
    window_.consume_to(window_.begin() + 3);
  }
  while (header_left_ > 0) {
    const auto unread = window_.unread();
    const auto line_feed = unread.find('\n');
    if (line_feed != std::string_view::npos) {
      window_.consume_to(window_.begin() + line_feed + 1);
      --header_left_;
      continue;
    }
    window_.consume_to(window_.end());
    if (window_.last()) break;
    if (!get_more(batch)) return false;
  }
  at_start_ = false;
  return true;
}

}  // namespace darties::load
