// GZIP, BZIP2 and ZSTD, each with members one behind the other, as `cat a.gz b.gz` makes them. LZOP has a file of its own.
#include <bzlib.h>
#include <isa-l/igzip_lib.h>
#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/error.h"
#include "warehouse/load/byte_source.h"
#include "warehouse/load/lzop.h"

namespace darties::load {
namespace {

constexpr std::size_t kInput = 256 * 1024;

/// What the three decoders share: a piece of compressed input, and when it is used up.
class Decoder : public ByteSource {
 public:
  Decoder(std::unique_ptr<ByteSource> source, std::string name)
      : source_(std::move(source)), name_(std::move(name)) {}

  std::uint64_t remaining() const override {
    return done_ ? 0 : std::numeric_limits<std::uint64_t>::max();
  }

  std::size_t read(std::span<char> into) override {
    std::size_t written = 0;
    while (written == 0 && !done_) {
      if (input_.empty()) {
        const std::size_t got = source_->read(buffer_);
        input_ = std::span<char>(buffer_).first(got);
        if (got == 0) {
          if (within_member_) fail("ends too early");
          done_ = true;
          break;
        }
      }
      written = decode(into);
    }
    return written;
  }

 protected:
  /// Uses up some of input_ and returns how many bytes it wrote; keeps within_member_ right.
  virtual std::size_t decode(std::span<char> into) = 0;

  void use(std::size_t bytes) { input_ = input_.subspan(bytes); }
  [[noreturn]] void fail(std::string_view what) const {
    throw Error(ErrorKind::kInvalid, "{} {}: is it compressed as the COPY statement says?", name_,
                what);
  }

  std::span<char> input_;
  bool within_member_ = false;

 private:
  std::unique_ptr<ByteSource> source_;
  std::string name_;
  std::vector<char> buffer_ = std::vector<char>(kInput);
  bool done_ = false;
};

/// ISA-L reads the members' heads and tails, checksums with them, twice as fast as zlib.
class GzipDecoder : public Decoder {
 public:
  GzipDecoder(std::unique_ptr<ByteSource> source, std::string name)
      : Decoder(std::move(source), std::move(name)) {
    isal_inflate_init(state_.get());
    state_->crc_flag = ISAL_GZIP;
  }

 protected:
  std::size_t decode(std::span<char> into) override {
    within_member_ = true;
    state_->next_in = reinterpret_cast<std::uint8_t*>(input_.data());
    state_->avail_in = static_cast<std::uint32_t>(input_.size());
    state_->next_out = reinterpret_cast<std::uint8_t*>(into.data());
    state_->avail_out = static_cast<std::uint32_t>(std::min<std::size_t>(into.size(), 1u << 30));
    const auto room = state_->avail_out;
    if (isal_inflate(state_.get()) < 0) fail("is no whole GZIP file");
    use(input_.size() - state_->avail_in);
    const auto written = room - state_->avail_out;
    if (state_->block_state == ISAL_BLOCK_FINISH) {
      within_member_ = false;
      isal_inflate_reset(state_.get());
      state_->crc_flag = ISAL_GZIP;
    }
    return written;
  }

 private:
  std::unique_ptr<inflate_state> state_ = std::make_unique<inflate_state>();
};

class Bzip2Decoder : public Decoder {
 public:
  Bzip2Decoder(std::unique_ptr<ByteSource> source, std::string name)
      : Decoder(std::move(source), std::move(name)) {
    open();
  }
  ~Bzip2Decoder() override { BZ2_bzDecompressEnd(&stream_); }
  Bzip2Decoder(const Bzip2Decoder&) = delete;
  Bzip2Decoder& operator=(const Bzip2Decoder&) = delete;

 protected:
  std::size_t decode(std::span<char> into) override {
    within_member_ = true;
    stream_.next_in = input_.data();
    stream_.avail_in = static_cast<unsigned>(input_.size());
    stream_.next_out = into.data();
    stream_.avail_out = static_cast<unsigned>(std::min<std::size_t>(into.size(), 1u << 30));
    const auto room = stream_.avail_out;
    const int state = BZ2_bzDecompress(&stream_);
    if (state != BZ_OK && state != BZ_STREAM_END) fail("is no whole BZIP2 file");
    use(input_.size() - stream_.avail_in);
    const auto written = room - stream_.avail_out;
    if (state == BZ_STREAM_END) {
      within_member_ = false;
      BZ2_bzDecompressEnd(&stream_);
      open();
    }
    return written;
  }

 private:
  void open() {
    stream_ = {};
    if (BZ2_bzDecompressInit(&stream_, 0, 0) != BZ_OK)
      throw Error(ErrorKind::kUnavailable, "no memory for BZIP2");
  }
  bz_stream stream_ = {};
};

class ZstdDecoder : public Decoder {
 public:
  ZstdDecoder(std::unique_ptr<ByteSource> source, std::string name)
      : Decoder(std::move(source), std::move(name)), stream_(ZSTD_createDStream()) {
    if (!stream_) throw Error(ErrorKind::kUnavailable, "no memory for ZSTD");
  }

 protected:
  std::size_t decode(std::span<char> into) override {
    ZSTD_inBuffer in = {input_.data(), input_.size(), 0};
    ZSTD_outBuffer out = {into.data(), into.size(), 0};
    const std::size_t state = ZSTD_decompressStream(stream_.get(), &out, &in);
    if (ZSTD_isError(state)) fail("is no whole ZSTD file");
    within_member_ = state != 0;
    use(in.pos);
    return out.pos;
  }

 private:
  struct Free {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  std::unique_ptr<ZSTD_DStream, Free> stream_;
};

}  // namespace

std::unique_ptr<ByteSource> decompress(sql::Compression compression,
                                       std::unique_ptr<ByteSource> source, std::string name) {
  switch (compression) {
    case sql::Compression::kGzip:
      return std::make_unique<GzipDecoder>(std::move(source), std::move(name));
    case sql::Compression::kBzip2:
      return std::make_unique<Bzip2Decoder>(std::move(source), std::move(name));
    case sql::Compression::kZstd:
      return std::make_unique<ZstdDecoder>(std::move(source), std::move(name));
    case sql::Compression::kLzop:
      return decompress_lzop(std::move(source), std::move(name));
    case sql::Compression::kNone:
      break;
  }
  return source;
}

}  // namespace darties::load
