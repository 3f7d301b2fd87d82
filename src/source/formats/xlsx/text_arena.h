#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace darties::xlsx {

/// Keeps copies of texts at fixed places until clear(). A row's texts that no other buffer holds live here.
class TextArena {
 public:
  std::string_view keep(std::string_view text) {
    if (text.empty()) return "";
    char* const place = reserve(text.size());
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }

  /// Room for `size` bytes.
  char* reserve(std::size_t size) {
    if (size > left_) add_block(size);
    char* const place = next_;
    next_ += size;
    left_ -= size;
    return place;
  }

  /// Forgets all texts and keeps the first block, so that rows of the usual size ask for no memory.
  void clear() {
    if (blocks_.empty()) return;
    blocks_.resize(1);
    next_ = blocks_.front().bytes.get();
    left_ = blocks_.front().size;
  }

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };

  void add_block(std::size_t size) {
    const auto block_size = std::max<std::size_t>(size, 16 << 10);
    blocks_.push_back({std::make_unique<char[]>(block_size), block_size});
    next_ = blocks_.back().bytes.get();
    left_ = block_size;
  }

  std::vector<Block> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace darties::xlsx
