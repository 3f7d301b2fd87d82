#include "source/formats/xlsx/part_stream.h"

#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace darties::xlsx {
namespace {

constexpr std::size_t kBlockBytes = 256 << 10;
constexpr std::size_t kBlocksAhead = 4;
/// Below this a thread costs more than it gains.
constexpr std::uint64_t kThreadFromBytes = 1 << 20;

class PlainStream final : public PartStream {
 public:
  PlainStream(std::unique_ptr<PartReader> reader, std::size_t block_bytes)
      : reader_(std::move(reader)), block_(block_bytes) {}

  std::string_view next() override { return {block_.data(), reader_->read(block_)}; }

 private:
  std::unique_ptr<PartReader> reader_;
  std::vector<char> block_;
};

/// A ring of blocks between the unpacking thread, which fills them in turn, and next().
class AheadStream final : public PartStream {
 public:
  explicit AheadStream(std::unique_ptr<PartReader> reader)
      : reader_(std::move(reader)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

  std::string_view next() override {
    std::unique_lock lock(mutex_);
    if (holding_) {
      --filled_;
      taken_ = (taken_ + 1) % kBlocksAhead;
      holding_ = false;
      changed_.notify_all();
    }
    changed_.wait(lock, [&] { return filled_ > 0 || ended_; });
    if (filled_ == 0) {
      if (failure_) std::rethrow_exception(failure_);
      return {};
    }
    holding_ = true;
    const Block& block = blocks_[taken_];
    return {block.bytes.data(), block.size};
  }

 private:
  struct Block {
    std::vector<char> bytes = std::vector<char>(kBlockBytes);
    std::size_t size = 0;
  };

  void run(const std::stop_token& stop) {
    try {
      while (fill_next(stop)) {
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

  /// Fills the next free block; false at the end of the part or when nobody wants it any more.
  bool fill_next(const std::stop_token& stop) {
    std::size_t slot = 0;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [&] { return filled_ < kBlocksAhead; })) return false;
      slot = (taken_ + filled_) % kBlocksAhead;
    }
    Block& block = blocks_[slot];
    block.size = reader_->read(block.bytes);
    if (block.size == 0) return false;
    const std::lock_guard lock(mutex_);
    ++filled_;
    changed_.notify_all();
    return true;
  }

  std::unique_ptr<PartReader> reader_;  // the thread's alone
  std::array<Block, kBlocksAhead> blocks_;
  std::mutex
      mutex_;  // guards all below; a block belongs to the thread until it is counted in filled_
  std::condition_variable_any changed_;
  std::size_t taken_ = 0;  // the oldest filled block
  std::size_t filled_ = 0;
  bool holding_ = false;  // next() gave out blocks_[taken_]
  bool ended_ = false;
  std::exception_ptr failure_;
  std::jthread thread_;  // last: it is stopped and joined before the others go
};

}  // namespace

std::unique_ptr<PartStream> stream_part(const ZipArchive& archive, const Part& part) {
  auto reader = archive.open(part);
  // The directory may lie about the size, so what is packed counts too.
  if (std::max(part.size_bytes, part.packed_bytes * 8) >= kThreadFromBytes) {
    return std::make_unique<AheadStream>(std::move(reader));
  }
  return std::make_unique<PlainStream>(std::move(reader), 64 << 10);
}

}  // namespace darties::xlsx
