#include "cli/input.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/error.h"
#include "base/files.h"

namespace darties::cli {

void open_standard_descriptors() {
  for (int descriptor = 0; descriptor <= 2; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) != -1) continue;
    // The lowest free number is this one; what is written to a descriptor for reading fails.
    if (::open("/dev/null", O_RDONLY) != descriptor) return;
  }
}

Input::Input(std::stop_token stop, int descriptor)
    : descriptor_(descriptor), stop_(std::move(stop)) {
  if (::pipe2(wakes_, O_CLOEXEC | O_NONBLOCK) != 0)
    throw error_from_errno(errno, "cannot make a pipe");
  on_stop_.emplace(stop_, [this] { wake(); });
}

Input::~Input() {
  on_stop_.reset();
  ::close(wakes_[0]);
  ::close(wakes_[1]);
}

void Input::wake() const { static_cast<void>(!::write(wakes_[1], "", 1)); }

bool Input::fill() {
  buffer_.erase(0, taken_);
  taken_ = 0;
  std::array<pollfd, 2> waits = {{{descriptor_, POLLIN, 0}, {wakes_[0], POLLIN, 0}}};
  std::array<char, 65536> bytes;
  while (true) {
    if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR)
      throw error_from_errno(errno, "cannot wait for input");
    if (stop_.stop_requested()) throw Error(ErrorKind::kCancelled, "interrupted");
    if (waits[0].revents == 0) continue;
    const ssize_t count = ::read(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count < 0) throw error_from_errno(errno, "cannot read the input");
    buffer_.append(bytes.data(), static_cast<std::size_t>(count));
    return count > 0;
  }
}

std::optional<std::string> Input::line() {
  std::size_t searched = taken_;
  while (true) {
    const std::size_t end = buffer_.find('\n', searched);
    if (end != std::string::npos) {
      std::string line = buffer_.substr(taken_, end - taken_);
      taken_ = end + 1;
      return line;
    }
    searched = buffer_.size() - taken_;
    if (fill()) continue;
    if (buffer_.empty()) return std::nullopt;
    taken_ = buffer_.size();
    return buffer_;
  }
}

std::string Input::rest() {
  while (fill()) {
  }
  taken_ = buffer_.size();
  return buffer_;
}

std::optional<char> Input::byte() {
  if (taken_ == buffer_.size() && !fill()) return std::nullopt;
  return buffer_[taken_++];
}

}  // namespace darties::cli
