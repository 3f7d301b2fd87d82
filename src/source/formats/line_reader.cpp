#include "source/formats/line_reader.h"

#include <cstring>

#include "base/error.h"
#include "base/text.h"

namespace darties {
namespace {

constexpr std::size_t kReadBytes = 256 << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

LineReader::LineReader(ObjectReader& bytes, std::string file)
    : bytes_(bytes), file_(std::move(file)), buffer_(kReadBytes) {
  read_more();
  const std::string_view start(buffer_.data(), end_);
  if (start.starts_with("\xFE\xFF") || start.starts_with("\xFF\xFE")) {
    throw Error(ErrorKind::kInvalid, "UTF-16 text; save it as UTF-8").at({file_, 1, 0});
  }
  if (start.starts_with(kByteOrderMark)) begin_ = kByteOrderMark.size();
}

bool LineReader::read_more() {
  const auto kept = end_ - begin_;
  if (kept > kMaxLineBytes) {
    throw Error(ErrorKind::kInvalid, "a line of more than {}", human_bytes(kMaxLineBytes))
        .at({file_, static_cast<int>(line_number_ + 1), 0});
  }
  std::memmove(buffer_.data(), buffer_.data() + begin_, kept);
  begin_ = 0;
  if (buffer_.size() < 2 * kept + kReadBytes) buffer_.resize(2 * kept + kReadBytes);
  const auto count = bytes_.read_at(offset_, {buffer_.data() + kept, buffer_.size() - kept});
  offset_ += count;
  end_ = kept + count;
  return count > 0;
}

bool LineReader::next(std::string_view& line) {
  std::size_t searched = 0;
  while (true) {
    const std::string_view rest(buffer_.data() + begin_, end_ - begin_);
    const auto found = rest.find('\n', searched);
    if (found != rest.npos) {
      line = rest.substr(0, found);
      begin_ += found + 1;
      break;
    }
    searched = rest.size();
    if (read_more()) continue;
    if (searched == 0) return false;
    line = std::string_view(buffer_.data() + begin_, end_ - begin_);
    begin_ = end_;
    break;
  }
  if (line.ends_with('\r')) line.remove_suffix(1);
  ++line_number_;
  return true;
}

}  // namespace darties
