#include "clean/object_output.h"

#include "base/error.h"

namespace darties {
namespace {

constexpr std::size_t kPendingBytes = 256 << 10;

std::unique_ptr<ObjectReader> open_if_there(Store& store, const std::string& key) {
  try {
    return store.open(key);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kNotFound) throw;
    return nullptr;
  }
}

}  // namespace

ObjectOutput::ObjectOutput(Store& store, std::string key)
    : store_(store),
      key_(std::move(key)),
      existing_(open_if_there(store_, key_)),
      writer_(store_.create(key_)) {}

void ObjectOutput::write(std::string_view bytes) {
  pending_ += bytes;
  if (pending_.size() >= kPendingBytes) flush();
}

void ObjectOutput::compare() {
  if (!existing_) return;
  old_bytes_.resize(pending_.size());
  const auto count = existing_->read_at(size_bytes_, old_bytes_);
  if (count != pending_.size() || old_bytes_ != pending_) existing_.reset();
}

void ObjectOutput::flush() {
  compare();
  writer_->write(pending_);
  size_bytes_ += pending_.size();
  pending_.clear();
}

void ObjectOutput::finish() { flush(); }

bool ObjectOutput::commit() {
  if (existing_ && existing_->size_bytes() == size_bytes_) {
    writer_.reset();
    return false;
  }
  writer_->commit();
  return true;
}

}  // namespace darties
