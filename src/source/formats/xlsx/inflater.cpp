// Inflating is what reading a workbook costs most, so the packed bytes come from libzip as they are
// and are unpacked by ISA-L, which needs less than half of zlib's time.
#include "source/formats/xlsx/inflater.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <zip.h>

#include <array>
#include <cstring>

#include "base/error.h"
#include "base/text.h"
#include "source/formats/xlsx/zip_source.h"

namespace darties::xlsx {
namespace {

struct FileCloser {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

class InflatingReader final : public PartReader {
 public:
  InflatingReader(ObjectReader& bytes, const Part& part, std::string workbook, const Limits& limits)
      : zip_(open_zip(bytes, workbook)),
        part_(part),
        workbook_(std::move(workbook)),
        limits_(limits),
        state_(std::make_unique<inflate_state>()) {
    file_.reset(zip_fopen_index(zip_.get(), part.index, ZIP_FL_COMPRESSED));
    if (!file_) fail(zip_strerror(zip_.get()));
    isal_inflate_init(state_.get());
    state_->crc_flag = ISAL_DEFLATE;
  }

  std::size_t read(std::span<char> into) override {
    const auto count = part_.deflated ? inflate(into) : copy(into);
    crc_ = crc32_gzip_refl(crc_, reinterpret_cast<unsigned char*>(into.data()), count);
    size_bytes_ += count;
    check_limits();
    if (count == 0) check_whole();
    return count;
  }

 private:
  [[noreturn]] void fail(std::string_view reason) const {
    throw Error(ErrorKind::kInvalid, "{} is damaged: {} cannot be unpacked ({})", workbook_,
                part_.name, reason);
  }

  /// The next packed bytes; none at the end.
  std::size_t read_packed(std::span<char> into) {
    const auto count = zip_fread(file_.get(), into.data(), into.size());
    if (count < 0) fail(zip_file_strerror(file_.get()));
    packed_bytes_ += static_cast<std::uint64_t>(count);
    return static_cast<std::size_t>(count);
  }

  std::size_t copy(std::span<char> into) {
    std::size_t done = 0;
    while (done < into.size()) {
      const auto count = read_packed(into.subspan(done));
      if (count == 0) break;
      done += count;
    }
    return done;
  }

  std::size_t inflate(std::span<char> into) {
    state_->next_out = reinterpret_cast<std::uint8_t*>(into.data());
    state_->avail_out = static_cast<std::uint32_t>(into.size());
    while (state_->avail_out > 0 && state_->block_state != ISAL_BLOCK_FINISH) {
      if (state_->avail_in == 0) {
        state_->next_in = reinterpret_cast<std::uint8_t*>(packed_.data());
        state_->avail_in = static_cast<std::uint32_t>(read_packed(packed_));
      }
      const bool at_end = state_->avail_in == 0;
      const auto before = state_->avail_out;
      if (isal_inflate(state_.get()) < 0) fail("not a deflate stream");
      if (at_end && state_->avail_out == before && state_->block_state != ISAL_BLOCK_FINISH) {
        fail("it ends too early");
      }
    }
    return into.size() - state_->avail_out;
  }

  void check_limits() const {
    if (size_bytes_ > limits_.part_bytes) {
      throw Error(ErrorKind::kInvalid, "{}: {} unpacks to more than {}, the limit for a part",
                  workbook_, part_.name, human_bytes(limits_.part_bytes));
    }
    if (size_bytes_ > limits_.ratio_from_bytes && size_bytes_ / limits_.ratio > packed_bytes_) {
      throw Error(ErrorKind::kInvalid,
                  "{} looks like a zip bomb: {} unpacks to more than {} times its size (so far {} "
                  "from {}); the limit is {}",
                  workbook_, part_.name, limits_.ratio, human_bytes(size_bytes_),
                  human_bytes(packed_bytes_), limits_.ratio);
    }
  }

  void check_whole() const {
    if (size_bytes_ != part_.size_bytes) {
      fail(fmt::format("{} bytes, its directory says {}", size_bytes_, part_.size_bytes));
    }
    if (crc_ != part_.crc) fail("its checksum differs");
  }

  ZipHandle zip_;
  Part part_;
  std::string workbook_;
  Limits limits_;
  std::unique_ptr<zip_file_t, FileCloser> file_;  // after zip_: closed before it
  std::unique_ptr<inflate_state> state_;
  std::array<char, 65536> packed_{};
  std::uint32_t crc_ = 0;
  std::uint64_t size_bytes_ = 0;
  std::uint64_t packed_bytes_ = 0;
};

}  // namespace

std::unique_ptr<PartReader> open_part(ObjectReader& bytes, const Part& part,
                                      const std::string& workbook, const Limits& limits) {
  return std::make_unique<InflatingReader>(bytes, part, workbook, limits);
}

}  // namespace darties::xlsx
