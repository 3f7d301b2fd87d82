#include "warehouse/load/decoded_object.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace darties::load {
namespace {

constexpr std::size_t kStep = 512 * 1024;
constexpr auto kUnknown = std::numeric_limits<std::uint64_t>::max();

/// Bytes in memory, and then perhaps a stream.
class KeptSource : public ByteSource {
 public:
  KeptSource(std::vector<char> kept, std::unique_ptr<ByteSource> rest)
      : kept_(std::move(kept)), rest_(std::move(rest)) {}

  std::size_t read(std::span<char> into) override {
    if (at_ == kept_.size() && rest_) return rest_->read(into);
    const auto size = std::min(into.size(), kept_.size() - at_);
    std::memcpy(into.data(), kept_.data() + at_, size);
    at_ += size;
    return size;
  }
  std::uint64_t remaining() const override {
    const std::uint64_t rest = rest_ ? rest_->remaining() : 0;
    return rest > kUnknown / 2 ? rest : rest + (kept_.size() - at_);
  }
  std::string_view fault() const override { return rest_ ? rest_->fault() : std::string_view(); }

 private:
  std::vector<char> kept_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

}  // namespace

std::uint64_t DecodedObject::size_bytes() const {
  return ended_ ? begin_ + kept_.size() : kUnknown;
}

std::size_t DecodedObject::read_at(std::uint64_t offset, std::span<char> into) {
  decode_up_to(offset + into.size());
  const auto skipped = static_cast<std::size_t>(offset - begin_);
  if (skipped >= kept_.size()) return 0;
  const auto size = std::min(into.size(), kept_.size() - skipped);
  std::memcpy(into.data(), kept_.data() + skipped, size);
  return size;
}

void DecodedObject::decode_up_to(std::uint64_t offset) {
  while (!ended_ && begin_ + kept_.size() < offset && kept_.size() < kMostKept) {
    const std::size_t size = kept_.size();
    kept_.resize(size + kStep);
    const std::size_t got = source_->read({kept_.data() + size, kStep});
    kept_.resize(size + got);
    ended_ = got == 0 || source_->remaining() == 0;
  }
}

std::unique_ptr<ByteSource> DecodedObject::take(std::uint64_t end) {
  const auto size = static_cast<std::size_t>(end - begin_);
  std::vector<char> left(kept_.begin() + static_cast<std::ptrdiff_t>(size), kept_.end());
  kept_.resize(size);
  begin_ = end;
  return std::make_unique<KeptSource>(std::exchange(kept_, std::move(left)), nullptr);
}

std::unique_ptr<ByteSource> DecodedObject::take_rest() {
  return std::make_unique<KeptSource>(std::move(kept_), std::move(source_));
}

}  // namespace darties::load
