#include "warehouse/load/byte_source.h"

#include <algorithm>

#include "base/error.h"

namespace darties::load {
namespace {

class RangeSource : public ByteSource {
 public:
  RangeSource(std::shared_ptr<ObjectReader> object, std::uint64_t begin, std::uint64_t end)
      : object_(std::move(object)), at_(begin), end_(end) {}

  std::size_t read(std::span<char> into) override {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), end_ - at_));
    const std::size_t got = wanted == 0 ? 0 : object_->read_at(at_, into.first(wanted));
    at_ += got;
    if (got < wanted) end_ = at_;  // the object ends before the listing said
    return got;
  }
  std::uint64_t remaining() const override { return end_ - at_; }

 private:
  std::shared_ptr<ObjectReader> object_;  // shared by the ranges of one object
  std::uint64_t at_;
  std::uint64_t end_;
};

}  // namespace

std::unique_ptr<ByteSource> read_range(std::shared_ptr<ObjectReader> object, std::uint64_t begin,
                                       std::uint64_t end) {
  return std::make_unique<RangeSource>(std::move(object), begin, std::max(begin, end));
}

}  // namespace darties::load
