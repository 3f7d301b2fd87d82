#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace darties::load {

/// Memory for the strings of one batch that are not found as they are in the input. Freed as a whole.
class Arena {
 public:
  /// `size` bytes, which may be none, that stay until clear().
  char* allocate(std::size_t size) {
    if (size > room_ || next_ == nullptr) grow(size);
    char* const begin = next_;
    next_ += size;
    room_ -= size;
    return begin;
  }
  /// Gives back the end of the last allocation.
  void give_back(std::size_t size) {
    next_ -= size;
    room_ += size;
  }
  void clear() {
    if (blocks_.size() > 1) blocks_.erase(blocks_.begin() + 1, blocks_.end());
    next_ = blocks_.empty() ? nullptr : blocks_.front().bytes.get();
    room_ = blocks_.empty() ? 0 : blocks_.front().size;
  }

 private:
  static constexpr std::size_t kBlock = 64 * 1024;
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };

  void grow(std::size_t size) {
    size = std::max(size, kBlock);
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
    next_ = blocks_.back().bytes.get();
    room_ = size;
  }

  std::vector<Block> blocks_;
  char* next_ = nullptr;
  std::size_t room_ = 0;
};

}  // namespace darties::load
