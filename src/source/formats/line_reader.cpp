#include "source/formats/line_reader.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "source/limits.h"

namespace darties {

LineReader::LineReader(ObjectReader& bytes, std::string file, std::string_view encoding)
    : bytes_(bytes, encoding, TextBytes::Otherwise::kWindows1252), file_(std::move(file)) {
  read_more();
}

bool LineReader::start_is_all() {
  while (buffer_.size() <= start().size()) {
    if (!read_more()) return true;
  }
  return false;
}

/// Where the text that was read so far ends.
Place LineReader::end_of_buffer() const {
  const std::string_view rest = std::string_view(buffer_).substr(begin_);
  const auto lines = std::count(rest.begin(), rest.end(), line_end_);
  const auto last = rest.rfind(line_end_);
  const auto column = last == rest.npos ? rest.size() : rest.size() - last - 1;
  return {file_, static_cast<int>(line_number_) + static_cast<int>(lines) + 1,
          static_cast<int>(column + 1)};
}

bool LineReader::read_more() {
  if (buffer_.size() - begin_ > kMostRecordBytes) {
    throw Error(ErrorKind::kInvalid, "a line of more than {}", human_bytes(kMostRecordBytes))
        .at({file_, static_cast<int>(line_number_ + 1), 0});
  }
  buffer_.erase(0, begin_);
  begin_ = 0;
  try {
    return bytes_.read(buffer_);
  } catch (Error& error) {
    error.at(end_of_buffer());
    throw;
  }
}

bool LineReader::next(std::string_view& line) {
  std::size_t searched = 0;
  while (true) {
    const std::string_view rest = std::string_view(buffer_).substr(begin_);
    const auto found = rest.find(line_end_, searched);
    if (found != rest.npos) {
      line = rest.substr(0, found);
      begin_ += found + 1;
      break;
    }
    searched = rest.size();
    if (read_more()) continue;
    if (searched == 0) return false;
    line = std::string_view(buffer_).substr(begin_);
    begin_ = buffer_.size();
    break;
  }
  if (line_end_ == '\n' && line.ends_with('\r')) line.remove_suffix(1);
  ++line_number_;
  return true;
}

}  // namespace darties
