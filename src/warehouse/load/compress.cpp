#include "warehouse/load/compress.h"

#include <bzlib.h>
#include <zlib.h>
#include <zstd.h>

#include "base/error.h"

namespace darties::load {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

class NoCompressor : public Compressor {
 public:
  std::string compress(std::string_view bytes, bool) override { return std::string(bytes); }
};

class GzipCompressor : public Compressor {
 public:
  GzipCompressor() {
    const int state =
        deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    if (state != Z_OK) throw Error(ErrorKind::kUnavailable, "no memory for GZIP");
  }
  ~GzipCompressor() override { deflateEnd(&stream_); }
  GzipCompressor(const GzipCompressor&) = delete;
  GzipCompressor& operator=(const GzipCompressor&) = delete;

  std::string compress(std::string_view bytes, bool last) override {
    std::string out;
    char piece[kPiece];
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(piece);
      stream_.avail_out = kPiece;
      deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH);
      out.append(piece, kPiece - stream_.avail_out);
    } while (stream_.avail_out == 0);
    return out;
  }

 private:
  z_stream stream_ = {};
};

class Bzip2Compressor : public Compressor {
 public:
  Bzip2Compressor() {
    if (BZ2_bzCompressInit(&stream_, 9, 0, 0) != BZ_OK)
      throw Error(ErrorKind::kUnavailable, "no memory for BZIP2");
  }
  ~Bzip2Compressor() override { BZ2_bzCompressEnd(&stream_); }
  Bzip2Compressor(const Bzip2Compressor&) = delete;
  Bzip2Compressor& operator=(const Bzip2Compressor&) = delete;

  std::string compress(std::string_view bytes, bool last) override {
    std::string out;
    char piece[kPiece];
    stream_.next_in = const_cast<char*>(bytes.data());
    stream_.avail_in = static_cast<unsigned>(bytes.size());
    for (bool done = false; !done;) {
      stream_.next_out = piece;
      stream_.avail_out = kPiece;
      const int state = BZ2_bzCompress(&stream_, last ? BZ_FINISH : BZ_RUN);
      out.append(piece, kPiece - stream_.avail_out);
      done = last ? state == BZ_STREAM_END : stream_.avail_in == 0;
    }
    return out;
  }

 private:
  bz_stream stream_ = {};
};

class ZstdCompressor : public Compressor {
 public:
  std::string compress(std::string_view bytes, bool last) override {
    std::string out;
    char piece[kPiece];
    ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
    for (bool done = false; !done;) {
      ZSTD_outBuffer room = {piece, kPiece, 0};
      const std::size_t left =
          ZSTD_compressStream2(stream_.get(), &room, &in, last ? ZSTD_e_end : ZSTD_e_continue);
      if (ZSTD_isError(left)) throw Error(ErrorKind::kBug, "ZSTD: {}", ZSTD_getErrorName(left));
      out.append(piece, room.pos);
      done = last ? left == 0 : in.pos == in.size;
    }
    return out;
  }

 private:
  struct Free {
    void operator()(ZSTD_CStream* stream) const { ZSTD_freeCStream(stream); }
  };
  std::unique_ptr<ZSTD_CStream, Free> stream_{ZSTD_createCStream()};
};

}  // namespace

std::unique_ptr<Compressor> make_compressor(sql::Compression compression) {
  switch (compression) {
    case sql::Compression::kGzip:
      return std::make_unique<GzipCompressor>();
    case sql::Compression::kBzip2:
      return std::make_unique<Bzip2Compressor>();
    case sql::Compression::kZstd:
      return std::make_unique<ZstdCompressor>();
    case sql::Compression::kLzop:
      throw Error(ErrorKind::kInvalid, "LZOP is not supported");
    case sql::Compression::kNone:
      break;
  }
  return std::make_unique<NoCompressor>();
}

std::string_view extension_of(sql::Compression compression) {
  switch (compression) {
    case sql::Compression::kGzip:
      return ".gz";
    case sql::Compression::kBzip2:
      return ".bz2";
    case sql::Compression::kZstd:
      return ".zst";
    default:
      return "";
  }
}

}  // namespace darties::load
