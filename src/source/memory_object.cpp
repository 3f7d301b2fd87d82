#include "source/memory_object.h"

#include <algorithm>
#include <cstring>

namespace darties {
namespace {

class MemoryObject final : public ObjectReader {
 public:
  explicit MemoryObject(std::string bytes) : bytes_(std::move(bytes)) {}

  std::uint64_t size_bytes() const override { return bytes_.size(); }
  std::size_t read_at(std::uint64_t offset, std::span<char> into) override {
    if (offset >= bytes_.size()) return 0;
    const auto count = std::min<std::size_t>(into.size(), bytes_.size() - offset);
    std::memcpy(into.data(), bytes_.data() + offset, count);
    return count;
  }

 private:
  const std::string bytes_;
};

}  // namespace

std::unique_ptr<ObjectReader> open_bytes(std::string bytes) {
  return std::make_unique<MemoryObject>(std::move(bytes));
}

}  // namespace darties
