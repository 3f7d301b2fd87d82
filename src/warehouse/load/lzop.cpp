#include "warehouse/load/lzop.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "base/error.h"
#include "warehouse/load/lzo1x.h"

namespace darties::load {
namespace {

constexpr std::string_view kMagic("\x89LZO\0\r\n\x1a\n", 9);
constexpr std::uint32_t kLargestBlock = 64 * 1024 * 1024;
constexpr std::size_t kInput = 256 * 1024;

// Flags of the header: which checksums stand behind it and in front of each block.
constexpr std::uint32_t kAdlerOfPlain = 0x1;
constexpr std::uint32_t kAdlerOfPacked = 0x2;
constexpr std::uint32_t kExtraField = 0x40;
constexpr std::uint32_t kCrcOfPlain = 0x100;
constexpr std::uint32_t kCrcOfPacked = 0x200;
constexpr std::uint32_t kFilter = 0x800;
constexpr std::uint32_t kCrcOfHeader = 0x1000;
// From this version on the header has a level and the upper half of the time.
constexpr std::uint32_t kNewerHeader = 0x0940;

std::uint32_t adler(const std::vector<unsigned char>& bytes) {
  return static_cast<std::uint32_t>(adler32(1, bytes.data(), static_cast<uInt>(bytes.size())));
}
std::uint32_t crc(const std::vector<unsigned char>& bytes) {
  return static_cast<std::uint32_t>(crc32(0, bytes.data(), static_cast<uInt>(bytes.size())));
}

/// Checksums that a block says it has.
struct BlockSums {
  std::uint32_t adler_of_plain = 0;
  std::uint32_t crc_of_plain = 0;
  std::uint32_t adler_of_packed = 0;
  std::uint32_t crc_of_packed = 0;
};

class LzopDecoder : public ByteSource {
 public:
  LzopDecoder(std::unique_ptr<ByteSource> source, std::string name)
      : source_(std::move(source)), name_(std::move(name)) {}

  std::uint64_t remaining() const override {
    return done_ ? 0 : std::numeric_limits<std::uint64_t>::max();
  }

  std::size_t read(std::span<char> into) override {
    while (at_ == plain_.size() && !done_) next_block();
    const std::size_t size = std::min(into.size(), plain_.size() - at_);
    std::copy_n(plain_.begin() + static_cast<std::ptrdiff_t>(at_), size, into.begin());
    at_ += size;
    return size;
  }

 private:
  void next_block();
  bool read_header();
  void skip_extra_field();
  BlockSums read_sums(bool packed);
  void unpack(std::uint32_t plain_size, std::uint32_t packed_size, const BlockSums& sums);
  void check(bool matches, std::string_view what) const {
    if (!matches) fail(what);
  }
  bool has(std::uint32_t flag) const { return (flags_ & flag) != 0; }

  bool fill();
  void take(std::span<unsigned char> into);
  std::uint32_t number(int bytes);
  std::uint32_t header_number(int bytes);
  [[noreturn]] void fail(std::string_view what) const {
    throw Error(ErrorKind::kInvalid, "{} {}: is it compressed as the COPY statement says?", name_,
                what);
  }

  std::unique_ptr<ByteSource> source_;
  std::string name_;
  std::vector<char> buffer_ = std::vector<char>(kInput);
  std::span<char> input_;
  std::vector<unsigned char> header_;  // the bytes that its checksum covers
  std::vector<unsigned char> packed_;
  std::vector<unsigned char> plain_;
  std::size_t at_ = 0;
  std::uint32_t flags_ = 0;
  bool within_member_ = false;
  bool done_ = false;
};

bool LzopDecoder::fill() {
  if (!input_.empty()) return true;
  input_ = std::span<char>(buffer_).first(source_->read(buffer_));
  return !input_.empty();
}

void LzopDecoder::take(std::span<unsigned char> into) {
  while (!into.empty()) {
    if (!fill()) fail("ends too early");
    const std::size_t size = std::min(into.size(), input_.size());
    std::copy_n(input_.begin(), size, into.begin());
    input_ = input_.subspan(size);
    into = into.subspan(size);
  }
}

// Numbers stand with their highest byte first.
std::uint32_t LzopDecoder::number(int bytes) {
  unsigned char raw[4] = {};
  take(std::span(raw).first(static_cast<std::size_t>(bytes)));
  std::uint32_t value = 0;
  for (int i = 0; i < bytes; ++i) value = value << 8 | raw[i];
  return value;
}

std::uint32_t LzopDecoder::header_number(int bytes) {
  const std::uint32_t value = number(bytes);
  for (int i = bytes - 1; i >= 0; --i)
    header_.push_back(static_cast<unsigned char>(value >> (8 * i)));
  return value;
}

// False at the end of the file.
bool LzopDecoder::read_header() {
  if (!fill()) return false;
  unsigned char magic[9];
  take(magic);
  check(std::equal(std::begin(magic), std::end(magic), kMagic.begin(),
                   [](unsigned char a, char b) { return a == static_cast<unsigned char>(b); }),
        "is no LZOP file");
  header_.clear();
  const std::uint32_t version = header_number(2);
  header_number(2);  // of the library
  if (version >= kNewerHeader) header_number(2);
  const std::uint32_t method = header_number(1);
  check(method >= 1 && method <= 3, "has an unknown method of compression");
  if (version >= kNewerHeader) header_number(1);
  flags_ = header_number(4);
  check(!has(kFilter), "was written with a filter, which is not supported");
  header_number(4);  // mode
  header_number(4);  // time
  if (version >= kNewerHeader) header_number(4);
  for (std::uint32_t letters = header_number(1); letters > 0; --letters) header_number(1);
  const std::uint32_t expected = has(kCrcOfHeader) ? crc(header_) : adler(header_);
  check(number(4) == expected, "has a damaged header");
  if (has(kExtraField)) skip_extra_field();
  return true;
}

void LzopDecoder::skip_extra_field() {
  const std::uint32_t size = number(4);
  check(size <= kLargestBlock, "has a damaged header");
  for (std::uint32_t i = 0; i < size; ++i) number(1);
  number(4);
}

BlockSums LzopDecoder::read_sums(bool packed) {
  BlockSums sums;
  if (has(kAdlerOfPlain)) sums.adler_of_plain = number(4);
  if (has(kCrcOfPlain)) sums.crc_of_plain = number(4);
  if (packed && has(kAdlerOfPacked)) sums.adler_of_packed = number(4);
  if (packed && has(kCrcOfPacked)) sums.crc_of_packed = number(4);
  return sums;
}

void LzopDecoder::next_block() {
  if (!within_member_ && !read_header()) {
    done_ = true;
    return;
  }
  within_member_ = true;
  const std::uint32_t plain_size = number(4);
  if (plain_size == 0) {
    within_member_ = false;
    return;
  }
  const std::uint32_t packed_size = number(4);
  check(plain_size <= kLargestBlock && packed_size > 0 && packed_size <= plain_size,
        "has a damaged block");
  unpack(plain_size, packed_size, read_sums(packed_size < plain_size));
}

void LzopDecoder::unpack(std::uint32_t plain_size, std::uint32_t packed_size,
                         const BlockSums& sums) {
  at_ = 0;
  if (packed_size == plain_size) {
    plain_.resize(plain_size);
    take(plain_);
  } else {
    packed_.resize(packed_size);
    take(packed_);
    check(lzo1x_can_hold(packed_size, plain_size), "has a damaged block");
    plain_.resize(plain_size);
    check(!has(kAdlerOfPacked) || adler(packed_) == sums.adler_of_packed, "has a damaged block");
    check(!has(kCrcOfPacked) || crc(packed_) == sums.crc_of_packed, "has a damaged block");
    check(decompress_lzo1x(packed_, plain_), "has a damaged block");
  }
  check(!has(kAdlerOfPlain) || adler(plain_) == sums.adler_of_plain, "has a damaged block");
  check(!has(kCrcOfPlain) || crc(plain_) == sums.crc_of_plain, "has a damaged block");
}

}  // namespace

std::unique_ptr<ByteSource> decompress_lzop(std::unique_ptr<ByteSource> source, std::string name) {
  return std::make_unique<LzopDecoder>(std::move(source), std::move(name));
}

}  // namespace darties::load
