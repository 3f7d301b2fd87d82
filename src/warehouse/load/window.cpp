#include "warehouse/load/window.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"

namespace darties::load {

namespace {
// Less room than this is not worth a read, unless it holds all that is left.
constexpr std::size_t kLeastRead = 128 * 1024;
}  // namespace

Window::Window() : buffer_(std::make_unique_for_overwrite<char[]>(kCapacity + kPadding)) {
  std::memset(buffer_.get(), 0, kPadding);
}

void Window::attach(ByteSource& source, std::uint64_t offset) {
  source_ = &source;
  offset_ = offset;
  last_ = source.remaining() == 0;
  // The padding of the last bytes stays as it is: it ends them.
  begin_ = end_ = std::min(end_ == 0 ? 0 : end_ + kPadding, capacity_);
  std::memset(buffer_.get() + end_, 0, kPadding);
}

void Window::clear() {
  begin_ = end_ = 0;
  std::memset(buffer_.get(), 0, kPadding);
}

Window::Filled Window::fill() {
  if (last_) return Filled::kEnd;
  const std::size_t room = capacity_ - end_;
  const auto wanted = std::min<std::uint64_t>(source_->remaining(), kLeastRead);
  if (room < wanted || room == 0) return Filled::kNoRoom;
  const std::size_t got = source_->read({buffer_.get() + end_, room});
  end_ += got;
  std::memset(buffer_.get() + end_, 0, kPadding);
  last_ = got == 0 || source_->remaining() == 0;
  return got == 0 ? Filled::kEnd : Filled::kMore;
}

void Window::slide() {
  const std::size_t size = end_ - begin_;
  if (size > kLongestRow) {
    throw Error(ErrorKind::kInvalid, "a row is longer than 4 MB: it begins at byte {} of the file",
                offset_);
  }
  if (size + kLeastRead > capacity_) {
    const std::size_t larger = std::min(capacity_ * 2, kLongestRow + 2 * kLeastRead);
    auto buffer = std::make_unique_for_overwrite<char[]>(larger + kPadding);
    std::memcpy(buffer.get(), begin(), size);
    buffer_ = std::move(buffer);
    capacity_ = larger;
  } else {
    std::memmove(buffer_.get(), begin(), size);
  }
  begin_ = 0;
  end_ = size;
  std::memset(buffer_.get() + end_, 0, kPadding);
}

void Window::consume_to(const char* position) {
  const auto bytes = static_cast<std::size_t>(position - begin());
  begin_ += bytes;
  offset_ += bytes;
}

}  // namespace darties::load
