#include "warehouse/load/open_ahead.h"

#include <algorithm>

namespace darties::load {

std::unique_ptr<ObjectReader> OpenAhead::take(std::size_t object) {
  const LoadObject& wanted = objects_[object];
  if (wanted.store->read_ahead().objects == 0) return nullptr;
  next_ = std::max(next_, object);
  if (next_ == object) {
    asked_.emplace(object, wanted.store->open_listed(wanted.info));
    bytes_ += wanted.info.size_bytes;
    ++next_;
  }
  auto node = asked_.extract(object);
  bytes_ -= wanted.info.size_bytes;
  ask_for_more();
  return std::move(node.mapped());
}

std::unique_ptr<ObjectReader> OpenAhead::open(std::size_t object) {
  if (auto reader = take(object)) return reader;
  return objects_[object].store->open_listed(objects_[object].info);
}

void OpenAhead::ask_for_more() {
  while (next_ < objects_.size()) {
    const LoadObject& object = objects_[next_];
    const ReadAhead most = object.store->read_ahead();
    if (asked_.size() >= most.objects || bytes_ + object.info.size_bytes > most.bytes) return;
    asked_.emplace(next_++, object.store->open_listed(object.info));
    bytes_ += object.info.size_bytes;
  }
}

}  // namespace darties::load
