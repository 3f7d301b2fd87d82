#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace darties::cli {

/// Gives descriptors 0, 1 and 2 that are closed something to stand for: an empty input, and an output that fails. Else
/// the next file or pipe that is opened would take their place. Call it before anything is opened.
void open_standard_descriptors();

/// Stdin, or another descriptor that someone types into: waiting for it ends when a stop is requested.
///
/// Threads: one reader. Errors: kCancelled once a stop is requested; kUnavailable when reading fails.
class Input {
 public:
  explicit Input(std::stop_token stop, int descriptor = 0);
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  /// The next line without its end; none at the end of the input.
  std::optional<std::string> line();
  /// All that is left.
  std::string rest();
  /// The next byte; none at the end of the input.
  std::optional<char> byte();

 private:
  /// Waits for more; false at the end of the input.
  bool fill();
  void wake() const;

  int descriptor_;
  int wakes_[2] = {-1, -1};  // a byte in this pipe: stop
  std::string buffer_;
  std::size_t taken_ = 0;
  std::stop_token stop_;
  std::optional<std::stop_callback<std::function<void()>>> on_stop_;
};

}  // namespace darties::cli
