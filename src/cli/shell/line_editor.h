#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace darties::cli {

/// Reads lines from a terminal with libedit: arrow keys, a history that is kept in a file of mode 0600.
/// Ctrl-C drops the line, Ctrl-D on an empty one ends the input.
class LineEditor {
 public:
  /// An empty path keeps no history. A file that can not be read or written is no error.
  /// A stop ends the input.
  LineEditor(std::filesystem::path history_file, std::stop_token stop);
  ~LineEditor();

  /// The line without its end; nothing at the end of input. `dropped` tells of Ctrl-C.
  std::optional<std::string> read(const std::string& prompt, bool& dropped);
  void remember(const std::string& line);

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace darties::cli
