#include "warehouse/load/record_bounds.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/json_cursor.h"
#include "warehouse/load/window.h"

namespace darties::load {
namespace {

constexpr std::size_t kLook = 64 * 1024;

const char* find_byte(const char* p, const char* end, char byte) {
  const auto* const found =
      static_cast<const char*>(std::memchr(p, byte, static_cast<std::size_t>(end - p)));
  return found != nullptr ? found : end;
}

bool begins_root(char c) { return c == '{' || c == '['; }

enum class Verdict { kCut, kNoCut, kUnknown };

// Whether a top level value starts at `p`. The bytes are followed by JsonCursor's padding; `last` says that the object
// ends with them.
Verdict judge(const char* p, const char* end, bool last) {
  JsonCursor cursor(p, end);
  const bool whole = cursor.skip_value();
  if (whole) cursor.skip_blanks();
  const bool ran_out = end - cursor.position() < 8 && !last;
  if (ran_out) return Verdict::kUnknown;
  if (!whole) return Verdict::kNoCut;
  return cursor.at_end() || begins_root(cursor.peek()) ? Verdict::kCut : Verdict::kNoCut;
}

/// A buffer that holds the bytes of an object from one place on, and can be asked for more.
class Look {
 public:
  Look(ObjectReader& object, std::uint64_t offset, std::size_t bytes = kLook)
      : object_(object), offset_(offset) {
    more(bytes);
  }

  void more(std::size_t bytes) {
    bytes_.resize(size_ + bytes + JsonCursor::kPadding);
    const std::size_t got = object_.read_at(offset_ + size_, {bytes_.data() + size_, bytes});
    last_ = got < bytes;
    size_ += got;
    std::memset(bytes_.data() + size_, 0, JsonCursor::kPadding);
  }
  const char* begin() const { return bytes_.data(); }
  const char* end() const { return bytes_.data() + size_; }
  std::size_t size() const { return size_; }
  std::string_view bytes() const { return {bytes_.data(), size_}; }
  bool last() const { return last_; }
  std::uint64_t offset_of(const char* p) const {
    return offset_ + static_cast<std::uint64_t>(p - begin());
  }

 private:
  ObjectReader& object_;
  std::uint64_t offset_;
  std::vector<char> bytes_;
  std::size_t size_ = 0;
  bool last_ = false;
};

}  // namespace

bool RecordBounds::can_cut(const LoadPlan& plan) {
  if (plan.format == LoadPlan::Format::kCsv) return plan.text.delimiter.size() == 1;
  return plan.format == LoadPlan::Format::kJson || (!plan.text.escape && !plan.text.remove_quotes);
}

std::uint64_t RecordBounds::next(std::uint64_t from, std::uint64_t target) {
  switch (plan_.format) {
    case LoadPlan::Format::kJson:
      return next_json(target);
    case LoadPlan::Format::kCsv:
      return next_csv(from, target);
    default:
      return next_line(target);
  }
}

std::uint64_t RecordBounds::behind_lines(std::int64_t lines) {
  std::vector<char> bytes(kLook);
  std::uint64_t offset = 0;
  while (lines > 0) {
    const std::size_t got = object_.read_at(offset, bytes);
    const char* p = bytes.data();
    const char* const end = p + got;
    while (lines > 0 && (p = find_byte(p, end, '\n')) != end) ++p, --lines;
    offset += static_cast<std::uint64_t>(p - bytes.data());
    if (got < bytes.size()) break;
  }
  return offset;
}

std::uint64_t RecordBounds::next_line(std::uint64_t target) {
  std::vector<char> bytes(kLook);
  for (std::uint64_t offset = target - 1;;) {
    const std::size_t got = object_.read_at(offset, bytes);
    const char* const end = bytes.data() + got;
    const char* const found = find_byte(bytes.data(), end, '\n');
    offset += static_cast<std::uint64_t>(found - bytes.data());
    if (found != end) return offset + 1;
    if (got < bytes.size()) return object_.size_bytes();
  }
}

std::uint64_t RecordBounds::next_json(std::uint64_t target) {
  Look look(object_, target - 1);
  std::size_t tried = 0;  // bytes that hold no cut
  while (look.size() <= 2 * Window::kLongestRow) {
    const char* const line_end = find_byte(look.begin() + tried, look.end(), '\n');
    auto verdict = Verdict::kUnknown;
    if (line_end + 1 < look.end()) {
      verdict =
          begins_root(line_end[1]) ? judge(line_end + 1, look.end(), look.last()) : Verdict::kNoCut;
    }
    if (verdict == Verdict::kCut) return look.offset_of(line_end + 1);
    if (verdict == Verdict::kUnknown && look.last()) break;
    tried =
        static_cast<std::size_t>(line_end - look.begin()) + (verdict == Verdict::kNoCut ? 1 : 0);
    if (verdict == Verdict::kUnknown) look.more(look.size());
  }
  return object_.size_bytes();
}

std::uint64_t RecordBounds::next_csv(std::uint64_t from, std::uint64_t target) {
  const auto distance = static_cast<std::size_t>(target - from);
  Look look(object_, from, distance + kLook);
  // A quote may stand right behind the byte order mark.
  const bool marked = from == 0 && look.bytes().starts_with("\xef\xbb\xbf");
  CsvWalk walk(plan_.text.delimiter[0], *plan_.text.quote, marked ? 3 : 0);
  for (;;) {
    if (const auto bound = walk.find(look.bytes(), distance)) return from + *bound;
    if (look.last()) return object_.size_bytes();
    look.more(16 * kLook);
  }
}

const char* resume_json(const char* root, const char* end) {
  for (const char* p = root; (p = find_byte(p, end, '\n')) != end;) {
    ++p;
    if (p < end && begins_root(*p)) return p;
  }
  return end;
}

std::optional<std::size_t> CsvWalk::find(std::string_view bytes, std::size_t target) {
  for (;;) {
    if (quoted_ && !leave_quotes(bytes)) return std::nullopt;
    const std::size_t quote = std::min(bytes.find(quote_, at_), bytes.size());
    const std::size_t from = std::max(at_, target > 0 ? target - 1 : 0);
    if (from < quote) {
      const std::size_t line_feed = bytes.substr(0, quote).find('\n', from);
      if (line_feed != std::string_view::npos) return line_feed + 1;
    }
    at_ = quote;
    if (quote == bytes.size()) return std::nullopt;
    quoted_ = opens_field(bytes, quote);
    ++at_;
  }
}

// Moves behind the closing quote. What follows a quote tells whether it closes; without it there is no answer yet.
bool CsvWalk::leave_quotes(std::string_view bytes) {
  while (quoted_) {
    at_ = std::min(bytes.find(quote_, at_), bytes.size());
    if (at_ + 1 >= bytes.size()) return false;
    quoted_ = bytes[at_ + 1] == quote_;
    at_ += quoted_ ? 2 : 1;
  }
  floor_ = at_;
  after_quote_ = true;
  return true;
}

bool CsvWalk::opens_field(std::string_view bytes, std::size_t quote) const {
  std::size_t start = quote;
  while (start > floor_ && bytes[start - 1] == ' ') --start;
  if (start < quote && delimiter_ == ' ') return true;
  if (start == floor_) return !after_quote_;
  return bytes[start - 1] == delimiter_ || bytes[start - 1] == '\n';
}

}  // namespace darties::load
