// libzip reads a zip through callbacks. These lead it to an ObjectReader, so that a workbook may
// lie in a folder or in a bucket alike.
#include "source/formats/xlsx/zip_source.h"

#include <exception>

#include "base/error.h"

namespace darties::xlsx {
namespace {

/// What the callbacks know. Owned by the zip_source, which frees it.
struct Reading {
  ObjectReader* bytes = nullptr;
  std::uint64_t position = 0;
  zip_error_t error{};
  std::exception_ptr* failure = nullptr;  // where open_zip looks for what the reader threw
};

zip_int64_t read_bytes(Reading& reading, void* data, zip_uint64_t length) noexcept {
  try {
    const auto count = reading.bytes->read_at(reading.position, {static_cast<char*>(data), length});
    reading.position += count;
    return static_cast<zip_int64_t>(count);
  } catch (...) {
    if (reading.failure != nullptr) *reading.failure = std::current_exception();
    zip_error_set(&reading.error, ZIP_ER_READ, 0);
    return -1;
  }
}

zip_int64_t seek(Reading& reading, void* data, zip_uint64_t length) noexcept {
  const auto size = static_cast<zip_int64_t>(reading.bytes->size_bytes());
  const auto target = zip_source_seek_compute_offset(
      reading.position, static_cast<zip_uint64_t>(size), data, length, &reading.error);
  if (target < 0) return -1;
  reading.position = static_cast<std::uint64_t>(target);
  return 0;
}

zip_int64_t tell_size(Reading& reading, void* data) noexcept {
  auto* stat = static_cast<zip_stat_t*>(data);
  zip_stat_init(stat);
  stat->size = reading.bytes->size_bytes();
  stat->valid = ZIP_STAT_SIZE;
  return sizeof(*stat);
}

zip_int64_t answer(void* state, void* data, zip_uint64_t length, zip_source_cmd_t command) {
  auto& reading = *static_cast<Reading*>(state);
  switch (command) {
    case ZIP_SOURCE_OPEN:
      reading.position = 0;
      return 0;
    case ZIP_SOURCE_READ:
      return read_bytes(reading, data, length);
    case ZIP_SOURCE_SEEK:
      return seek(reading, data, length);
    case ZIP_SOURCE_TELL:
      return static_cast<zip_int64_t>(reading.position);
    case ZIP_SOURCE_STAT:
      return tell_size(reading, data);
    case ZIP_SOURCE_ERROR:
      return zip_error_to_data(&reading.error, data, length);
    case ZIP_SOURCE_CLOSE:
      return 0;
    case ZIP_SOURCE_FREE:
      delete &reading;  // the counterpart of release() in open_zip: libzip owns it
      return 0;
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_SEEK,
                                            ZIP_SOURCE_TELL, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
                                            ZIP_SOURCE_CLOSE, ZIP_SOURCE_FREE, -1);
    default:
      zip_error_set(&reading.error, ZIP_ER_OPNOTSUPP, 0);
      return -1;
  }
}

}  // namespace

ZipHandle open_zip(ObjectReader& bytes, const std::string& workbook) {
  std::exception_ptr failure;
  auto reading = std::make_unique<Reading>();
  reading->bytes = &bytes;
  reading->failure = &failure;
  zip_error_t error;
  zip_error_init(&error);
  Reading* state = reading.get();
  zip_source_t* source = zip_source_function_create(answer, state, &error);
  if (source == nullptr) throw Error(ErrorKind::kBug, "libzip: {}", zip_error_strerror(&error));
  reading.release();  // NOLINT(bugprone-unused-return-value): freed by ZIP_SOURCE_FREE
  ZipHandle zip(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!zip) {
    const std::string reason = zip_error_strerror(&error);
    zip_source_free(source);
    if (failure) std::rethrow_exception(failure);
    throw Error(
        ErrorKind::kInvalid,
        "{} is damaged: its zip directory cannot be read ({}); was it cut off? Fetch it again",
        workbook, reason);
  }
  state->failure = nullptr;
  return zip;
}

}  // namespace darties::xlsx
