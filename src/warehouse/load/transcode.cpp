#include "warehouse/load/transcode.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "base/utf8.h"

namespace darties::load {
namespace {

constexpr std::size_t kInput = 128 * 1024;
/// Room for the longest character, and for a half of a pair that waited for its other half.
constexpr std::size_t kLongestOutput = 8;

constexpr std::string_view kMarkLe = "\xff\xfe";
constexpr std::string_view kMarkBe = "\xfe\xff";
constexpr std::string_view kMarkUtf8 = "\xef\xbb\xbf";

bool is_high_surrogate(unsigned code) { return code >= 0xd800 && code < 0xdc00; }
bool is_low_surrogate(unsigned code) { return code >= 0xdc00 && code < 0xe000; }

/// UTF-8 passes as it is, once its first bytes are no byte order mark of UTF-16.
class Utf8Check : public ByteSource {
 public:
  explicit Utf8Check(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  std::size_t read(std::span<char> into) override {
    if (!fault_.empty()) return 0;
    const std::size_t got = source_->read(into);
    if (at_start_ && got > 0) {
      at_start_ = false;
      const std::string_view start(into.data(), got);
      if (start.starts_with(kMarkLe) || start.starts_with(kMarkBe)) {
        fault_ = "The file is UTF-16, the ENCODING option says UTF8";
        return 0;
      }
    }
    return got;
  }
  std::uint64_t remaining() const override { return fault_.empty() ? source_->remaining() : 0; }
  std::string_view fault() const override { return fault_; }

 private:
  std::unique_ptr<ByteSource> source_;
  bool at_start_ = true;
  std::string_view fault_;
};

/// What the decoders of other encodings share: input, the byte order mark, the end.
class Transcoder : public ByteSource {
 public:
  explicit Transcoder(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  std::size_t read(std::span<char> into) override {
    char* at = into.data();
    char* const last = at + into.size() - std::min(into.size(), kLongestOutput);
    if (at_start_) start();
    while (at < last && fault_.empty()) {
      if (input_.empty() && !refill()) {
        at = finish(at);
        done_ = true;
        break;
      }
      at = convert(at, last);
    }
    return static_cast<std::size_t>(at - into.data());
  }
  std::uint64_t remaining() const override {
    return done_ || !fault_.empty() ? 0 : std::numeric_limits<std::uint64_t>::max();
  }
  std::string_view fault() const override { return fault_; }

 protected:
  /// Looks at the first bytes, input_, which are at least four if the object has so many.
  virtual void check_mark() = 0;
  /// Uses up input_ until it is empty or `last` is reached; returns the end of what was written.
  virtual char* convert(char* into, const char* last) = 0;
  /// What is left once all input is used up.
  virtual char* finish(char* into) { return into; }

  bool starts_with(std::string_view mark) const { return input_.starts_with(mark); }

  std::string_view input_;
  std::string_view fault_;

 private:
  bool refill() {
    input_ = {buffer_.data(), source_->read(buffer_)};
    return !input_.empty();
  }
  void start() {
    at_start_ = false;
    std::size_t size = 0;
    while (size < 4) {
      const std::size_t got = source_->read(std::span<char>(buffer_).subspan(size));
      if (got == 0) break;
      size += got;
    }
    input_ = {buffer_.data(), size};
    if (size > 0) check_mark();
  }

  std::unique_ptr<ByteSource> source_;
  std::array<char, kInput> buffer_;
  bool at_start_ = true;
  bool done_ = false;
};

class Latin1Transcoder : public Transcoder {
 public:
  using Transcoder::Transcoder;

 protected:
  void check_mark() override {
    if (starts_with(kMarkLe) || starts_with(kMarkBe) || starts_with(kMarkUtf8))
      fault_ = "The file begins with a byte order mark, the ENCODING option says ISO88591";
  }
  char* convert(char* into, const char* last) override {
    std::size_t used = 0;
    for (; used < input_.size() && into < last; ++used)
      into = write_utf8(static_cast<unsigned char>(input_[used]), into);
    input_.remove_prefix(used);
    return into;
  }
};

class Utf16Transcoder : public Transcoder {
 public:
  Utf16Transcoder(std::unique_ptr<ByteSource> source, sql::Encoding encoding)
      : Transcoder(std::move(source)),
        encoding_(encoding),
        big_endian_(encoding == sql::Encoding::kUtf16Be) {}

 protected:
  void check_mark() override {
    const bool little = starts_with(kMarkLe);
    const bool big = starts_with(kMarkBe);
    if (encoding_ == sql::Encoding::kUtf16) {
      if (!little && !big) {
        fault_ = "The file has no byte order mark, which ENCODING UTF16 needs";
        return;
      }
      big_endian_ = big;
    } else if (big_endian_ ? little : big) {
      fault_ = big_endian_ ? "The file is UTF-16LE, the ENCODING option says UTF16BE"
                           : "The file is UTF-16BE, the ENCODING option says UTF16LE";
      return;
    } else if (starts_with(kMarkUtf8)) {
      fault_ = "The file is UTF-8, the ENCODING option says UTF-16";
      return;
    }
    if (little || big) input_.remove_prefix(2);
  }

  char* convert(char* into, const char* last) override {
    while (!input_.empty() && into < last) {
      if (half_byte_ < 0 && input_.size() == 1) {
        half_byte_ = static_cast<unsigned char>(input_.front());
        input_ = {};
        break;
      }
      into = put_unit(take_unit(), into);
    }
    return into;
  }

  char* finish(char* into) override {
    if (high_ != 0) into = write_utf8(high_, into);
    high_ = 0;
    if (half_byte_ >= 0) fault_ = "The file has an odd number of bytes, which UTF-16 never has";
    return into;
  }

 private:
  unsigned take_unit() {
    const auto next = [&] {
      const auto byte = static_cast<unsigned char>(input_.front());
      input_.remove_prefix(1);
      return static_cast<unsigned>(byte);
    };
    const unsigned first = half_byte_ >= 0 ? static_cast<unsigned>(half_byte_) : next();
    half_byte_ = -1;
    const unsigned second = next();
    return big_endian_ ? first << 8 | second : second << 8 | first;
  }

  char* put_unit(unsigned unit, char* into) {
    if (high_ != 0) {
      const unsigned high = high_;
      high_ = 0;
      if (is_low_surrogate(unit))
        return write_utf8(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00), into);
      into = write_utf8(high, into);
    }
    if (is_high_surrogate(unit)) {
      high_ = unit;
      return into;
    }
    return write_utf8(unit, into);
  }

  sql::Encoding encoding_;
  bool big_endian_;
  int half_byte_ = -1;  // the first byte of a unit whose second is still to come
  unsigned high_ = 0;   // the first half of a surrogate pair
};

}  // namespace

std::unique_ptr<ByteSource> to_utf8(sql::Encoding encoding, std::unique_ptr<ByteSource> source) {
  switch (encoding) {
    case sql::Encoding::kUtf8:
      return std::make_unique<Utf8Check>(std::move(source));
    case sql::Encoding::kIso88591:
      return std::make_unique<Latin1Transcoder>(std::move(source));
    default:
      return std::make_unique<Utf16Transcoder>(std::move(source), encoding);
  }
}

}  // namespace darties::load
