#include "warehouse/load/unload_slice.h"

namespace darties::load {

UnloadSlice::UnloadSlice(const sql::UnloadStatement& unload, UnloadTarget& target,
                         std::string header, std::size_t number)
    : unload_(unload),
      target_(target),
      header_(std::move(header)),
      next_{.partition = {}, .slice = number} {}

void UnloadSlice::write(std::string_view partition, std::string_view lines, std::int64_t rows) {
  if (partition != next_.partition) {
    close();
    next_.partition = partition;
    next_.number = 0;
  }
  const bool is_full =
      part_ && part_->rows > 0 && part_->size_bytes + lines.size() > unload_.max_file_size_bytes;
  if (is_full) close();
  if (!part_) open();
  put(lines, false);
  part_->rows += rows;
}

void UnloadSlice::open_empty() {
  if (!part_) open();
}

void UnloadSlice::finish() { close(); }

void UnloadSlice::open() {
  compressor_ = make_compressor(unload_.compression);
  part_ = target_.create(next_);
  ++next_.number;
  put(header_, false);
}

void UnloadSlice::close() {
  if (!part_) return;
  put({}, true);
  target_.add(std::move(*part_));
  part_.reset();
}

void UnloadSlice::put(std::string_view bytes, bool last) {
  if (unload_.compression == sql::Compression::kNone) {
    part_->size_bytes += bytes.size();
    part_->writer->write(bytes);
    return;
  }
  const std::string ready = compressor_->compress(bytes, last);
  part_->size_bytes += ready.size();
  part_->writer->write(ready);
}

}  // namespace darties::load
